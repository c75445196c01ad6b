//! What has happened, in the order in which it did: to whoever watches, into the audit log, into the numbers.

mod audit;
mod entry;
#[cfg(feature = "http")]
mod metrics;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

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
    #[cfg(feature = "http")]
    metrics: Option<Arc<metrics::Metrics>>,
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

    /// Takes down what a call came to, and when Discord first heard of it.
    #[cfg_attr(not(feature = "http"), allow(unused_variables))]
    pub(crate) fn invoked(&self, call: &Invoked, acknowledged: Option<Duration>) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.invoked(call, acknowledged);
        }
        self.write(|| Entry::Invocation(call.clone()));
    }

    /// Takes down that an event goes to those who want it.
    #[cfg_attr(not(feature = "http"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn raised(&self, event: &'static str) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.raised(event);
        }
    }

    /// Takes down what an event handler came to.
    #[cfg_attr(not(feature = "http"), allow(unused_variables))]
    pub(crate) fn handled(
        &self,
        (handler, event, outcome): (&str, &str, &str),
        entry: impl FnOnce() -> Entry,
    ) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.handled(handler, event, outcome);
        }
        self.write(entry);
    }

    /// Takes down that Discord made a request wait.
    #[cfg_attr(not(feature = "http"), allow(clippy::unused_self))]
    pub(crate) fn rate_limited(&self) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.rate_limited();
        }
    }

    /// The numbers.
    #[cfg(feature = "http")]
    pub(crate) fn metrics(&self) -> Option<&metrics::Metrics> {
        self.metrics.as_deref()
    }

    /// How often Discord made a request wait.
    #[cfg(feature = "http")]
    pub(crate) fn times_limited(&self) -> u64 {
        self.metrics.as_deref().map_or(0, metrics::Metrics::times_limited)
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
        Self {
            live: broadcast::Sender::new(BEHIND),
            audit: None,
            #[cfg(feature = "http")]
            metrics: metrics::start(),
        }
    }
}
