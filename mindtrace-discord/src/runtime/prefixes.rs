//! The prefixes of text commands, by guild.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::GuildId;
use tokio::sync::Semaphore;

use crate::config::prefix_problem;
use crate::store::{Store, StoreError};

/// The beginning of the keys of prefixes in the store; the id of the guild follows.
const KEY: &str = "prefix.";

/// The bot's prefixes, and the prefixes of guilds.
#[derive(Debug)]
pub(crate) struct Prefixes {
    /// The prefix that help shows.
    shown: Arc<str>,
    /// The other prefixes of the bot.
    others: Vec<Arc<str>>,
    /// Read for every message, so a look-up does not allocate.
    guilds: RwLock<Guilds>,
    /// Changes follow one another, so that the store and the memory end with the same prefix.
    changes: Semaphore,
}

#[derive(Debug, Default)]
struct Guilds {
    prefixes: HashMap<GuildId, Arc<str>>,
    /// The bytes that their prefixes begin with.
    first_bytes: HashSet<u8>,
}

/// Why the prefix of a guild cannot be set.
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
    /// The prefix is invalid: show the text to the caller, who chooses another one. It completes "the prefix cannot be used: …".
    #[error("the prefix cannot be used: {0}")]
    Unusable(&'static str),
    /// The prefix cannot be stored, so it was not changed; the [`StoreError`] says what to do.
    #[error("the prefix cannot be stored: {0}")]
    Store(#[from] StoreError),
}

impl Prefixes {
    pub(crate) fn new(shown: &str, others: &[String], guilds: HashMap<GuildId, Arc<str>>) -> Self {
        let (guilds, changes) = (RwLock::new(Guilds::new(guilds)), Semaphore::new(1));
        let others = others.iter().map(|prefix| prefix.as_str().into()).collect();
        Self { shown: shown.into(), others, guilds, changes }
    }

    /// Reads the prefixes that are stored. They replace those of the builder.
    pub(crate) async fn load(&self, store: &Store) -> Result<(), StoreError> {
        // A prefix that is set meanwhile is not replaced by the one before. Never closed.
        let _turn = self.changes.acquire().await;
        let stored = store.framework().entries(KEY).await?;
        let mut guilds = self.guilds.write().unwrap_or_else(PoisonError::into_inner);
        let mut prefixes = std::mem::take(&mut guilds.prefixes);
        for (key, text) in stored {
            let guild_id = key.strip_prefix(KEY).and_then(|id| id.parse().ok());
            let prefix: Option<Option<String>> = serde_json::from_str(&text).ok();
            match (guild_id, prefix) {
                (Some(guild_id), Some(prefix)) if prefix.as_deref().and_then(prefix_problem).is_none() => {
                    change(&mut prefixes, guild_id, prefix.as_deref());
                }
                // An earlier version may have accepted it.
                _ => tracing::warn!(key, "a stored prefix cannot be used; the bot's prefix applies instead"),
            }
        }
        *guilds = Guilds::new(prefixes);
        Ok(())
    }

    /// Returns the prefix that help shows in a guild, or in direct messages.
    pub(crate) fn of(&self, guild_id: Option<GuildId>) -> Arc<str> {
        self.own_of(guild_id).unwrap_or_else(|| Arc::clone(&self.shown))
    }

    /// Returns the prefix that a text begins with: the guild's own, else the longest of the bot's.
    pub(crate) fn used(&self, guild_id: Option<GuildId>, text: &str) -> Option<Arc<str>> {
        if let Some(own) = self.own_of(guild_id) {
            return text.starts_with(&*own).then_some(own);
        }
        let used = self.all().filter(|prefix| text.starts_with(&***prefix));
        used.max_by_key(|prefix| prefix.len()).map(Arc::clone)
    }

    /// Returns the guild's own prefix, if it has one.
    fn own_of(&self, guild_id: Option<GuildId>) -> Option<Arc<str>> {
        let guild_id = guild_id?;
        // No change can panic halfway, so a poisoned lock guards intact data.
        let guilds = self.guilds.read().unwrap_or_else(PoisonError::into_inner);
        guilds.prefixes.get(&guild_id).map(Arc::clone)
    }

    /// The bot's prefixes.
    fn all(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.shown).chain(&self.others)
    }

    /// Returns whether a text may begin with a prefix, of whichever guild. The text is the inside of a string in JSON.
    pub(crate) fn begins_one(&self, text: &str) -> bool {
        if self.all().any(|prefix| text.starts_with(unescaped(prefix))) {
            return true;
        }
        let guilds = self.guilds.read().unwrap_or_else(PoisonError::into_inner);
        text.bytes().next().is_some_and(|first| guilds.first_bytes.contains(&first))
    }

    /// The bot's prefix that help shows, for guilds without their own and direct messages.
    pub(crate) fn global(&self) -> &str {
        &self.shown
    }

    /// Stores the prefix of a guild, or that it has none, and then obeys it.
    pub(crate) async fn set(
        &self,
        store: &Store,
        guild_id: GuildId,
        prefix: Option<&str>,
    ) -> Result<(), PrefixError> {
        if let Some(problem) = prefix.and_then(prefix_problem) {
            return Err(PrefixError::Unusable(problem));
        }
        // Never closed.
        let _turn = self.changes.acquire().await;
        // A removal is stored as `null`, because the builder may set a prefix again at the next start.
        store.framework().set(format!("{KEY}{guild_id}"), &prefix).await?;
        self.apply(guild_id, prefix);
        Ok(())
    }

    fn apply(&self, guild_id: GuildId, prefix: Option<&str>) {
        let mut guilds = self.guilds.write().unwrap_or_else(PoisonError::into_inner);
        let mut prefixes = std::mem::take(&mut guilds.prefixes);
        change(&mut prefixes, guild_id, prefix);
        *guilds = Guilds::new(prefixes);
    }
}

/// Returns the beginning of a prefix that JSON contains as it is: its first character, and those behind it up to one that is escaped.
fn unescaped(prefix: &str) -> &str {
    let is_escaped = |c: char| matches!(c, '"' | '\\' | '/') || !c.is_ascii() || c.is_ascii_control();
    let mut behind = prefix.char_indices().skip(1);
    let end = behind.find(|(_, c)| is_escaped(*c)).map_or(prefix.len(), |(at, _)| at);
    prefix.get(..end).unwrap_or(prefix)
}

fn change(prefixes: &mut HashMap<GuildId, Arc<str>>, guild_id: GuildId, prefix: Option<&str>) {
    match prefix {
        Some(prefix) => prefixes.insert(guild_id, prefix.into()),
        None => prefixes.remove(&guild_id),
    };
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
    use std::sync::Arc;

    use serenity::model::id::GuildId;

    use super::{PrefixError, Prefixes};
    use crate::store::{MemoryStore, Store};

    #[tokio::test]
    async fn a_guild_has_its_own_prefix_until_it_is_removed() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let prefixes = Prefixes::new("!", &[], HashMap::new());
        let here = GuildId::new(1);
        prefixes.set(&store, here, Some("?")).await.unwrap();
        assert_eq!((&*prefixes.of(Some(here)), &*prefixes.of(Some(GuildId::new(2)))), ("?", "!"));
        assert_eq!(&*prefixes.of(None), "!");
        for unusable in ["", "/", "a b", &"x".repeat(33)] {
            assert!(
                matches!(prefixes.set(&store, here, Some(unusable)).await, Err(PrefixError::Unusable(_))),
                "{unusable}"
            );
        }
        assert_eq!(&*prefixes.of(Some(here)), "?", "an invalid prefix does not replace a valid one");
        prefixes.set(&store, here, None).await.unwrap();
        assert_eq!(&*prefixes.of(Some(here)), "!");
    }

    #[test]
    fn the_longest_prefix_of_the_bot_is_used_and_a_guild_has_its_own() {
        let here = Some(GuildId::new(1));
        let others = ["!!".to_owned(), "?".to_owned()];
        let prefixes = Prefixes::new("!", &others, HashMap::from([(GuildId::new(1), "$".into())]));
        let used = |guild, text| prefixes.used(guild, text).map(|prefix| prefix.to_string());
        let cases = [("!a", Some("!")), ("!!a", Some("!!")), ("?a", Some("?")), ("$a", None), ("a", None)];
        for (text, expected) in cases {
            assert_eq!(used(None, text).as_deref(), expected, "{text}");
        }
        assert_eq!(used(here, "$a").as_deref(), Some("$"));
        assert_eq!(used(here, "?a"), None);
        assert_eq!((&*prefixes.of(None), &*prefixes.of(here)), ("!", "$"));
        assert!(prefixes.begins_one("?a") && prefixes.begins_one("$a") && !prefixes.begins_one("a"));
    }

    #[test]
    fn a_prefix_is_found_in_json_that_escapes_a_part_of_it() {
        for prefix in ["a\"", "a\\b", "a/b", "aä", "!"] {
            let prefixes = Prefixes::new(prefix, &[], HashMap::new());
            let json = serde_json::to_string(&format!("{prefix}hello")).unwrap();
            assert!(prefixes.begins_one(&json[1..]), "{json}");
            let escaped = json[1..].replace('/', "\\/").replace('ä', "\\u00e4");
            assert!(prefixes.begins_one(&escaped), "{escaped}");
            assert!(!prefixes.begins_one("hello"), "{prefix}");
        }
    }

    #[tokio::test]
    async fn stored_prefixes_replace_those_of_the_builder() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let guilds = [1, 2, 3].map(GuildId::new);
        let configured =
            || Prefixes::new("!", &[], guilds.into_iter().map(|guild| (guild, "?".into())).collect());
        let before = configured();
        before.set(&store, guilds[0], Some("$")).await.unwrap();
        before.set(&store, guilds[1], None).await.unwrap();
        store.framework().set("prefix.3", "a b").await.unwrap();
        store.framework().set("prefix.x", "$").await.unwrap();
        let after = configured();
        after.load(&store).await.unwrap();
        assert_eq!(guilds.map(|guild| after.of(Some(guild)).to_string()), ["$", "!", "?"]);
        assert!(after.begins_one("$hello"));
    }
}
