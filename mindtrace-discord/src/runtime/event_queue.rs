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

use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::origin::Origin;
use crate::activity::Busy;
use crate::config::{EventQueueSettings, Overflow};
use crate::event::{EventScope, QueueKey};

/// All queues together hold as many events as this many full ones.
const FULL_QUEUES: usize = 20;

/// The most queues that are handled at once; the events of further ones wait.
const MOST_RUNNING: usize = 4096;

/// The most bytes of Discord's JSON for all events that wait. In memory an event takes a few times as much.
const MOST_BYTES: usize = 64 << 20;

/// How often a warning about dropped events is logged.
const WARNING: Duration = Duration::from_secs(10);

/// An event on its way to its handlers.
pub(crate) struct Raised {
    pub(crate) id: TypeId,
    pub(crate) name: &'static str,
    pub(crate) event: Arc<dyn Any + Send + Sync>,
    pub(crate) scope: EventScope,
    /// The length of Discord's JSON for it; 0 for events from elsewhere.
    pub(crate) bytes: usize,
    /// The dispatch that raised it, if Discord sends that again after a resume.
    pub(crate) origin: Option<Origin>,
    /// The bot is busy until every handler has ended.
    pub(crate) busy: Busy,
    /// Told when the handlers start; dropped with an event whose handlers never do.
    pub(crate) started: Option<oneshot::Sender<()>>,
}

impl Raised {
    /// Tells the one who raised the event that its handlers start.
    pub(crate) fn begin(&mut self) {
        if let Some(started) = self.started.take() {
            // It may have lost interest.
            let _ = started.send(());
        }
    }

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
    /// The events behind the one that is being handled, if the queue is.
    queues: HashMap<QueueKey, VecDeque<Raised>>,
    /// The queues that wait until fewer are handled at once.
    next: VecDeque<QueueKey>,
    running: usize,
    waiting: usize,
    waiting_bytes: usize,
    warned: Option<Instant>,
}

impl Table {
    /// Opens a queue that is new, unless too many are handled. Its first event is handled at once.
    fn open(&mut self, key: QueueKey) -> bool {
        let opens = !self.queues.contains_key(&key) && self.running < MOST_RUNNING;
        if opens {
            self.queues.insert(key, VecDeque::new());
            self.running += 1;
        }
        opens
    }

    /// Adds an event at the end of its queue.
    fn append(&mut self, key: QueueKey, raised: Raised) {
        self.waiting += 1;
        self.waiting_bytes += raised.bytes;
        let next = &mut self.next;
        let queue = self.queues.entry(key).or_insert_with(|| {
            next.push_back(key);
            VecDeque::new()
        });
        queue.push_back(raised);
    }

    fn take(&mut self, key: QueueKey) -> Option<Raised> {
        let raised = self.queues.get_mut(&key)?.pop_front()?;
        self.waiting -= 1;
        self.waiting_bytes -= raised.bytes;
        Some(raised)
    }

    /// Removes a queue that is empty, and takes the first event of one that waits.
    fn take_other(&mut self, finished: QueueKey) -> Option<(QueueKey, Raised)> {
        self.queues.remove(&finished);
        let next = self.next.pop_front();
        let taken = next.and_then(|key| Some((key, self.take(key)?)));
        if taken.is_none() {
            self.running -= 1;
        }
        taken
    }
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
        if table.open(key) {
            return Added::First(key, Box::new(raised));
        }
        let length = table.queues.get(&key).map_or(0, VecDeque::len);
        let has_room = length < capacity
            && table.waiting < capacity.saturating_mul(FULL_QUEUES)
            && table.waiting_bytes + raised.bytes <= MOST_BYTES;
        if has_room {
            table.append(key, raised);
            return Added::Queued;
        }
        match overflow {
            Overflow::Wait if may_wait => return Added::Full(Box::new(raised)),
            // All queues together may be full while this one is empty.
            Overflow::DropOld if length > 0 => {
                if let Some(oldest) = table.take(key) {
                    self.count_dropped(&oldest, table);
                }
                table.append(key, raised);
                return Added::Queued;
            }
            _ => self.count_dropped(&raised, table),
        }
        Added::Dropped
    }

    /// Adds an event from the gateway to its queue, regardless of the limits.
    pub(crate) fn add_beyond(&self, raised: Raised) -> Added {
        let key = raised.queue();
        let mut table = self.table();
        if table.open(key) {
            return Added::First(key, Box::new(raised));
        }
        table.append(key, raised);
        Added::Queued
    }

    /// Takes out the waiting events that are chosen.
    pub(crate) fn withdraw(&self, is_chosen: impl Fn(&Raised) -> bool) -> Vec<Raised> {
        let mut table = self.table();
        let Table { queues, next, waiting, waiting_bytes, .. } = &mut *table;
        let mut withdrawn = Vec::new();
        for queue in queues.values_mut() {
            let (chosen, left): (VecDeque<_>, _) = std::mem::take(queue).into_iter().partition(&is_chosen);
            *queue = left;
            withdrawn.extend(chosen);
        }
        *waiting -= withdrawn.len();
        *waiting_bytes -= withdrawn.iter().map(|raised| raised.bytes).sum::<usize>();
        // A queue that no task handles yet ends with its last event.
        next.retain(|key| {
            let is_left = queues.get(key).is_some_and(|queue| !queue.is_empty());
            if !is_left {
                queues.remove(key);
            }
            is_left
        });
        drop(table);
        self.room.notify_one();
        withdrawn
    }

    /// Takes the next event of a queue, or of another one when it is empty.
    pub(crate) fn next(&self, key: QueueKey) -> Option<(QueueKey, Raised)> {
        let mut table = self.table();
        let next = table.take(key).map(|raised| (key, raised)).or_else(|| table.take_other(key));
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

#[cfg(test)]
mod tests {
    use std::any::TypeId;
    use std::sync::Arc;

    use serenity::model::id::ChannelId;

    use super::{Added, EventQueues, MOST_BYTES, MOST_RUNNING, Raised};
    use crate::activity::Activity;
    use crate::config::{EventQueueSettings, Overflow};
    use crate::event::EventScope;

    fn raised(channel: u64, bytes: usize) -> Raised {
        let scope = EventScope::none().in_channel(ChannelId::new(channel));
        let busy = Activity::default().begin();
        Raised {
            id: TypeId::of::<()>(),
            name: "Message",
            event: Arc::new(()),
            scope,
            bytes,
            origin: None,
            busy,
            started: None,
        }
    }

    #[test]
    fn queues_beyond_the_most_wait_until_another_is_empty() {
        let queues = EventQueues::default();
        let mut first = None;
        for channel in 1..=MOST_RUNNING as u64 {
            let Added::First(key, _) = queues.add(raised(channel, 1), true) else { panic!("{channel}") };
            first.get_or_insert(key);
        }
        let further = MOST_RUNNING as u64 + 1;
        assert!(matches!(queues.add(raised(further, 1), true), Added::Queued));
        assert!(matches!(queues.add(raised(further, 2), true), Added::Queued));
        assert_eq!(queues.waiting(), 2);
        let (key, next) = queues.next(first.unwrap()).unwrap();
        assert_eq!((next.bytes, queues.waiting()), (1, 1));
        let (key, next) = queues.next(key).unwrap();
        assert_eq!((next.bytes, queues.waiting()), (2, 0), "the same queue goes on");
        assert!(queues.next(key).is_none());
        assert!(matches!(queues.add(raised(further, 1), true), Added::First(..)), "there is room again");
    }

    #[test]
    fn events_that_are_withdrawn_leave_their_queues_in_order() {
        let queues = EventQueues::default();
        let mut handled = Vec::new();
        for channel in 1..=MOST_RUNNING as u64 {
            let Added::First(key, _) = queues.add(raised(channel, 1), true) else { panic!("{channel}") };
            handled.push(key);
        }
        let idle = MOST_RUNNING as u64 + 1;
        for (channel, bytes) in [(1, 1), (1, 2), (idle, 3), (1, 4), (idle + 1, 5), (idle + 1, 6)] {
            assert!(matches!(queues.add(raised(channel, bytes), true), Added::Queued));
        }
        let withdrawn = queues.withdraw(|raised| raised.bytes != 2 && raised.bytes != 5);
        let mut bytes: Vec<usize> = withdrawn.iter().map(|raised| raised.bytes).collect();
        bytes.sort_unstable();
        assert_eq!((bytes, queues.waiting()), (vec![1, 3, 4, 6], 2));
        let (key, next) = queues.next(handled[0]).unwrap();
        assert_eq!((key, next.bytes), (handled[0], 2));
        let (key, next) = queues.next(key).unwrap();
        assert_eq!(next.bytes, 5, "a queue without events is passed over");
        assert!(queues.next(key).is_none());
        assert!(matches!(queues.add(raised(idle, 3), true), Added::First(..)), "it is not left behind");
        assert!(matches!(queues.add_beyond(raised(idle, 3)), Added::Queued));
        assert_eq!(queues.waiting(), 1);
    }

    #[test]
    fn the_bytes_of_waiting_events_are_bounded() {
        for (overflow, is_full) in [(Overflow::Wait, true), (Overflow::DropNew, false)] {
            let queues = EventQueues::new(EventQueueSettings { capacity: 1000, overflow });
            let Added::First(key, _) = queues.add(raised(1, 1), true) else { panic!() };
            assert!(matches!(queues.add(raised(1, MOST_BYTES), true), Added::Queued));
            let added = queues.add(raised(1, 1), true);
            assert!(if is_full { matches!(added, Added::Full(_)) } else { matches!(added, Added::Dropped) });
            queues.next(key).unwrap();
            assert!(matches!(queues.add(raised(1, 1), true), Added::Queued));
        }
    }
}
