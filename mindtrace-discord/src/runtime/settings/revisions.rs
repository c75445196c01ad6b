//! Announces changed settings to the processes that share a store.
//!
//! Each change replaces the revision in the shared state. A process that receives an announcement reads that setting; one that finds
//! another revision than it knows reads all settings, because an announcement may be lost. A process holds a permit from before it stores
//! a change until the change is announced. While one is held, all settings are read as well, because its process may have been killed in
//! between.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::random;
use crate::shared_state::{Away, Claim, SharedState};

/// The key of the revision, and the channel on which changes are announced.
const KEY: &str = "settings";

/// The key of the permits of processes that are making a change.
const CHANGING: &str = "settings:changing";

/// How long the permit of a process that was killed is held: other processes look several times meanwhile.
const LASTS: Duration = Duration::from_secs(30);

/// How often the revision is tried to be replaced while other processes replace it. Later it is tried again.
const ATTEMPTS: usize = 8;

/// The revisions of the settings that several processes share.
#[derive(Debug)]
pub(super) struct Revisions {
    server: Arc<dyn SharedState>,
}

/// The part of the changes that a process knows.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The revision up to which it has read all changes; `None` before the first one, or if it does not know.
    pub(super) revision: Option<String>,
    /// The keys of the settings that it has changed and not announced.
    pub(super) unannounced: HashSet<String>,
    /// Held until they are announced.
    changing: Option<Claim>,
}

/// A change of a setting, as it is announced.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Change {
    /// The key in the store.
    pub(super) key: String,
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

    /// Notes that this process is about to change the setting of this key.
    pub(super) async fn begin(&self, known: &mut Known, key: String) {
        known.unannounced.insert(key);
        if known.changing.is_none() {
            let (key, holder) = (CHANGING.to_owned(), random::name());
            let permit = Claim::permit(&self.server, key, holder, u32::MAX, LASTS).await;
            // Without an answer, the change is announced nevertheless, unless this process is killed before.
            known.changing = permit.ok().flatten();
        }
    }

    /// Returns whether a process is making a change, or was killed while it did.
    pub(super) async fn are_changing(&self) -> Result<bool, Away> {
        Ok(!self.server.holders(CHANGING).await?.is_empty())
    }

    /// Announces the changes of this process. Those that cannot be announced remain.
    pub(super) async fn announce(&self, known: &mut Known) {
        while let Some(key) = known.unannounced.iter().next().cloned() {
            let Ok(Some(change)) = self.replace(&key).await else {
                tracing::debug!("changed settings could not be announced, and are later");
                return;
            };
            // Three strings, which always serialize.
            let text = serde_json::to_string(&change).unwrap_or_default();
            // The others find the revision within two seconds anyway.
            if self.server.publish(KEY, &text).await.is_err() {
                tracing::debug!("a changed setting could not be announced");
            }
            known.unannounced.remove(&key);
            known.add(change);
        }
        if let Some(permit) = known.changing.take() {
            // Without an answer it expires.
            let _ = permit.release().await;
        }
    }

    /// Replaces the revision. `None` if other processes were faster each time.
    async fn replace(&self, key: &str) -> Result<Option<Change>, Away> {
        let revision = random::name();
        for _ in 0..ATTEMPTS {
            let before = self.server.get(KEY).await?;
            if self.server.swap(KEY, before.as_deref(), Some(&revision), None).await? {
                return Ok(Some(Change { key: key.to_owned(), before, revision }));
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
