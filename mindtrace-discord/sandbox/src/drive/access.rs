//! Which requests are answered: those for this machine, with the token.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use super::problem::Problem;
use crate::Discord;

/// Requires the bot's token as a bearer token. The prefix `Bot ` is not accepted, so that a bot cannot drive itself by accident.
pub(super) async fn require_token(State(discord): State<Discord>, request: Request, next: Next) -> Response {
    let mut values = request.headers().get_all(header::AUTHORIZATION).iter();
    let value = values.next().filter(|_| values.next().is_none());
    let token = value.and_then(|value| value.to_str().ok()).and_then(bearer);
    match token {
        Some(token) if bool::from(token.as_bytes().ct_eq(discord.token().as_bytes())) => {
            next.run(request).await
        }
        _ => Problem::unauthorized().into_response(),
    }
}

/// Refuses requests for another host name, against DNS rebinding: a web page can resolve its own name to 127.0.0.1, but its requests
/// carry that name.
pub(super) async fn check_host(request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().filter(|_| hosts.next().is_none()).and_then(|host| host.to_str().ok());
    if host.is_some_and(is_local) { next.run(request).await } else { Problem::wrong_host().into_response() }
}

/// Returns the token of `Bearer <token>`, ignoring the case of the scheme (RFC 9110, section 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        // The colons inside an IPv6 address do not precede a port.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for local in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.0.0.1", "[::1]:8080"] {
            assert!(is_local(local), "{local}");
        }
        for foreign in ["evil.example", "localhost.evil.example:80", "10.0.0.1", "", "127.0.0.1.evil.example"]
        {
            assert!(!is_local(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_scheme_may_have_any_case() {
        assert_eq!(bearer("bearer x"), Some("x"));
        assert_eq!(bearer("Bot x"), None);
        assert_eq!(bearer("x"), None);
    }
}
