//! `/`: the page. It is built in, loads nothing from other hosts, and shows nothing without a token.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
#[cfg(feature = "sandbox")]
use axum::{Router, routing::get};

use super::problem::{self, Problem};
use super::state::Shared;

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

const INDEX: &str = include_str!("page/index.html");
const ICON: &str = include_str!("page/icon.svg");

/// The files of the page.
const FILES: &[(&str, &str, &str)] = &[
    ("page.css", STYLE, include_str!("page/page.css")),
    ("page.js", SCRIPT, include_str!("page/page.js")),
    ("session.js", SCRIPT, include_str!("page/session.js")),
    ("icon.svg", PICTURE, ICON),
    ("dashboard.js", SCRIPT, include_str!("page/dashboard.js")),
    ("tables.js", SCRIPT, include_str!("page/tables.js")),
    ("health.js", SCRIPT, include_str!("page/health.js")),
    ("charts.js", SCRIPT, include_str!("page/charts.js")),
    ("commands.js", SCRIPT, include_str!("page/commands.js")),
    ("toggle.js", SCRIPT, include_str!("page/toggle.js")),
    ("playground.css", STYLE, include_str!("page/playground.css")),
    ("playground.js", SCRIPT, include_str!("page/playground.js")),
    ("drawers.js", SCRIPT, include_str!("page/drawers.js")),
    ("messages.js", SCRIPT, include_str!("page/messages.js")),
    ("markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("components.js", SCRIPT, include_str!("page/components.js")),
    ("inputs.js", SCRIPT, include_str!("page/inputs.js")),
    ("composer.js", SCRIPT, include_str!("page/composer.js")),
    ("modal.js", SCRIPT, include_str!("page/modal.js")),
];

pub(super) async fn page(State(shared): State<Shared>) -> Response {
    serve(&shared.page_policy, HTML, INDEX)
}

/// Returns the icon. Browsers ask for `/favicon.ico` where no page names an icon.
pub(super) async fn icon(State(shared): State<Shared>) -> Response {
    serve(&shared.page_policy, PICTURE, ICON)
}

pub(super) async fn file(
    State(shared): State<Shared>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(name) = name?;
    find(&name, &shared.page_policy).await
}

/// Creates the routes of a page that has only the playground, for an emulator whose bot has no HTTP surface.
#[cfg(feature = "sandbox")]
pub(crate) fn playground_alone() -> Router {
    // The page and the pictures in it have one address.
    Router::new().route("/sandbox", get(alone)).route("/page/{file}", get(alone_file)).with_state(policy(""))
}

#[cfg(feature = "sandbox")]
async fn alone(State(policy): State<HeaderValue>) -> Response {
    serve(&policy, HTML, INDEX.replacen("<body>", r#"<body data-only="playground">"#, 1))
}

#[cfg(feature = "sandbox")]
async fn alone_file(
    State(policy): State<HeaderValue>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(name) = name?;
    find(&name, &policy).await
}

async fn find(name: &str, policy: &HeaderValue) -> Result<Response, Problem> {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, kind, text)) => Ok(serve(policy, kind, *text)),
        None => Err(problem::no_such_route().await),
    }
}

fn serve(policy: &HeaderValue, kind: &'static str, text: impl IntoResponse) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}

/// Returns the content security policy: everything comes from this host, and no page may frame this one. `pictures` is the address of
/// the sandbox, which stores the pictures in the playground.
pub(super) fn policy(pictures: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: {pictures}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    // Cannot fail: the address of a sandbox is visible ASCII.
    HeaderValue::try_from(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'self'"))
}
