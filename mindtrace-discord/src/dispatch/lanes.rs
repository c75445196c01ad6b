//! Events in order: those of one lane reach their handlers one after the other, lanes run side by side.
//!
//! A lane is there as long as an event is in it. What waits is bounded, and what happens beyond that is configured and counted.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::event::{self, Pushed, Raised};
use crate::bot::Runtime;
use crate::event::LaneKey;

/// All lanes together hold as much as this many full ones.
const FULL_LANES: usize = 20;

/// How often it is said that events are left out.
const COMPLAINT: Duration = Duration::from_secs(10);

/// What happens to an event for which there is no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// It is left out.
    #[default]
    DropNew,
    /// The one that has waited longest is left out.
    DropOld,
    /// Nothing more is read from Discord until there is room. Commands that come by the gateway wait as well.
    Wait,
}

/// How many events may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventQueue {
    /// In one lane.
    pub(crate) capacity: usize,
    pub(crate) overflow: Overflow,
}

impl Default for EventQueue {
    fn default() -> Self {
        Self { capacity: 1000, overflow: Overflow::default() }
    }
}

/// The events that wait for their handlers.
#[derive(Default)]
pub(crate) struct Lanes {
    settings: EventQueue,
    table: Mutex<Table>,
    dropped: AtomicU64,
    /// Told when there is room again.
    room: Notify,
}

#[derive(Default)]
struct Table {
    /// What waits behind the event that is being handled.
    lanes: HashMap<LaneKey, VecDeque<Raised>>,
    waiting: usize,
    complained: Option<Instant>,
}

impl Lanes {
    pub(crate) fn new(settings: EventQueue) -> Self {
        Self { settings, ..Self::default() }
    }

    /// How many events wait.
    pub(crate) fn waiting(&self) -> usize {
        self.table().waiting
    }

    /// How many events were left out because there was no room.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Waits until an event has been taken from a lane since somebody last waited.
    pub(crate) async fn room(&self) {
        self.room.notified().await;
    }

    /// There may be room for somebody else who waits.
    pub(crate) fn pass_on(&self) {
        self.room.notify_one();
    }

    fn next(&self, key: LaneKey) -> Option<Raised> {
        let mut table = self.table();
        let next = table.lanes.get_mut(&key).and_then(VecDeque::pop_front);
        if next.is_some() {
            table.waiting -= 1;
        } else {
            table.lanes.remove(&key);
        }
        drop(table);
        self.room.notify_one();
        next
    }

    /// Counts an event that nobody will handle.
    fn leave_out(&self, raised: &Raised, table: &mut Table) {
        let dropped = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
        let now = Instant::now();
        if table.complained.is_none_or(|last| now.duration_since(last) >= COMPLAINT) {
            table.complained = Some(now);
            tracing::warn!(
                event = raised.name(),
                dropped,
                "events are left out: handlers are slower than events come; see DISCORD_EVENT_QUEUE and DISCORD_EVENT_OVERFLOW"
            );
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts an event into its lane.
pub(super) fn push(runtime: &Arc<Runtime>, raised: Raised, may_wait: bool) -> Pushed {
    let key = raised.lane();
    let lanes = &runtime.lanes;
    let EventQueue { capacity, overflow } = lanes.settings;
    let mut table = lanes.table();
    let table = &mut *table;
    let Some(queue) = table.lanes.get_mut(&key) else {
        table.lanes.insert(key, VecDeque::new());
        tokio::spawn(lane(Arc::clone(runtime), key, raised));
        return Pushed::Taken;
    };
    if queue.len() < capacity && table.waiting < capacity.saturating_mul(FULL_LANES) {
        queue.push_back(raised);
        table.waiting += 1;
        return Pushed::Taken;
    }
    match overflow {
        Overflow::Wait if may_wait => return Pushed::Full(Box::new(raised)),
        // The lanes together may be full while this one has nothing to give.
        Overflow::DropOld if !queue.is_empty() => {
            queue.push_back(raised);
            if let Some(oldest) = queue.pop_front() {
                lanes.leave_out(&oldest, table);
            }
            return Pushed::Taken;
        }
        _ => lanes.leave_out(&raised, table),
    }
    Pushed::LeftOut
}

/// Handles the events of one lane until there are none.
async fn lane(runtime: Arc<Runtime>, key: LaneKey, first: Raised) {
    let mut next = Some(first);
    while let Some(raised) = next {
        // Handlers have nets of their own; whatever else panics must not keep the lane from going on.
        if AssertUnwindSafe(event::run(&runtime, raised)).catch_unwind().await.is_err() {
            tracing::error!("an event could not be dealt with: it panicked outside its handlers");
        }
        next = runtime.lanes.next(key);
    }
}

impl std::fmt::Debug for Lanes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let table = self.table();
        f.debug_struct("Lanes").field("lanes", &table.lanes.len()).field("waiting", &table.waiting).finish()
    }
}
