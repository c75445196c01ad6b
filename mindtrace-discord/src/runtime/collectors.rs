//! Collectors: tasks of this process that wait for a click or a modal submission, such as paginators.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serenity::model::application::CommandDataResolved;
use serenity::model::user::User;
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::processes::ID_LENGTH;
use crate::args::Value;
use crate::responder::Responder;

/// The first character of every custom id of a collector. A template never begins with it.
const MARK: char = '~';

/// How many interactions may wait for one collector. Users of further ones are asked to try again.
const QUEUE: usize = 8;

/// The maximum number of collectors. Each holds its pages or its handler in memory.
const MOST: usize = 10_000;

/// How long a modal submission waits for room in its collector. Discord waits three seconds for an answer.
const DELIVERY_TIMEOUT: Duration = Duration::from_millis(1500);

/// Why a collector cannot be created.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CollectorError {
    #[error("{MOST} paginators and modals are open already")]
    TooMany,
    #[error("the system returned no random bytes: {0}")]
    NoRandomness(getrandom::Error),
}

/// The collectors, by the key in their custom ids.
#[derive(Clone, Default)]
pub(crate) struct Collectors {
    /// The id of this process, with which each key begins.
    process: Arc<str>,
    table: Arc<Mutex<HashMap<String, Entry>>>,
}

#[derive(Clone)]
struct Entry {
    collected: mpsc::Sender<Collected>,
    pause: Arc<Pause>,
}

/// Tracks whether a call waits for a user.
///
/// Such a wait may be long, so the call does not count as running until an interaction is delivered.
#[derive(Default)]
pub(crate) struct Pause {
    /// The number of calls that wait; `None` for a paginator, which belongs to no call.
    waiting: Option<watch::Sender<u64>>,
    paused: AtomicBool,
}

impl Pause {
    pub(crate) fn new(waiting: watch::Sender<u64>) -> Self {
        Self { waiting: Some(waiting), paused: AtomicBool::new(false) }
    }

    pub(crate) fn begin(&self) {
        if let Some(waiting) = &self.waiting
            && !self.paused.swap(true, Ordering::AcqRel)
        {
            waiting.send_modify(|count| *count += 1);
        }
    }

    pub(crate) fn end(&self) {
        if let Some(waiting) = &self.waiting
            && self.paused.swap(false, Ordering::AcqRel)
        {
            waiting.send_modify(|count| *count -= 1);
        }
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        self.end();
    }
}

/// A click on a component, or a modal submission.
pub(crate) struct Collected {
    /// The part of the custom id after the collector's key.
    pub(crate) action: String,
    pub(crate) user: User,
    /// The user's locale by Discord's name.
    pub(crate) locale: String,
    /// The submitted values.
    pub(crate) values: Vec<(String, Value)>,
    pub(crate) resolved: CommandDataResolved,
    pub(crate) responder: Arc<dyn Responder>,
    /// When it arrived, which starts Discord's time limit for an answer.
    pub(crate) received: Instant,
}

/// Why an interaction was not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undelivered {
    /// The collector has ended.
    Ended,
    /// The collector's queue is full.
    Full,
}

/// A collector. Dropping it ends it.
pub(crate) struct Collector {
    collectors: Collectors,
    key: String,
    collected: mpsc::Receiver<Collected>,
    pause: Arc<Pause>,
}

impl Collectors {
    /// Creates the collectors of the process with this id.
    pub(crate) fn new(process: &str) -> Self {
        Self { process: process.into(), table: Arc::default() }
    }

    /// Creates a collector with a random key.
    pub(crate) fn collect(&self, pause: Pause) -> Result<Collector, CollectorError> {
        let mut bytes = [0; 10];
        getrandom::fill(&mut bytes).map_err(CollectorError::NoRandomness)?;
        let key = format!("{}{}", self.process, URL_SAFE_NO_PAD.encode(bytes));
        let (sender, collected) = mpsc::channel(QUEUE);
        let mut table = self.table();
        if table.len() >= MOST {
            return Err(CollectorError::TooMany);
        }
        let pause = Arc::new(pause);
        table.insert(key.clone(), Entry { collected: sender, pause: Arc::clone(&pause) });
        drop(table);
        Ok(Collector { collectors: self.clone(), key, collected, pause })
    }

    /// Returns whether a custom id belongs to a collector, which may have ended.
    pub(crate) fn owns(custom_id: &str) -> bool {
        custom_id.starts_with(MARK)
    }

    /// Returns the id of the process whose collector a custom id belongs to, if that is another one.
    pub(crate) fn other_process<'a>(&self, custom_id: &'a str) -> Option<&'a str> {
        let process = custom_id.strip_prefix(MARK)?.get(..ID_LENGTH)?;
        (process.bytes().all(|byte| byte.is_ascii_alphanumeric()) && *process != *self.process)
            .then_some(process)
    }

    /// Delivers an interaction to its collector.
    pub(crate) fn deliver(&self, custom_id: &str, mut interaction: Collected) -> Result<(), Undelivered> {
        let Entry { collected, pause } = self.find(custom_id, &mut interaction)?;
        pause.end();
        collected.try_send(interaction).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Undelivered::Full,
            mpsc::error::TrySendError::Closed(_) => Undelivered::Ended,
        })
    }

    /// Delivers an interaction to its collector, and waits up to [`DELIVERY_TIMEOUT`] for room in its queue.
    pub(crate) async fn deliver_timeout(
        &self,
        custom_id: &str,
        mut interaction: Collected,
    ) -> Result<(), Undelivered> {
        let Entry { collected, pause } = self.find(custom_id, &mut interaction)?;
        pause.end();
        match collected.send_timeout(interaction, DELIVERY_TIMEOUT).await {
            Ok(()) => Ok(()),
            Err(mpsc::error::SendTimeoutError::Timeout(_)) => Err(Undelivered::Full),
            Err(mpsc::error::SendTimeoutError::Closed(_)) => Err(Undelivered::Ended),
        }
    }

    fn find(&self, custom_id: &str, interaction: &mut Collected) -> Result<Entry, Undelivered> {
        let parsed = custom_id.strip_prefix(MARK).and_then(|id| id.split_once(':'));
        let (key, action) = parsed.ok_or(Undelivered::Ended)?;
        action.clone_into(&mut interaction.action);
        self.table().get(key).cloned().ok_or(Undelivered::Ended)
    }

    fn table(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Collector {
    /// Returns a custom id of this collector.
    pub(crate) fn custom_id(&self, action: &str) -> String {
        format!("{MARK}{}:{action}", self.key)
    }

    /// Waits for the next interaction.
    pub(crate) async fn next(&mut self) -> Option<Collected> {
        self.pause.begin();
        let interaction = self.collected.recv().await;
        self.pause.end();
        interaction
    }
}

impl Collector {
    /// Records that an interaction is no longer waited for.
    pub(crate) fn resume(&self) {
        self.pause.end();
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.collectors.table().remove(&self.key);
        self.pause.end();
    }
}

impl std::fmt::Debug for Collectors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Collectors({})", self.table().len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Collectors, Pause};

    #[test]
    fn a_custom_id_names_the_process_of_its_collector() {
        let (one, two) = (Collectors::new("abc123"), Collectors::new("xyz789"));
        let collector = one.collect(Pause::default()).unwrap();
        let id = collector.custom_id("next");
        assert!(Collectors::owns(&id) && id.len() == 26, "{id}");
        assert_eq!(one.other_process(&id), None);
        assert_eq!(two.other_process(&id), Some("abc123"));
        for foreign in ["~", "~abc", "vote:1", "~äöü:next", "~a b c1:next"] {
            assert_eq!(two.other_process(foreign), None, "{foreign}");
        }
    }
}
