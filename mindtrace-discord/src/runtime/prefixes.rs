//! What text commands start with, in each server.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::GuildId;

use crate::config::prefix_problem;

/// The bot's prefix, and those of servers that have one of their own.
#[derive(Debug)]
pub(crate) struct Prefixes {
    everywhere: Arc<str>,
    /// Read for every message, so nothing is allocated to find out that one is no command.
    servers: RwLock<HashMap<GuildId, Arc<str>>>,
}

/// Why a server cannot have this prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// Direct messages have no prefix of their own.
    #[error("there is no server here whose prefix could be set; call it in a `guild_only` command")]
    NoGuild,
    /// The text cannot be a prefix. It completes "the prefix cannot be used: …".
    #[error("the prefix cannot be used: {0}")]
    Unusable(&'static str),
}

impl Prefixes {
    pub(crate) fn new(everywhere: &str, servers: HashMap<GuildId, Arc<str>>) -> Self {
        Self { everywhere: everywhere.into(), servers: RwLock::new(servers) }
    }

    /// The prefix that counts in a server, or in direct messages.
    pub(crate) fn of(&self, guild_id: Option<GuildId>) -> Arc<str> {
        let Some(guild_id) = guild_id else { return Arc::clone(&self.everywhere) };
        // Nothing in here can panic halfway through a change.
        let servers = self.servers.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(servers.get(&guild_id).unwrap_or(&self.everywhere))
    }

    /// The prefix where no server has a say.
    pub(crate) fn everywhere(&self) -> &str {
        &self.everywhere
    }

    /// Gives a server a prefix of its own, or takes it away.
    pub(crate) fn set(&self, guild_id: GuildId, prefix: Option<&str>) -> Result<(), PrefixError> {
        if let Some(problem) = prefix.and_then(prefix_problem) {
            return Err(PrefixError::Unusable(problem));
        }
        let mut servers = self.servers.write().unwrap_or_else(PoisonError::into_inner);
        match prefix {
            Some(prefix) => servers.insert(guild_id, prefix.into()),
            None => servers.remove(&guild_id),
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serenity::model::id::GuildId;

    use super::{PrefixError, Prefixes};

    #[test]
    fn a_server_has_its_own_prefix_until_it_is_taken_away() {
        let prefixes = Prefixes::new("!", HashMap::new());
        let here = GuildId::new(1);
        prefixes.set(here, Some("?")).unwrap();
        assert_eq!((&*prefixes.of(Some(here)), &*prefixes.of(Some(GuildId::new(2)))), ("?", "!"));
        assert_eq!(&*prefixes.of(None), "!");
        for unusable in ["", "/", "a b", &"x".repeat(33)] {
            assert!(
                matches!(prefixes.set(here, Some(unusable)), Err(PrefixError::Unusable(_))),
                "{unusable}"
            );
        }
        assert_eq!(&*prefixes.of(Some(here)), "?", "what cannot be used changes nothing");
        prefixes.set(here, None).unwrap();
        assert_eq!(&*prefixes.of(Some(here)), "!");
    }
}
