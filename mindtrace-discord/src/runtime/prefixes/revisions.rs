//! Announces changed prefixes to the processes that share a store.
//!
//! Each change replaces the revision in the shared state. A process that receives an announcement reads the prefixes of that guild; one
//! that finds another revision than it knows reads all prefixes, because an announcement may be lost.

use std::collections::HashSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serenity::model::id::GuildId;
use tokio::sync::mpsc;

use crate::random;
use crate::shared_state::{Away, SharedState};

/// The key of the revision, and the channel on which changes are announced.
const KEY: &str = "prefixes";

/// How often the revision is tried to be replaced while other processes replace it. Later it is tried again.
const ATTEMPTS: usize = 8;

/// The revisions of the prefixes that several processes share.
#[derive(Debug)]
pub(super) struct Revisions {
    server: Arc<dyn SharedState>,
}

/// The part of the changes that a process knows.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The revision up to which it has read all changes; `None` before the first one, or if it does not know.
    pub(super) revision: Option<String>,
    /// The guilds whose prefixes it has changed and not announced.
    pub(super) unannounced: HashSet<GuildId>,
}

/// A change of the prefixes of a guild, as it is announced.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) guild_id: GuildId,
    /// The revision before the change.
    before: Option<String>,
    revision: String,
}

impl Revisions {
    pub(super) fn new(server: Arc<dyn SharedState>) -> Self {
        Self { server }
    }

    /// Returns the revision of the last change.
    pub(super) async fn current(&self) -> Result<Option<String>, Away> {
        self.server.get(KEY).await
    }

    /// Announces the changes of this process. Those that cannot be announced remain.
    pub(super) async fn announce(&self, known: &mut Known) {
        while let Some(guild_id) = known.unannounced.iter().next().copied() {
            let Ok(Some(change)) = self.replace(guild_id).await else {
                tracing::debug!("changed prefixes could not be announced, and are later");
                return;
            };
            // Two strings and a number, which always serialize.
            let text = serde_json::to_string(&change).unwrap_or_default();
            // The others find the revision within two seconds anyway.
            if self.server.publish(KEY, &text).await.is_err() {
                tracing::debug!("a change of prefixes could not be announced");
            }
            known.unannounced.remove(&guild_id);
            known.add(change);
        }
    }

    /// Replaces the revision. `None` if other processes were faster each time.
    async fn replace(&self, guild_id: GuildId) -> Result<Option<Change>, Away> {
        let revision = random::name();
        for _ in 0..ATTEMPTS {
            let before = self.server.get(KEY).await?;
            if self.server.swap(KEY, before.as_deref(), Some(&revision), None).await? {
                return Ok(Some(Change { guild_id, before, revision }));
            }
        }
        Ok(None)
    }

    /// Returns the announcements of changes.
    pub(super) fn announcements(&self) -> mpsc::Receiver<String> {
        self.server.subscribe(KEY)
    }
}

impl Known {
    /// Returns whether a change is the last one that the process knows. Others may be known as well.
    pub(super) fn includes(&self, change: &Change) -> bool {
        self.revision.as_ref() == Some(&change.revision)
    }

    /// Adds a change that the process knows. Those between it and the last one may be missing.
    pub(super) fn add(&mut self, change: Change) {
        if self.revision == change.before {
            self.revision = Some(change.revision);
        }
    }
}
