//! The bearer token.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::Shared;
use super::problem::Problem;

/// A longer token is none of ours; hashing it would only cost time.
const LONGEST: usize = 512;

/// The token's digest. Comparing digests takes the same time whatever was sent, also for another length.
pub(super) struct Token([u8; 32]);

impl Token {
    pub(super) fn new(token: &SecretString) -> Self {
        Self(digest(token.expose_secret()))
    }

    fn is(&self, given: &str) -> bool {
        given.len() <= LONGEST && bool::from(self.0.ct_eq(&digest(given)))
    }
}

/// Lets a request pass that carries the token.
pub(super) async fn require_token(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let given =
        request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    match given {
        Some(token) if shared.token.is(token) => next.run(request).await,
        _ => Problem::unauthorized().into_response(),
    }
}

/// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::{SecretString, Token, bearer};

    #[test]
    fn only_the_token_is_the_token() {
        let token = Token::new(&SecretString::from("correct"));
        assert!(token.is("correct"));
        for wrong in ["", "Correct", "correct ", "correctcorrect"] {
            assert!(!token.is(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn the_scheme_may_have_any_case() {
        assert_eq!(bearer("bearer x"), Some("x"));
        assert_eq!(bearer("Bearer x"), Some("x"));
        assert_eq!(bearer("Basic x"), None);
        assert_eq!(bearer("x"), None);
    }
}
