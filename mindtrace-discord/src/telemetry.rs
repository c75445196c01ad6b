//! What has happened, in the order in which it did: to whoever watches, into the audit log, into the numbers.

mod audit;
mod entry;
#[cfg(feature = "http")]
mod metrics;
mod requests;

#[cfg(feature = "http")]
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
#[cfg(feature = "http")]
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::broadcast;

use self::audit::Audit;
pub(crate) use self::entry::{Entry, Invoked};
#[cfg(feature = "http")]
pub(crate) use self::metrics::{Metrics, register};
pub(crate) use self::requests::Requests;

/// How many failures are remembered, for whoever begins to watch after them.
#[cfg(feature = "http")]
const FAILURES: usize = 50;

/// How many entries somebody who watches may be behind; what is more they miss, and are told how many.
const BEHIND: usize = 512;

/// Takes down what happens.
#[derive(Debug)]
pub(crate) struct Telemetry {
    live: broadcast::Sender<Arc<Entry>>,
    /// The last ones.
    #[cfg(feature = "http")]
    failures: Mutex<VecDeque<Arc<Entry>>>,
    audit: Option<Audit>,
    /// The number of requests to Discord's REST API.
    pub(crate) requests: Arc<Requests>,
    #[cfg(feature = "http")]
    metrics: Option<Arc<metrics::Metrics>>,
}

impl Telemetry {
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

    /// As [`write`](Self::write), for something that failed: it is remembered, whether or not anybody reads it now.
    fn failed(&self, entry: impl FnOnce() -> Entry) {
        #[cfg(feature = "http")]
        {
            let entry = entry();
            // Held until it is sent, so that whoever begins to watch hears of it once.
            let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
            if failures.len() == FAILURES {
                failures.pop_front();
            }
            failures.push_back(Arc::new(entry.clone()));
            self.write(|| entry);
        }
        #[cfg(not(feature = "http"))]
        self.write(entry);
    }

    /// Takes down what a call came to, and when Discord first heard of it.
    #[cfg_attr(not(feature = "http"), allow(unused_variables))]
    pub(crate) fn invoked(&self, call: &Invoked, acknowledged: Option<Duration>) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.invoked(call, acknowledged);
        }
        let entry = || Entry::Invocation(call.clone());
        if call.failed {
            self.failed(entry);
        } else {
            self.write(entry);
        }
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
        if outcome == "ok" {
            self.write(entry);
        } else {
            self.failed(entry);
        }
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
    #[cfg(feature = "mcp")]
    pub(crate) fn watch(&self) -> broadcast::Receiver<Arc<Entry>> {
        self.live.subscribe()
    }

    /// The last failures, and whatever happens from now on.
    #[cfg(feature = "http")]
    pub(crate) fn recall(&self) -> (Vec<Arc<Entry>>, broadcast::Receiver<Arc<Entry>>) {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        (failures.iter().cloned().collect(), self.live.subscribe())
    }

    /// Waits until everything is in the file.
    pub(crate) async fn close(&self) {
        if let Some(audit) = &self.audit {
            audit.close().await;
        }
    }
}

impl Default for Telemetry {
    fn default() -> Self {
        Self {
            live: broadcast::Sender::new(BEHIND),
            #[cfg(feature = "http")]
            failures: Mutex::default(),
            audit: None,
            requests: Arc::default(),
            #[cfg(feature = "http")]
            metrics: metrics::start(),
        }
    }
}
