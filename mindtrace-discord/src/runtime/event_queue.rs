//! Ordered queues of events: the events of one queue are handled in sequence, different queues concurrently.
//!
//! A queue exists as long as an event is in it. The number of waiting events is bounded. The overflow policy is configured, and
//! dropped events are counted.

use std::any::{Any, TypeId};
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::activity::Busy;
use crate::config::{EventQueueSettings, Overflow};
use crate::event::{EventScope, QueueKey};

/// All queues together hold as many events as this many full ones.
const FULL_QUEUES: usize = 20;

/// How often a warning about dropped events is logged.
const WARNING: Duration = Duration::from_secs(10);

/// An event on its way to its handlers.
pub(crate) struct Raised {
    pub(crate) id: TypeId,
    pub(crate) name: &'static str,
    pub(crate) event: Arc<dyn Any + Send + Sync>,
    pub(crate) scope: EventScope,
    /// The bot is busy until every handler has ended.
    pub(crate) busy: Busy,
}

impl Raised {
    fn queue(&self) -> QueueKey {
        self.scope.queue(self.id)
    }
}

/// The events that wait for their handlers.
#[derive(Default)]
pub(crate) struct EventQueues {
    settings: EventQueueSettings,
    table: Mutex<Table>,
    dropped: AtomicU64,
    /// Notified when an event was taken from a queue.
    room: Notify,
}

#[derive(Default)]
struct Table {
    /// The events behind the one that is being handled.
    queues: HashMap<QueueKey, VecDeque<Raised>>,
    waiting: usize,
    warned: Option<Instant>,
}

/// The result of adding an event.
#[must_use]
pub(crate) enum Added {
    /// The queue was empty: the caller handles the event, and then those behind it.
    First(QueueKey, Box<Raised>),
    /// The event waits.
    Queued,
    /// The queue is full. The event is dropped and counted.
    Dropped,
    /// The queue is full. The caller must not read further events until there is room.
    Full(Box<Raised>),
}

impl EventQueues {
    pub(crate) fn new(settings: EventQueueSettings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// Adds an event to its queue. `may_wait` tells whether the caller can wait for room.
    pub(crate) fn add(&self, raised: Raised, may_wait: bool) -> Added {
        let key = raised.queue();
        let EventQueueSettings { capacity, overflow } = self.settings;
        let mut table = self.table();
        let table = &mut *table;
        let Some(queue) = table.queues.get_mut(&key) else {
            table.queues.insert(key, VecDeque::new());
            return Added::First(key, Box::new(raised));
        };
        if queue.len() < capacity && table.waiting < capacity.saturating_mul(FULL_QUEUES) {
            queue.push_back(raised);
            table.waiting += 1;
            return Added::Queued;
        }
        match overflow {
            Overflow::Wait if may_wait => return Added::Full(Box::new(raised)),
            // All queues together may be full while this one is empty.
            Overflow::DropOld if !queue.is_empty() => {
                queue.push_back(raised);
                if let Some(oldest) = queue.pop_front() {
                    self.count_dropped(&oldest, table);
                }
                return Added::Queued;
            }
            _ => self.count_dropped(&raised, table),
        }
        Added::Dropped
    }

    /// Takes the next event of a queue, or removes the queue if it is empty.
    pub(crate) fn next(&self, key: QueueKey) -> Option<Raised> {
        let mut table = self.table();
        let next = table.queues.get_mut(&key).and_then(VecDeque::pop_front);
        if next.is_some() {
            table.waiting -= 1;
        } else {
            table.queues.remove(&key);
        }
        drop(table);
        self.room.notify_one();
        next
    }

    /// The number of events that wait.
    pub(crate) fn waiting(&self) -> usize {
        self.table().waiting
    }

    /// The number of events that were dropped because there was no room.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Waits until an event was taken from a queue since the last wait.
    pub(crate) async fn room(&self) {
        self.room.notified().await;
    }

    /// Wakes the next task that waits for room.
    pub(crate) fn notify_room(&self) {
        self.room.notify_one();
    }

    fn count_dropped(&self, raised: &Raised, table: &mut Table) {
        let dropped = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
        let now = Instant::now();
        if table.warned.is_none_or(|last| now.duration_since(last) >= WARNING) {
            table.warned = Some(now);
            tracing::warn!(
                event = raised.name,
                dropped,
                "events are dropped: they arrive faster than their handlers run; see DISCORD_EVENT_QUEUE and DISCORD_EVENT_OVERFLOW"
            );
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raised").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Debug for EventQueues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table();
        f.debug_struct("EventQueues")
            .field("queues", &table.queues.len())
            .field("waiting", &table.waiting)
            .finish_non_exhaustive()
    }
}
