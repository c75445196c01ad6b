//! Middleware: the check of the host name, the request timeout, and the room for bodies that are signed.

use std::time::Duration;

use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::{Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::{BODY_LIMIT, Shared};
use crate::reference::Reference;

/// Refuses requests whose host name is not served here.
pub(super) async fn check_host(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    if hosts.next().is_some() {
        // Which of them another program looks at is unknown (RFC 9112, section 3.2).
        return Problem::bad_request("There is more than one header `Host`.").into_response();
    }
    // The target of a request takes precedence over the header (RFC 9112, section 3.2.2), so both have to be allowed.
    let target = Uri::host(request.uri());
    let is_allowed = target.is_none_or(|target| shared.hosts.allow(target));
    match host.or(target) {
        Some(host) if is_allowed && shared.hosts.allow(host) => next.run(request).await,
        _ => Problem::wrong_host().into_response(),
    }
}

/// Bounds the memory of bodies that are read before their signature can be checked.
///
/// Those that other routes would read as well are read, so that a flood of large ones keeps out no interaction of a common size.
pub(super) async fn signed_body(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    // A body in chunks does not say how large it becomes.
    let is_small = request.body().size_hint().upper().is_some_and(|size| size <= BODY_LIMIT as u64);
    if is_small {
        return next.run(request).await;
    }
    match shared.load.large_body() {
        Ok(permit) => {
            let response = next.run(request).await;
            drop(permit);
            response
        }
        Err(refused) => Problem::from(refused).into_response(),
    }
}

/// The timeout of requests. Commands have their own.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Answers with an internal error when a request takes too long.
pub(super) async fn timeout(request: Request, next: Next) -> Response {
    tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await.unwrap_or_else(|_| {
        let reference = Reference::next();
        tracing::error!(%reference, "a request took longer than {REQUEST_TIMEOUT:?}");
        Problem::internal(reference).into_response()
    })
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::{REQUEST_TIMEOUT, Request, Response, Uri, timeout};
    use crate::http::problem;

    async fn get_path(router: Router, path: &'static str) -> Response {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = Uri::from_static(path);
        router.oneshot(request).await.unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_request_times_out() {
        let slow = get(|| async { tokio::time::sleep(2 * REQUEST_TIMEOUT).await });
        let answer = get_path(Router::new().route("/", slow).layer(from_fn(timeout)), "/").await;
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }

    #[tokio::test]
    async fn a_panic_answers_without_its_message() {
        async fn panics() {
            panic!("the password is hunter2");
        }
        let layer = tower_http::catch_panic::CatchPanicLayer::custom(problem::panicked);
        let answer = get_path(Router::new().route("/", get(panics)).layer(layer), "/").await;
        assert_eq!(answer.status(), 500);
        let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        assert!(body.contains("reference") && !body.contains("hunter2"), "{body}");
    }
}
