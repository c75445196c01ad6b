//! What has happened, in the order in which it did: to whoever watches, into the audit log, into the numbers.

mod audit;
mod entry;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::broadcast;

use self::audit::Audit;
pub(crate) use self::entry::{Entry, Invoked};

/// How many entries somebody who watches may be behind; what is more they miss, and are told how many.
const BEHIND: usize = 512;

/// Takes down what happens.
#[derive(Debug)]
pub(crate) struct Journal {
    live: broadcast::Sender<Arc<Entry>>,
    audit: Option<Audit>,
}

impl Journal {
    /// A journal that also writes executions and switches to a file.
    ///
    /// # Errors
    ///
    /// What the system says of the file.
    pub(crate) fn open(audit: Option<&Path>) -> std::io::Result<Self> {
        Ok(Self { audit: audit.map(Audit::open).transpose()?, ..Self::default() })
    }

    /// Takes an entry down, if there is anybody to read it.
    pub(crate) fn write(&self, entry: impl FnOnce() -> Entry) {
        let is_watched = self.live.receiver_count() > 0;
        if !is_watched && self.audit.is_none() {
            return;
        }
        let entry = Arc::new(entry());
        if let Some(audit) = self.audit.as_ref().filter(|_| entry.is_audited()) {
            audit.write(&entry);
        }
        if is_watched {
            // Whoever watched may be gone meanwhile.
            let _ = self.live.send(entry);
        }
    }

    /// Watches from now on.
    #[cfg(feature = "http")]
    pub(crate) fn watch(&self) -> broadcast::Receiver<Arc<Entry>> {
        self.live.subscribe()
    }

    /// Waits until everything is in the file.
    pub(crate) async fn close(&self) {
        if let Some(audit) = &self.audit {
            audit.close().await;
        }
    }
}

impl Default for Journal {
    fn default() -> Self {
        Self { live: broadcast::Sender::new(BEHIND), audit: None }
    }
}
