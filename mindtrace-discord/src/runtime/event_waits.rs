//! Handlers of this process that wait for an event: `ctx.wait_for`.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

use crate::activity::{Activity, Busy};

/// The most handlers that wait at once.
const MOST: usize = 10_000;

/// How many events may wait for one handler. More are dropped.
const QUEUE: usize = 256;

/// An event whose type the receiver knows.
type Shared = Arc<dyn Any + Send + Sync>;

/// The waiting handlers, by the type of the event.
#[derive(Default)]
pub(crate) struct EventWaits {
    table: Arc<Mutex<Table>>,
    /// The number of waiting handlers. It saves the look-up of events that no handler waits for.
    count: Arc<AtomicUsize>,
}

/// The channel to one of the waiting handlers.
type Sender = (u64, mpsc::Sender<(Shared, Busy)>);

#[derive(Default)]
struct Table {
    senders: HashMap<TypeId, Vec<Sender>>,
    last: u64,
}

/// Too many handlers wait already.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{MOST} handlers wait for events already")]
pub(crate) struct TooMany;

/// A handler that waits; dropping it ends the wait.
pub(crate) struct EventWait {
    table: Arc<Mutex<Table>>,
    count: Arc<AtomicUsize>,
    event: TypeId,
    id: u64,
    events: mpsc::Receiver<(Shared, Busy)>,
}

impl EventWaits {
    /// Starts to wait for events of a type.
    pub(crate) fn wait(&self, event: TypeId) -> Result<EventWait, TooMany> {
        if self.count.fetch_add(1, Ordering::AcqRel) >= MOST {
            self.count.fetch_sub(1, Ordering::AcqRel);
            return Err(TooMany);
        }
        let (sender, events) = mpsc::channel(QUEUE);
        let mut table = lock(&self.table);
        table.last += 1;
        let id = table.last;
        table.senders.entry(event).or_default().push((id, sender));
        drop(table);
        Ok(EventWait { table: Arc::clone(&self.table), count: Arc::clone(&self.count), event, id, events })
    }

    /// Returns whether a handler waits for events of this type.
    pub(crate) fn is_awaited(&self, event: TypeId) -> bool {
        self.count.load(Ordering::Acquire) > 0 && lock(&self.table).senders.contains_key(&event)
    }

    /// Offers an event to the handlers that wait for its type.
    pub(crate) fn offer(&self, event: TypeId, value: &Shared, activity: &Activity) {
        if self.count.load(Ordering::Acquire) == 0 {
            return;
        }
        for (_, sender) in lock(&self.table).senders.get(&event).into_iter().flatten() {
            // A closed queue belongs to a handler that no longer waits.
            let sent = sender.try_send((Arc::clone(value), activity.begin()));
            if matches!(sent, Err(mpsc::error::TrySendError::Full(_))) {
                tracing::warn!("an event was dropped for a handler that waits for one: its queue is full");
            }
        }
    }
}

impl EventWait {
    /// Returns the next event; the bot is busy with it as long as the second value lives.
    pub(crate) async fn next(&mut self) -> Option<(Shared, Busy)> {
        self.events.recv().await
    }
}

impl Drop for EventWait {
    fn drop(&mut self) {
        let mut table = lock(&self.table);
        if let Some(senders) = table.senders.get_mut(&self.event) {
            senders.retain(|(id, _)| *id != self.id);
            if senders.is_empty() {
                table.senders.remove(&self.event);
            }
        }
        self.count.fetch_sub(1, Ordering::AcqRel);
    }
}

fn lock(table: &Mutex<Table>) -> MutexGuard<'_, Table> {
    // No change can panic halfway, so a poisoned lock guards intact data.
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for EventWaits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EventWaits({})", self.count.load(Ordering::Relaxed))
    }
}
