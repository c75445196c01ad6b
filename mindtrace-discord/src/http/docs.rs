//! `/docs`: Swagger UI. Its files are built in; the page loads nothing from other hosts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use utoipa_swagger_ui::Config;

use super::problem::{self, Problem};

const PAGE: &str = include_str!("docs/index.html");
const START: &str = include_str!("docs/start.js");
const STYLE: &str = include_str!("docs/page.css");

/// The content security policy. Swagger UI uses inline styles; scripts come from this host only.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn page() -> Response {
    with_policy(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response())
}

pub(super) async fn file(name: Result<Path<String>, PathRejection>) -> Result<Response, Problem> {
    let Path(name) = name?;
    if name == "start.js" {
        return Ok(with_policy(([(header::CONTENT_TYPE, "text/javascript")], START).into_response()));
    }
    if name == "page.css" {
        return Ok(with_policy(([(header::CONTENT_TYPE, "text/css")], STYLE).into_response()));
    }
    let Some((kind, bytes)) = built_in(name) else { return Err(problem::no_such_route().await) };
    Ok(with_policy(([(header::CONTENT_TYPE, kind)], bytes).into_response()))
}

/// The type and content of a file.
type File = (String, Bytes);

/// Returns a built-in file. All responses share one copy, because a client may ask for it often and read slowly.
fn built_in(name: String) -> Option<File> {
    static FILES: Mutex<BTreeMap<String, File>> = Mutex::new(BTreeMap::new());
    // Nothing panics while it holds the lock.
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = files.get(&name) {
        return Some(file.clone());
    }
    let file = utoipa_swagger_ui::serve(&name, Arc::new(Config::default())).ok().flatten()?;
    let file = (file.content_type, Bytes::from(file.bytes.into_owned()));
    files.insert(name, file.clone());
    Some(file)
}

fn with_policy(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}
