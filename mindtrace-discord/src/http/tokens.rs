//! The bearer tokens, and what each of them allows.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use crate::config::Config;

/// A longer token is none of ours; hashing it would only cost time.
const LONGEST: usize = 512;

/// What the holder of a token may do; each may what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scope {
    /// Look.
    Read,
    /// Run commands and raise events.
    Execute,
    /// Switch, and stop the bot.
    Admin,
}

/// The digests of the tokens. Comparing digests takes the same time whatever was sent, also for another length.
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

    /// What the holder of this may do; every token is compared, so that none is told by the time it takes.
    pub(super) fn scope(&self, given: &str) -> Option<Scope> {
        if given.len() > LONGEST {
            return None;
        }
        let given = digest(given);
        let found = self.0.iter().fold(0_u8, |found, (scope, token)| {
            let is_it: Choice = token.ct_eq(&given);
            // The same token for two scopes is the wider one.
            u8::conditional_select(&found, &(found.max(*scope as u8 + 1)), is_it)
        });
        [None, Some(Scope::Read), Some(Scope::Execute), Some(Scope::Admin)]
            .get(usize::from(found))
            .copied()?
    }
}

/// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110, section 11.1).
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
