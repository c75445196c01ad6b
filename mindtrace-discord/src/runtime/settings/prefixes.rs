//! The prefixes of text commands, by guild.

mod guilds;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::GuildId;

use self::guilds::Guilds;
pub(super) use self::guilds::Stored;
use crate::config::{MOST_GUILD_PREFIXES, prefix_problem};
use crate::store::StoreError;

/// The beginning of the keys of prefixes in the store; the id of the guild follows.
pub(super) const KEY: &str = "prefix.";

/// The bot's prefixes, and the prefixes of guilds.
#[derive(Debug)]
pub(crate) struct Prefixes {
    /// The prefix of the bot that help shows.
    shown: Arc<str>,
    /// All prefixes of the bot.
    bot: Arc<[Arc<str>]>,
    /// Read for every message, so a look-up does not allocate.
    guilds: RwLock<Guilds>,
}

/// Why the prefixes of a guild cannot be set.
///
/// ```no_run
/// use mindtrace_discord::PrefixError;
/// use mindtrace_discord::prelude::*;
///
/// /// Remove the prefix of this server.
/// #[command(permissions(MANAGE_GUILD))]
/// async fn unprefix(ctx: &Context) -> Result<String> {
///     match ctx.set_prefix(None).await {
///         Ok(()) => Ok(format!("Commands begin with `{}` again.", ctx.prefix())),
///         Err(PrefixError::NoGuild) => Ok("There is no server here.".to_owned()),
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// Direct messages have no prefix of their own. Call it in a `guild_only` command.
    #[error("there is no guild here whose prefix could be set; call `set_prefix` in a `guild_only` command")]
    NoGuild,
    /// A prefix is invalid: show the text to the caller, who chooses another one. It completes "the prefix cannot be used: …".
    #[error("the prefix cannot be used: {0}")]
    Unusable(&'static str),
    /// There are more than 25 prefixes. Set fewer.
    #[error("a guild can have at most 25 prefixes")]
    TooMany,
    /// The prefixes cannot be stored, so they were not changed; the [`StoreError`] says what to do.
    #[error("the prefix cannot be stored: {0}")]
    Store(#[from] StoreError),
}

impl Prefixes {
    /// Creates the prefixes of the bot, and those that the builder sets for guilds. Stored ones replace them.
    pub(crate) fn new(shown: &str, others: &[String], guilds: HashMap<GuildId, Vec<String>>) -> Self {
        let bot = std::iter::once(shown).chain(others.iter().map(String::as_str)).map(Into::into).collect();
        let guilds = RwLock::new(Guilds::new(guilds));
        Self { shown: shown.into(), bot, guilds }
    }

    /// Returns the prefix that help shows in a guild, or in direct messages.
    pub(crate) fn of(&self, guild_id: Option<GuildId>) -> Arc<str> {
        let own = self.own_of(guild_id);
        own.and_then(|own| own.first().map(Arc::clone)).unwrap_or_else(|| Arc::clone(&self.shown))
    }

    /// Returns all prefixes that work in a guild, or in direct messages; the one that help shows in front.
    pub(crate) fn all_of(&self, guild_id: Option<GuildId>) -> Arc<[Arc<str>]> {
        self.own_of(guild_id).unwrap_or_else(|| Arc::clone(&self.bot))
    }

    /// Returns the prefix that a text begins with: the longest of the guild's own, else of the bot's.
    pub(crate) fn used(&self, guild_id: Option<GuildId>, text: &str) -> Option<Arc<str>> {
        let own = self.own_of(guild_id);
        let prefixes = own.as_deref().unwrap_or(&self.bot);
        let used = prefixes.iter().filter(|prefix| text.starts_with(&***prefix));
        used.max_by_key(|prefix| prefix.len()).map(Arc::clone)
    }

    /// Returns the guild's own prefixes, if it has any.
    fn own_of(&self, guild_id: Option<GuildId>) -> Option<Arc<[Arc<str>]>> {
        let guild_id = guild_id?;
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.guilds.read().unwrap_or_else(PoisonError::into_inner).of(guild_id)
    }

    /// Returns whether a text may begin with a prefix, of whichever guild. The text is the inside of a string in JSON.
    pub(crate) fn begins_one(&self, text: &str) -> bool {
        if self.bot.iter().any(|prefix| text.starts_with(unescaped(prefix))) {
            return true;
        }
        self.guilds.read().unwrap_or_else(PoisonError::into_inner).may_begin(text)
    }

    /// The bot's prefix that help shows, for guilds without their own and direct messages.
    pub(crate) fn global(&self) -> &str {
        &self.shown
    }

    /// Applies those entries of the store that are prefixes.
    pub(super) fn apply(&self, entries: &[(String, String)]) {
        let own = entries.iter().filter(|(key, _)| key.starts_with(KEY));
        // Before the lock, for which messages wait.
        let usable: Vec<_> = own.filter_map(|(key, text)| usable(key, text)).collect();
        if !usable.is_empty() {
            self.change(usable);
        }
    }

    /// Replaces the prefixes of guilds. An empty list removes them.
    pub(super) fn change(&self, changes: impl IntoIterator<Item = (GuildId, Vec<String>)>) {
        self.guilds.write().unwrap_or_else(PoisonError::into_inner).change(changes);
    }
}

/// Returns the key of a guild's prefixes in the store.
pub(super) fn key(guild_id: GuildId) -> String {
    format!("{KEY}{guild_id}")
}

/// Returns the guild and the prefixes of an entry of the store.
fn usable(key: &str, text: &str) -> Option<(GuildId, Vec<String>)> {
    let guild_id: Option<GuildId> = key.strip_prefix(KEY).and_then(|id| id.parse().ok());
    let prefixes = serde_json::from_str(text).ok().map(Stored::into_prefixes);
    let usable = guild_id.zip(prefixes.and_then(|prefixes| check(prefixes).ok()));
    if usable.is_none() {
        // An earlier version may have accepted it.
        tracing::warn!(key, "a stored prefix cannot be used, so it does not apply");
    }
    usable
}

/// Checks the prefixes of a guild, and removes those that are there twice.
pub(super) fn check(prefixes: Vec<String>) -> Result<Vec<String>, PrefixError> {
    let mut checked: Vec<String> = Vec::new();
    for prefix in prefixes {
        if let Some(problem) = prefix_problem(&prefix) {
            return Err(PrefixError::Unusable(problem));
        }
        if checked.contains(&prefix) {
            continue;
        }
        if checked.len() == MOST_GUILD_PREFIXES {
            return Err(PrefixError::TooMany);
        }
        checked.push(prefix);
    }
    Ok(checked)
}

/// Returns the beginning of a prefix that JSON contains as it is: its first character, and those behind it up to one that is escaped.
fn unescaped(prefix: &str) -> &str {
    let is_escaped = |c: char| matches!(c, '"' | '\\' | '/') || !c.is_ascii() || c.is_ascii_control();
    let mut behind = prefix.char_indices().skip(1);
    let end = behind.find(|(_, c)| is_escaped(*c)).map_or(prefix.len(), |(at, _)| at);
    prefix.get(..end).unwrap_or(prefix)
}
