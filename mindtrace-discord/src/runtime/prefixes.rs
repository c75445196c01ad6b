//! The prefixes of text commands, by guild.

mod guilds;
mod revisions;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::GuildId;
use tokio::sync::{Mutex, mpsc};

use self::guilds::{Guilds, Stored};
use self::revisions::{Change, Known, Revisions};
use crate::config::{MOST_GUILD_PREFIXES, prefix_problem};
use crate::error::BoxError;
use crate::shared_state::SharedState;
use crate::store::{Store, StoreError};

/// The beginning of the keys of prefixes in the store; the id of the guild follows.
const KEY: &str = "prefix.";

/// The bot's prefixes, and the prefixes of guilds.
#[derive(Debug)]
pub(crate) struct Prefixes {
    /// The prefix of the bot that help shows.
    shown: Arc<str>,
    /// All prefixes of the bot.
    bot: Arc<[Arc<str>]>,
    /// Read for every message, so a look-up does not allocate.
    guilds: RwLock<Guilds>,
    /// Announces changes to the bot's other processes, if they share a store.
    revisions: Option<Revisions>,
    /// Locked during a change or a read, which follow one another, so that the store and the memory end with the same prefixes.
    known: Mutex<Known>,
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
    /// Creates the prefixes of the bot, and those that the builder sets for guilds. `shared` announces changes to the bot's other
    /// processes.
    pub(crate) fn new(
        shown: &str,
        others: &[String],
        guilds: HashMap<GuildId, Vec<String>>,
        shared: Option<Arc<dyn SharedState>>,
    ) -> Self {
        let bot = std::iter::once(shown).chain(others.iter().map(String::as_str)).map(Into::into).collect();
        let guilds = RwLock::new(Guilds::new(guilds));
        let (revisions, known) = (shared.map(Revisions::new), Mutex::default());
        Self { shown: shown.into(), bot, guilds, revisions, known }
    }

    /// Reads the prefixes that are stored. They replace those of the builder.
    pub(crate) async fn load(&self, store: &Store) -> Result<(), StoreError> {
        let mut known = self.known.lock().await;
        // Read first, so that prefixes which are set meanwhile are read again. Without an answer, they are read when there is one.
        let current = match &self.revisions {
            Some(revisions) => revisions.current().await.ok().flatten(),
            None => None,
        };
        self.read(store).await?;
        known.revision = current;
        Ok(())
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

    /// Stores the prefixes of a guild, or that it has none, and then obeys them.
    pub(crate) async fn set(
        &self,
        store: &Store,
        guild_id: GuildId,
        prefixes: Vec<String>,
    ) -> Result<(), PrefixError> {
        let prefixes = check(prefixes)?;
        let mut known = self.known.lock().await;
        if let Some(revisions) = &self.revisions {
            // First, because the caller may be cancelled, or the process killed, when the prefixes are stored and not announced.
            revisions.begin(&mut known, guild_id).await;
        }
        // A removal is stored as `null`, because the builder may set prefixes again at the next start.
        store.framework().set(key(guild_id), &Stored::new(&prefixes)).await?;
        self.apply([(guild_id, prefixes)]);
        if let Some(revisions) = &self.revisions {
            revisions.announce(&mut known).await;
        }
        Ok(())
    }

    /// Returns the announcements of changes by other processes, if they share the prefixes.
    pub(crate) fn announcements(&self) -> Option<mpsc::Receiver<String>> {
        self.revisions.as_ref().map(Revisions::announcements)
    }

    /// Reads the prefixes of the guild that an announcement names.
    pub(crate) async fn follow(&self, store: &Store, announcement: &str) -> Result<(), BoxError> {
        let change: Change = serde_json::from_str(announcement)?;
        let mut known = self.known.lock().await;
        if known.includes(&change) {
            return Ok(());
        }
        let key = key(change.guild_id);
        if let Some(text) = store.framework().text(&key).await? {
            self.apply(usable(&key, &text));
        }
        known.add(change);
        Ok(())
    }

    /// Reads all prefixes again if a change was announced that this process does not know, or may be stored and not announced.
    pub(crate) async fn refresh(&self, store: &Store) -> Result<(), BoxError> {
        let Some(revisions) = &self.revisions else { return Ok(()) };
        let mut known = self.known.lock().await;
        // A change that was cancelled, or whose answer was lost, may be stored.
        let is_unsure = !known.unannounced.is_empty();
        revisions.announce(&mut known).await;
        let current = revisions.current().await?;
        if is_unsure || current != known.revision || revisions.are_changing().await? {
            self.read(store).await?;
            known.revision = current;
        }
        Ok(())
    }

    async fn read(&self, store: &Store) -> Result<(), StoreError> {
        let stored = store.framework().entries(KEY).await?;
        // Before the lock, for which messages wait.
        let usable: Vec<_> = stored.iter().filter_map(|(key, text)| usable(key, text)).collect();
        self.apply(usable);
        Ok(())
    }

    fn apply(&self, changes: impl IntoIterator<Item = (GuildId, Vec<String>)>) {
        self.guilds.write().unwrap_or_else(PoisonError::into_inner).change(changes);
    }
}

/// Returns the key of a guild's prefixes in the store.
fn key(guild_id: GuildId) -> String {
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
fn check(prefixes: Vec<String>) -> Result<Vec<String>, PrefixError> {
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
