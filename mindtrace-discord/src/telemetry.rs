//! Telemetry: live events, the audit log and metrics.

mod audit;
mod entry;
#[cfg(feature = "http")]
mod history;
#[cfg(feature = "http")]
mod metrics;
mod requests;

#[cfg(feature = "http")]
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
#[cfg(feature = "sandbox")]
use std::sync::OnceLock;
#[cfg(feature = "http")]
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::broadcast;

use self::audit::Audit;
pub(crate) use self::entry::{Entry, Invoked};
#[cfg(feature = "http")]
pub(crate) use self::history::Hour;
#[cfg(feature = "http")]
use self::history::{Ended, History};
#[cfg(feature = "http")]
pub(crate) use self::metrics::{Metrics, register};
pub(crate) use self::requests::Requests;
use crate::outcome::CommandError;
#[cfg(feature = "sandbox")]
use crate::redact::chain;
use crate::source::Source;

/// How many failures are stored for later subscribers.
#[cfg(feature = "http")]
const FAILURES: usize = 50;

/// How many entries a subscriber may be behind. A subscriber that misses more receives their number.
const CAPACITY: usize = 512;

/// Records what the bot does, for subscribers, the audit log and metrics.
#[derive(Debug)]
pub(crate) struct Telemetry {
    live: broadcast::Sender<Arc<Entry>>,
    /// The most recent failures.
    #[cfg(feature = "http")]
    failures: Mutex<VecDeque<Arc<Entry>>>,
    audit: Option<Audit>,
    /// Receives the cause of each failure before its caller is answered.
    #[cfg(feature = "sandbox")]
    on_failure: OnceLock<FailureListener>,
    /// The number of requests to Discord's REST API.
    pub(crate) requests: Arc<Requests>,
    #[cfg(feature = "http")]
    metrics: Option<Arc<metrics::Metrics>>,
    #[cfg(feature = "http")]
    history: History,
}

/// Receives the cause of a failure, as the log has it.
#[cfg(feature = "sandbox")]
pub(crate) struct FailureListener(pub(crate) Box<dyn Fn(&str) + Send + Sync>);

#[cfg(feature = "sandbox")]
impl std::fmt::Debug for FailureListener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FailureListener")
    }
}

impl Telemetry {
    /// Tells the sandbox the cause of a failure: what failed, where it is declared, and why.
    #[cfg_attr(not(feature = "sandbox"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn failing(&self, name: &str, source: Source, error: &CommandError) {
        #[cfg(feature = "sandbox")]
        if let Some(FailureListener(listener)) = self.on_failure.get() {
            listener(&format!("`{name}` at {source} failed: {}", chain(error)));
        }
    }

    /// Sets the listener that receives the causes of failures.
    #[cfg(feature = "sandbox")]
    pub(crate) fn listen(&self, listener: FailureListener) {
        // A runtime has one sandbox.
        let _ = self.on_failure.set(listener);
    }

    /// Opens telemetry that also writes audited entries to a file.
    ///
    /// # Errors
    ///
    /// The I/O error, if the file cannot be opened.
    pub(crate) fn open(audit: Option<&Path>) -> std::io::Result<Self> {
        Ok(Self { audit: audit.map(Audit::open).transpose()?, ..Self::default() })
    }

    /// Records an entry, if it has a reader.
    pub(crate) fn write(&self, entry: impl FnOnce() -> Entry) {
        let has_subscribers = self.live.receiver_count() > 0;
        if !has_subscribers && self.audit.is_none() {
            return;
        }
        let entry = Arc::new(entry());
        if let Some(audit) = self.audit.as_ref().filter(|_| entry.is_audited()) {
            audit.write(&entry);
        }
        if has_subscribers {
            // Fails if the subscribers have left meanwhile.
            let _ = self.live.send(entry);
        }
    }

    /// Records a failure as [`write`](Self::write) does, and stores it for later subscribers.
    fn failed(&self, entry: impl FnOnce() -> Entry) {
        #[cfg(feature = "http")]
        {
            let entry = entry();
            // Locked until it is sent, so that a new subscriber receives it once.
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

    /// Records the outcome of a call, and the time to its first response.
    #[cfg_attr(not(feature = "http"), allow(unused_variables))]
    pub(crate) fn invoked(&self, call: &Invoked, acknowledged: Option<Duration>) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.invoked(call, acknowledged);
        }
        #[cfg(feature = "http")]
        {
            let ended = match (call.failed, call.is_refused) {
                (true, _) => Ended::Failed,
                (false, true) => Ended::Refused,
                (false, false) => Ended::Succeeded,
            };
            self.history.called(history::now(), call.command, ended, call.ms);
        }
        let entry = || Entry::Invocation(call.clone());
        if call.failed {
            self.failed(entry);
        } else {
            self.write(entry);
        }
    }

    /// Counts an event that a handler subscribes to or waits for.
    #[cfg_attr(not(feature = "http"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn raised(&self, event: &'static str) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.raised(event);
        }
    }

    /// Records how many events were dropped since the start.
    #[cfg_attr(not(feature = "http"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn dropped(&self, total: u64) {
        #[cfg(feature = "http")]
        self.history.dropped(total);
    }

    /// Records the outcome of an event handler.
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
        #[cfg(feature = "http")]
        self.history.handled(history::now(), outcome == "ok");
        if outcome == "ok" {
            self.write(entry);
        } else {
            self.failed(entry);
        }
    }

    /// Counts a rate-limited request to Discord.
    #[cfg_attr(not(feature = "http"), allow(clippy::unused_self))]
    pub(crate) fn rate_limited(&self) {
        #[cfg(feature = "http")]
        if let Some(metrics) = &self.metrics {
            metrics.rate_limited();
        }
    }

    /// The metrics.
    #[cfg(feature = "http")]
    pub(crate) fn metrics(&self) -> Option<&metrics::Metrics> {
        self.metrics.as_deref()
    }

    /// The number of rate-limited requests to Discord.
    #[cfg(feature = "http")]
    pub(crate) fn rate_limited_total(&self) -> u64 {
        self.metrics.as_deref().map_or(0, metrics::Metrics::rate_limited_total)
    }

    /// The last hour, by the minute.
    #[cfg(feature = "http")]
    pub(crate) fn hour(&self) -> Hour {
        self.history.hour(history::now())
    }

    /// Subscribes to live events.
    #[cfg(feature = "mcp")]
    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<Entry>> {
        self.live.subscribe()
    }

    /// The most recent failures, and a subscription to live events.
    #[cfg(feature = "http")]
    pub(crate) fn subscribe_with_failures(&self) -> (Vec<Arc<Entry>>, broadcast::Receiver<Arc<Entry>>) {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        (failures.iter().cloned().collect(), self.live.subscribe())
    }

    /// Closes the audit log and waits until everything is written.
    pub(crate) async fn close(&self) {
        if let Some(audit) = &self.audit {
            audit.close().await;
        }
    }
}

impl Default for Telemetry {
    fn default() -> Self {
        Self {
            live: broadcast::Sender::new(CAPACITY),
            #[cfg(feature = "http")]
            failures: Mutex::default(),
            audit: None,
            #[cfg(feature = "sandbox")]
            on_failure: OnceLock::new(),
            requests: Arc::default(),
            #[cfg(feature = "http")]
            metrics: metrics::start(),
            #[cfg(feature = "http")]
            history: History::default(),
        }
    }
}
