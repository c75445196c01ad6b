//! The bearer tokens and their scopes.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use crate::config::Config;

/// The maximum length of a token, in bytes. Longer ones are refused without hashing them.
const MAX_LENGTH: usize = 512;

/// The scope of a token. Each scope includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scope {
    /// Read status, lists, metrics and live activity.
    Read,
    /// Run commands and raise events.
    Execute,
    /// Change toggles and the log level, drain, sync and stop the bot, and use the playground.
    Admin,
}

/// The digests of the tokens. Comparing digests takes the same time for any input of any length.
pub(super) struct Tokens(Vec<(Scope, [u8; 32])>);

impl Tokens {
    pub(super) fn new(admin: &SecretString, config: &Config) -> Self {
        let tokens = [
            (Scope::Read, config.http_read_token.as_ref()),
            (Scope::Execute, config.http_execute_token.as_ref()),
            (Scope::Admin, Some(admin)),
        ];
        let tokens = tokens.into_iter();
        Self(tokens.filter_map(|(scope, token)| Some((scope, digest(token?.expose_secret())))).collect())
    }

    /// Returns the scope of a token. All tokens are compared, so that the time reveals nothing.
    pub(super) fn scope(&self, token: &str) -> Option<Scope> {
        if token.len() > MAX_LENGTH {
            return None;
        }
        let received = digest(token);
        let found = self.0.iter().fold(0_u8, |found, (scope, token)| {
            let is_equal: Choice = token.ct_eq(&received);
            // A token with two scopes has the wider one.
            u8::conditional_select(&found, &(found.max(*scope as u8 + 1)), is_equal)
        });
        [None, Some(Scope::Read), Some(Scope::Execute), Some(Scope::Admin)]
            .get(usize::from(found))
            .copied()?
    }
}

/// Returns the token of `Bearer <token>`, ignoring the case of the scheme (RFC 9110, section 11.1).
pub(super) fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::{Config, Scope, SecretString, Tokens, bearer};

    #[test]
    fn each_token_has_its_scope() {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_HTTP_READ_TOKEN" => Some("look".to_owned()),
            "DISCORD_HTTP_EXECUTE_TOKEN" => Some("run".to_owned()),
            _ => None,
        });
        let tokens = Tokens::new(&SecretString::from("all"), &config.unwrap());
        assert_eq!(tokens.scope("look"), Some(Scope::Read));
        assert_eq!(tokens.scope("run"), Some(Scope::Execute));
        assert_eq!(tokens.scope("all"), Some(Scope::Admin));
        for wrong in ["", "All", "all ", "lookrun", &"x".repeat(600)] {
            assert_eq!(tokens.scope(wrong), None, "{wrong:?}");
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
