//! Whoever in this process waits for an event: `ctx.wait_for`.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

use crate::bot::{Busy, Work};

/// How many may wait at once.
const MOST: usize = 10_000;

/// Events that wait to be looked at by one who waits; more are left out.
const QUEUE: usize = 256;

/// An event whose type the receiver knows.
type Shared = Arc<dyn Any + Send + Sync>;

/// Those who wait, by the type of the event.
#[derive(Default)]
pub(crate) struct Awaited {
    table: Arc<Mutex<Table>>,
    /// So that an event for which nobody waits costs no look-up.
    count: Arc<AtomicUsize>,
}

/// Where one of those who wait is reached.
type Sender = (u64, mpsc::Sender<(Shared, Busy)>);

#[derive(Default)]
struct Table {
    senders: HashMap<TypeId, Vec<Sender>>,
    last: u64,
}

/// Too many wait already.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("{MOST} handlers wait for events already")]
pub(crate) struct TooMany;

/// A place to wait in; dropping it gives it up.
pub(crate) struct Waiting {
    table: Arc<Mutex<Table>>,
    count: Arc<AtomicUsize>,
    event: TypeId,
    id: u64,
    events: mpsc::Receiver<(Shared, Busy)>,
}

impl Awaited {
    /// Begins to wait.
    pub(crate) fn wait(&self, event: TypeId) -> Result<Waiting, TooMany> {
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
        Ok(Waiting { table: Arc::clone(&self.table), count: Arc::clone(&self.count), event, id, events })
    }

    /// Whether anybody waits for events of this type.
    pub(crate) fn is_any(&self, event: TypeId) -> bool {
        self.count.load(Ordering::Acquire) > 0 && lock(&self.table).senders.contains_key(&event)
    }

    /// Shows an event to those who wait for its type.
    pub(super) fn offer(&self, event: TypeId, value: &Shared, work: &Work) {
        if self.count.load(Ordering::Acquire) == 0 {
            return;
        }
        for (_, sender) in lock(&self.table).senders.get(&event).into_iter().flatten() {
            if sender.try_send((Arc::clone(value), work.begin())).is_err() {
                tracing::warn!("an event was not shown to a handler that waits: it looks at them too slowly");
            }
        }
    }
}

impl Waiting {
    /// The next event; the bot is busy with it as long as the second value lives.
    pub(crate) async fn next(&mut self) -> Option<(Shared, Busy)> {
        self.events.recv().await
    }
}

impl Drop for Waiting {
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
    // Nothing in here can panic halfway through a change.
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

impl std::fmt::Debug for Awaited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Awaited({})", self.count.load(Ordering::Relaxed))
    }
}
