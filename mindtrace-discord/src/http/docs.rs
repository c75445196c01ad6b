//! `/docs`: Swagger UI. Its files are built in; the page loads nothing from other hosts.

use std::sync::Arc;

use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use utoipa_swagger_ui::Config;

use super::problem::{self, Problem};

const PAGE: &str = include_str!("docs/index.html");
const START: &str = include_str!("docs/start.js");

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
    let file = utoipa_swagger_ui::serve(&name, Arc::new(Config::default())).ok().flatten();
    let Some(file) = file else { return Err(problem::no_such_route().await) };
    let content = [(header::CONTENT_TYPE, file.content_type)];
    Ok(with_policy((StatusCode::OK, content, file.bytes.to_vec()).into_response()))
}

fn with_policy(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}
