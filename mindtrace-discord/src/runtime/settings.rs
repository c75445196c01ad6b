//! The settings of guilds that the bot itself obeys: prefixes and languages. They are stored, and kept in memory.

pub(crate) mod languages;
pub(crate) mod prefixes;
mod revisions;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Serialize;
use serenity::model::id::GuildId;
use tokio::sync::{Mutex, mpsc};

use self::languages::{LanguageError, Languages};
use self::prefixes::{PrefixError, Prefixes, Stored};
use self::revisions::{Change, Known, Revisions};
use crate::error::BoxError;
use crate::shared_state::SharedState;
use crate::store::{Store, StoreError};

/// The settings of guilds, in memory and in the store.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) prefixes: Prefixes,
    pub(crate) languages: Languages,
    store: Store,
    /// Announces changes to the bot's other processes, if they share the store.
    revisions: Option<Revisions>,
    /// Locked during a change or a read, which follow one another, so that the store and the memory end with the same settings.
    known: Mutex<Known>,
}

impl Settings {
    /// Creates the settings. `shared` announces changes to the bot's other processes.
    pub(crate) fn new(
        prefixes: Prefixes,
        languages: Languages,
        store: Store,
        shared: Option<Arc<dyn SharedState>>,
    ) -> Self {
        let (revisions, known) = (shared.map(Revisions::new), Mutex::default());
        Self { prefixes, languages, store, revisions, known }
    }

    /// Reads the settings that are stored. They replace those of the builder.
    pub(crate) async fn load(&self) -> Result<(), StoreError> {
        let mut known = self.known.lock().await;
        // Read first, so that settings which are set meanwhile are read again. Without an answer, they are read when there is one.
        let current = match &self.revisions {
            Some(revisions) => revisions.current().await.ok().flatten(),
            None => None,
        };
        self.read().await?;
        known.revision = current;
        Ok(())
    }

    /// Stores the prefixes of a guild, or that it has none, and then obeys them.
    pub(crate) async fn set_prefixes(
        &self,
        guild_id: GuildId,
        prefixes: Vec<String>,
    ) -> Result<(), PrefixError> {
        let prefixes = prefixes::check(prefixes)?;
        // A removal is stored as `null`, because the builder may set prefixes again at the next start.
        let (key, stored) = (prefixes::key(guild_id), Stored::new(&prefixes));
        self.set(key, &stored, || self.prefixes.change([(guild_id, prefixes)])).await?;
        Ok(())
    }

    /// Stores the language of a guild, or that it has none, and then obeys it.
    pub(crate) async fn set_language(
        &self,
        guild_id: GuildId,
        language: Option<&str>,
    ) -> Result<(), LanguageError> {
        let language = self.languages.check(language)?;
        self.set(languages::key(guild_id), &language, || self.languages.change([(guild_id, language)]))
            .await?;
        Ok(())
    }

    /// Returns the announcements of changes by other processes, if they share the settings.
    pub(crate) fn announcements(&self) -> Option<mpsc::Receiver<String>> {
        self.revisions.as_ref().map(Revisions::announcements)
    }

    /// Reads the setting that an announcement names.
    pub(crate) async fn follow(&self, announcement: &str) -> Result<(), BoxError> {
        let change: Change = serde_json::from_str(announcement)?;
        let mut known = self.known.lock().await;
        if known.includes(&change) {
            return Ok(());
        }
        if let Some(text) = self.store.framework().text(&change.key).await? {
            self.apply(&[(change.key.clone(), text)]);
        }
        known.add(change);
        Ok(())
    }

    /// Reads all settings again if a change was announced that this process does not know, or may be stored and not announced.
    pub(crate) async fn refresh(&self) -> Result<(), BoxError> {
        let Some(revisions) = &self.revisions else { return Ok(()) };
        let mut known = self.known.lock().await;
        // A change that was cancelled, or whose answer was lost, may be stored.
        let is_unsure = !known.unannounced.is_empty();
        revisions.announce(&mut known).await;
        let current = revisions.current().await?;
        if is_unsure || current != known.revision || revisions.are_changing().await? {
            self.read().await?;
            known.revision = current;
        }
        Ok(())
    }

    /// Stores a setting, applies it, and announces it.
    async fn set<T: Serialize + Sync>(
        &self,
        key: String,
        value: &T,
        apply: impl FnOnce() + Send,
    ) -> Result<(), StoreError> {
        let mut known = self.known.lock().await;
        if let Some(revisions) = &self.revisions {
            // First, because the caller may be cancelled, or the process killed, when the setting is stored and not announced.
            revisions.begin(&mut known, key.clone()).await;
        }
        self.store.framework().set(key, value).await?;
        apply();
        if let Some(revisions) = &self.revisions {
            revisions.announce(&mut known).await;
        }
        Ok(())
    }

    async fn read(&self) -> Result<(), StoreError> {
        for keys in [prefixes::KEY, languages::KEY] {
            self.apply(&self.store.framework().entries(keys).await?);
        }
        Ok(())
    }

    /// Applies entries of the store.
    fn apply(&self, entries: &[(String, String)]) {
        self.prefixes.apply(entries);
        self.languages.apply(entries);
    }
}
