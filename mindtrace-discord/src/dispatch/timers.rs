//! Raises events at the times that were passed to `ctx.schedule`. They are in the store, so they survive a restart.
//!
//! An event is removed from the store when its handlers start. So a crash in that moment raises it again: at least once. While it waits for
//! its handlers, the timer is claimed, so that another process that shares the store does not raise it.

mod context;
mod stored;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;

pub use self::context::TimerError;

use self::stored::{CLAIM, StoredTimer};
use super::event::{Delivery, raise_stored};
use crate::activity::Busy;
use crate::event::ParsedEvent;
use crate::runtime::Runtime;
use crate::runtime::timers::{PREFIX, Room, TimerId};
use crate::store::StoreError;

/// The time after which an event that could not be raised is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// Reads the timers that earlier processes stored.
pub(crate) async fn load(runtime: &Runtime) -> Result<(), StoreError> {
    for (key, text) in runtime.store.framework().entries(PREFIX).await? {
        let Some(id) = TimerId::of_key(&key) else { continue };
        match serde_json::from_str::<StoredTimer>(&text) {
            Ok(timer) if runtime.registry.stored_event_called(&timer.event).is_some() => {
                if !runtime.timers.is_waiting(timer.due(), &id) {
                    runtime.timers.add(timer.due(), id, runtime.timers.reserve());
                }
            }
            Ok(timer) => unknown(&timer, &id),
            Err(error) => unreadable(&id, &error),
        }
    }
    Ok(())
}

/// Loads the timers of other processes that are gone, which only they were waiting for, as long as the bot runs.
pub(crate) async fn take_over(runtime: Arc<Runtime>) {
    if runtime.shared.is_none() || runtime.registry.stored_events().next().is_none() {
        return;
    }
    loop {
        runtime.processes.one_is_gone().await;
        let busy = runtime.activity.begin();
        match load(&runtime).await {
            Ok(()) => runtime.timers.wake(busy),
            Err(error) => {
                tracing::warn!(%error, "the scheduled events of a process that is gone could not be read");
                drop(busy);
                tokio::time::sleep(RETRY).await;
                runtime.processes.look_again();
            }
        }
    }
}

/// Starts to raise events; the task ends when the bot starts to shut down.
pub(crate) fn start(runtime: &Arc<Runtime>) {
    // A bot without such events has no task for them.
    if runtime.registry.stored_events().next().is_none() {
        return;
    }
    let Some(wakes) = runtime.timers.wakes() else { return };
    let busy = runtime.activity.begin();
    runtime.spawn_tracked(drive(Arc::clone(runtime), wakes, busy));
}

async fn drive(runtime: Arc<Runtime>, mut wakes: UnboundedReceiver<Busy>, mut busy: Busy) {
    loop {
        while let Some((id, room)) = runtime.timers.take_due(runtime.clock.now()) {
            if runtime.is_draining() {
                return;
            }
            fire(&runtime, id, room).await;
        }
        let next = runtime.timers.next();
        let due = async {
            match next {
                Some(due) => runtime.clock.sleep_until(due, &runtime.activity, busy).await,
                None => {
                    drop(busy);
                    std::future::pending().await
                }
            }
        };
        busy = tokio::select! {
            busy = due => busy,
            Some(busy) = wakes.recv() => busy,
            () = runtime.draining.cancelled() => return,
        };
    }
}

/// Raises the event of a timer.
async fn fire(runtime: &Arc<Runtime>, id: TimerId, room: Room) {
    let now = runtime.clock.now();
    let fired = claim_and_raise(runtime, &id, now).await.unwrap_or_else(|error| {
        tracing::warn!(timer = %id, %error, "a scheduled event could not be raised and is tried again");
        Fired::Not { again: now.checked_add(RETRY).ok() }
    });
    match fired {
        Fired::Queued(queued) => {
            let (settling, busy) = (Arc::clone(runtime), runtime.activity.begin());
            runtime.spawn_tracked(async move {
                queued.settle(&settling, id, room).await;
                drop(busy);
            });
        }
        Fired::Not { again: Some(again) } => runtime.timers.add(again, id, room),
        Fired::Not { again: None } => {}
    }
}

/// The result of firing a timer.
enum Fired {
    /// The event waits for its handlers.
    Queued(Queued),
    /// It was not raised, and is tried again at this time, if at all.
    Not { again: Option<Timestamp> },
}

async fn claim_and_raise(runtime: &Arc<Runtime>, id: &TimerId, now: Timestamp) -> Result<Fired, StoreError> {
    const OVER: Fired = Fired::Not { again: None };
    let (store, key) = (runtime.store.framework(), id.key());
    // Without it, the timer was cancelled, or another process has raised the event.
    let Some(text) = store.text(&key).await? else { return Ok(OVER) };
    let mut timer: StoredTimer = match serde_json::from_str(&text) {
        Ok(timer) => timer,
        Err(error) => {
            unreadable(id, &error);
            return Ok(OVER);
        }
    };
    if let Some(until) = timer.claimed(now) {
        return Ok(Fired::Not { again: Some(until) });
    }
    let Some(spec) = runtime.registry.stored_event_called(&timer.event) else {
        unknown(&timer, id);
        return Ok(OVER);
    };
    // The code of an author reads it, which may panic.
    let parsed = catch_unwind(AssertUnwindSafe(|| (spec.parse)(timer.data.clone())));
    let ParsedEvent { event, scope } = match parsed {
        Ok(Ok(parsed)) => parsed,
        Ok(Err(error)) => {
            // The path only: the data may be a user's.
            let (event, path) = (spec.name, error.path().to_string());
            tracing::error!(timer = %id, event, path, "a scheduled event has other fields than its type and is kept in the store");
            return Ok(OVER);
        }
        Err(_) => {
            let event = spec.name;
            tracing::error!(timer = %id, event, "a scheduled event panicked while it was read and is kept in the store");
            return Ok(OVER);
        }
    };
    timer.claim(now);
    let claimed = timer_text(&timer, &key)?;
    if !store.swap(&key, Some(&text), Some(&claimed)).await? {
        // It was cancelled or claimed by another process just now.
        return Ok(Fired::Not { again: now.checked_add(Duration::from_secs(1)).ok() });
    }
    let event = ParsedEvent { event, scope: scope.within(&timer.scope()) };
    let (delivery, starts) = raise_stored(runtime, spec.name, spec.event_id, event);
    match delivery {
        Delivery::Accepted => Ok(Fired::Queued(Queued { text, claimed, timer, starts })),
        Delivery::Dropped | Delivery::Full(_) | Delivery::Draining => {
            // Gives the claim back.
            store.swap(&key, Some(&claimed), Some(&text)).await?;
            Ok(Fired::Not { again: now.checked_add(RETRY).ok() })
        }
    }
}

/// A timer whose event waits for its handlers.
struct Queued {
    /// The timer as it was stored before it was claimed.
    text: String,
    claimed: String,
    timer: StoredTimer,
    starts: oneshot::Receiver<()>,
}

impl Queued {
    /// Removes the timer from the store when the handlers start. If they never do, because the bot stops or the event is dropped, the timer
    /// is released.
    async fn settle(mut self, runtime: &Arc<Runtime>, id: TimerId, room: Room) {
        loop {
            tokio::select! {
                biased;
                started = &mut self.starts => {
                    return match started {
                        Ok(()) => remove(runtime, &id).await,
                        Err(_) => self.give_back(runtime, id, room).await,
                    };
                }
                () = tokio::time::sleep(CLAIM / 2) => self.renew(runtime, &id).await,
            }
        }
    }

    /// Keeps the timer for this process while its event waits.
    async fn renew(&mut self, runtime: &Runtime, id: &TimerId) {
        let key = id.key();
        self.timer.claim(runtime.clock.now());
        let Ok(renewed) = timer_text(&self.timer, &key) else { return };
        match runtime.store.framework().swap(&key, Some(&self.claimed), Some(&renewed)).await {
            Ok(true) => self.claimed = renewed,
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(timer = %id, %error, "the claim of a scheduled event could not be renewed");
            }
        }
    }

    async fn give_back(self, runtime: &Arc<Runtime>, id: TimerId, room: Room) {
        let swapped = runtime.store.framework().swap(&id.key(), Some(&self.claimed), Some(&self.text)).await;
        if let Err(error) = swapped {
            tracing::warn!(timer = %id, %error, "a scheduled event that was not raised stays claimed for a while");
        }
        if let Ok(again) = runtime.clock.now().checked_add(RETRY) {
            runtime.timers.add(again, id, room);
            runtime.timers.wake(runtime.activity.begin());
        }
    }
}

/// Removes a timer whose event was raised.
async fn remove(runtime: &Runtime, id: &TimerId) {
    while let Err(error) = runtime.store.framework().remove(&id.key()).await {
        if runtime.is_draining() {
            tracing::error!(timer = %id, %error, "a scheduled event was raised but not removed; the next start raises it again");
            return;
        }
        tracing::warn!(timer = %id, %error, "a scheduled event was raised but not removed; it is tried again");
        tokio::select! {
            () = tokio::time::sleep(RETRY) => {}
            () = runtime.draining.cancelled() => {}
        }
    }
}

fn timer_text(timer: &StoredTimer, key: &str) -> Result<String, StoreError> {
    serde_json::to_string(timer).map_err(|source| StoreError::Serialize { key: key.to_owned(), source })
}

fn unknown(timer: &StoredTimer, id: &TimerId) {
    let event = timer.event.as_str();
    tracing::error!(timer = %id, event, "a scheduled event is unknown to this program and is kept in the store");
}

fn unreadable(id: &TimerId, error: &serde_json::Error) {
    // The position only: the text may be a user's.
    let (line, column) = (error.line(), error.column());
    tracing::error!(timer = %id, line, column, "a scheduled event cannot be read and is kept in the store");
}
