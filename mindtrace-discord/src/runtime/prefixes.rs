//! The prefixes of text commands, by guild.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::GuildId;

use crate::config::prefix_problem;

/// The bot's prefix, and the prefixes of guilds.
#[derive(Debug)]
pub(crate) struct Prefixes {
    default: Arc<str>,
    /// Read for every message, so a look-up does not allocate.
    guilds: RwLock<Guilds>,
}

#[derive(Debug, Default)]
struct Guilds {
    prefixes: HashMap<GuildId, Arc<str>>,
    /// The bytes that their prefixes begin with.
    first_bytes: HashSet<u8>,
}

/// Why the prefix of a guild cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// Direct messages have no prefix of their own.
    #[error("there is no guild here whose prefix could be set; call `set_prefix` in a `guild_only` command")]
    NoGuild,
    /// The prefix is invalid. The text completes "the prefix cannot be used: …".
    #[error("the prefix cannot be used: {0}")]
    Unusable(&'static str),
}

impl Prefixes {
    pub(crate) fn new(default: &str, guilds: HashMap<GuildId, Arc<str>>) -> Self {
        Self { default: default.into(), guilds: RwLock::new(Guilds::new(guilds)) }
    }

    /// Returns the prefix in a guild, or in direct messages.
    pub(crate) fn of(&self, guild_id: Option<GuildId>) -> Arc<str> {
        let Some(guild_id) = guild_id else { return Arc::clone(&self.default) };
        // No change can panic halfway, so a poisoned lock guards intact data.
        let guilds = self.guilds.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(guilds.prefixes.get(&guild_id).unwrap_or(&self.default))
    }

    /// Returns whether a text may begin with a prefix, of whichever guild.
    pub(crate) fn begins_one(&self, text: &str) -> bool {
        if text.starts_with(&*self.default) {
            return true;
        }
        let guilds = self.guilds.read().unwrap_or_else(PoisonError::into_inner);
        text.bytes().next().is_some_and(|first| guilds.first_bytes.contains(&first))
    }

    /// The bot's prefix, for guilds without their own and direct messages.
    pub(crate) fn global(&self) -> &str {
        &self.default
    }

    /// Sets the prefix of a guild, or removes it.
    pub(crate) fn set(&self, guild_id: GuildId, prefix: Option<&str>) -> Result<(), PrefixError> {
        if let Some(problem) = prefix.and_then(prefix_problem) {
            return Err(PrefixError::Unusable(problem));
        }
        let mut guilds = self.guilds.write().unwrap_or_else(PoisonError::into_inner);
        let mut prefixes = std::mem::take(&mut guilds.prefixes);
        match prefix {
            Some(prefix) => prefixes.insert(guild_id, prefix.into()),
            None => prefixes.remove(&guild_id),
        };
        *guilds = Guilds::new(prefixes);
        Ok(())
    }
}

impl Guilds {
    fn new(prefixes: HashMap<GuildId, Arc<str>>) -> Self {
        let first_bytes = prefixes.values().filter_map(|prefix| prefix.bytes().next()).collect();
        Self { prefixes, first_bytes }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serenity::model::id::GuildId;

    use super::{PrefixError, Prefixes};

    #[test]
    fn a_guild_has_its_own_prefix_until_it_is_removed() {
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
        assert_eq!(&*prefixes.of(Some(here)), "?", "an invalid prefix does not replace a valid one");
        prefixes.set(here, None).unwrap();
        assert_eq!(&*prefixes.of(Some(here)), "!");
    }
}
