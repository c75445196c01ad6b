//! Gates before every route: the host name, and a limit of time.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::Shared;
use crate::reference::Reference;

/// Lets a request pass that is meant for this surface.
pub(super) async fn check_host(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| Uri::host(request.uri()));
    match host {
        Some(host) if shared.hosts.allow(host) => next.run(request).await,
        _ => Problem::wrong_host().into_response(),
    }
}

/// How long anything takes at most that is no command: those have a time of their own.
const WORK: Duration = Duration::from_secs(30);

/// Gives up on what takes too long.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(WORK, next.run(request)).await.unwrap_or_else(|_| {
        let reference = Reference::next();
        tracing::error!(%reference, "a request took longer than {WORK:?}");
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

    use super::{Request, Response, Uri, WORK, in_time};
    use crate::http::problem;

    async fn ask(router: Router, path: &'static str) -> Response {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = Uri::from_static(path);
        router.oneshot(request).await.unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_too_long_is_given_up() {
        let sleepy = get(|| async { tokio::time::sleep(2 * WORK).await });
        let answer = ask(Router::new().route("/", sleepy).layer(from_fn(in_time)), "/").await;
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }

    #[tokio::test]
    async fn a_route_that_panics_is_an_answer_without_its_reason() {
        async fn panics() {
            panic!("the password is hunter2");
        }
        let layer = tower_http::catch_panic::CatchPanicLayer::custom(problem::panicked);
        let answer = ask(Router::new().route("/", get(panics)).layer(layer), "/").await;
        assert_eq!(answer.status(), 500);
        let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
        let body = String::from_utf8_lossy(&body).into_owned();
        assert!(body.contains("reference") && !body.contains("hunter2"), "{body}");
    }
}
