//! Which host names a request may be sent to.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::problem::Problem;
use crate::reference::Reference;

/// The host names under which this surface may be reached.
///
/// A page in somebody's browser can resolve a name of its own to 127.0.0.1 and send requests here (DNS rebinding); its
/// `Host` header gives it away.
pub(super) struct Hosts {
    address: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    pub(super) fn new(address: SocketAddr, names: &[String]) -> Self {
        Self { address: address.ip(), names: names.to_vec() }
    }

    fn allow(&self, host: &str) -> bool {
        let host = without_port(host).to_lowercase();
        if host == "localhost" || self.names.contains(&host) {
            return true;
        }
        match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            // Bound to every address it is reached under any; a name cannot be rebound to an address literal.
            Ok(ip) => ip.is_loopback() || ip == self.address || self.address.is_unspecified(),
            Err(_) => false,
        }
    }
}

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

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // The colons inside an IPv6 address are not in front of a port.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::{Hosts, Request, Response, Uri, WORK, in_time};
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

    #[test]
    fn only_our_own_names_are_allowed() {
        let hosts = Hosts::new("127.0.0.1:8080".parse().unwrap(), &["bot.example".to_owned()]);
        for allowed in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "bot.example:443"] {
            assert!(hosts.allow(allowed), "{allowed}");
        }
        for refused in ["evil.example", "localhost.evil.example", "10.0.0.1", "", "127.0.0.1.evil.example:80"]
        {
            assert!(!hosts.allow(refused), "{refused}");
        }
    }
}
