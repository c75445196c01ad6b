//! The languages that guilds have chosen.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::GuildId;

use crate::locale::Locales;
use crate::store::StoreError;

/// The beginning of the keys of languages in the store; the id of the guild follows.
pub(super) const KEY: &str = "language.";

/// The languages of guilds that override those which Discord tells.
#[derive(Debug)]
pub(crate) struct Languages {
    locales: Arc<Locales>,
    guilds: RwLock<HashMap<GuildId, &'static str>>,
}

/// Why the language of a guild cannot be set.
///
/// ```no_run
/// use mindtrace_discord::LanguageError;
/// use mindtrace_discord::prelude::*;
///
/// /// Set the language of this server.
/// #[command(guild_only, permissions(MANAGE_GUILD))]
/// async fn language(ctx: &Context, language: String) -> Result<String> {
///     match ctx.set_language(Some(&language)).await {
///         Ok(()) => Ok(format!("The language is {language} now.")),
///         Err(LanguageError::NoTexts { known, .. }) => Ok(format!("I speak {}.", known.join(", "))),
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// Direct messages have no language of their own. Call it in a `guild_only` command.
    #[error(
        "there is no guild here whose language could be set; call `set_language` in a `guild_only` command"
    )]
    NoGuild,
    /// The bot has no texts in this language: show the caller those that it has.
    #[error("there are no texts in the language `{language}`; there are texts in {}", .known.join(", "))]
    NoTexts {
        /// The language that was to be set.
        language: String,
        /// The languages that the bot has texts in, by Discord's codes.
        known: Vec<&'static str>,
    },
    /// The language cannot be stored, so it was not changed; the [`StoreError`] says what to do.
    #[error("the language cannot be stored: {0}")]
    Store(#[from] StoreError),
}

impl Languages {
    /// Creates the table, in which no guild has chosen a language.
    pub(crate) fn new(locales: Arc<Locales>) -> Self {
        Self { locales, guilds: RwLock::default() }
    }

    /// Returns the language that a guild has chosen.
    pub(crate) fn of(&self, guild_id: GuildId) -> Option<&'static str> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.guilds.read().unwrap_or_else(PoisonError::into_inner).get(&guild_id).copied()
    }

    /// Checks that the bot has texts in a language.
    pub(super) fn check(&self, language: Option<&str>) -> Result<Option<&'static str>, LanguageError> {
        let Some(language) = language else { return Ok(None) };
        let known = self.locales.spoken();
        match known.iter().copied().find(|known| *known == language) {
            Some(known) => Ok(Some(known)),
            None => Err(LanguageError::NoTexts { language: language.to_owned(), known }),
        }
    }

    /// Applies those entries of the store that are languages.
    pub(super) fn apply(&self, entries: &[(String, String)]) {
        let own = entries.iter().filter(|(key, _)| key.starts_with(KEY));
        let usable: Vec<_> = own.filter_map(|(key, text)| self.usable(key, text)).collect();
        self.change(usable);
    }

    /// Replaces the languages of guilds.
    pub(super) fn change(&self, changes: impl IntoIterator<Item = (GuildId, Option<&'static str>)>) {
        let mut guilds = self.guilds.write().unwrap_or_else(PoisonError::into_inner);
        for (guild_id, language) in changes {
            match language {
                Some(language) => guilds.insert(guild_id, language),
                None => guilds.remove(&guild_id),
            };
        }
    }

    /// Returns the guild and the language of an entry of the store.
    fn usable(&self, key: &str, text: &str) -> Option<(GuildId, Option<&'static str>)> {
        let guild_id: Option<GuildId> = key.strip_prefix(KEY).and_then(|id| id.parse().ok());
        let language = serde_json::from_str::<Option<String>>(text).ok();
        let usable = guild_id.zip(language.and_then(|language| self.check(language.as_deref()).ok()));
        if usable.is_none() {
            // An earlier version may have had texts in it.
            tracing::warn!(key, "the bot has no texts in a stored language, so it does not apply");
        }
        usable
    }
}

/// Returns the key of a guild's language in the store.
pub(super) fn key(guild_id: GuildId) -> String {
    format!("{KEY}{guild_id}")
}
