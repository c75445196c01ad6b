//! Which requests are answered: those for this machine, with the token.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use super::problem::Problem;
use crate::{Discord, host};

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

/// Refuses requests for another host than this machine.
pub(super) async fn check_host(request: Request, next: Next) -> Response {
    if host::is_local(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        Problem::wrong_host().into_response()
    }
}

/// Returns the token of `Bearer <token>`, ignoring the case of the scheme (RFC 9110, section 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_may_have_any_case() {
        assert_eq!(bearer("bearer x"), Some("x"));
        assert_eq!(bearer("Bot x"), None);
        assert_eq!(bearer("x"), None);
    }
}
