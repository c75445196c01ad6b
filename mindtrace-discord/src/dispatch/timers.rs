//! Raises events at the times that `ctx.schedule` was given. They are in the store, so they survive a restart.
//!
//! An event is removed from the store after its queue has accepted it. So a crash in between raises it again: at least once. While one
//! process raises it, the timer is claimed, so that another one that shares the store does not.

mod stored;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::mpsc::UnboundedReceiver;

use self::stored::StoredTimer;
use super::event::{Delivery, raise_parsed};
use crate::activity::Busy;
use crate::context::Context;
use crate::event::{HttpEventSpec, ParsedEvent, StoredEvent};
use crate::runtime::Runtime;
use crate::runtime::timers::{PREFIX, TimerId};
use crate::store::StoreError;

/// The time after which an event that could not be raised is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// Why an event cannot be scheduled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TimerError {
    /// Ten thousand events are scheduled already.
    #[error("10000 events are scheduled already")]
    Full,
    /// The time is further away than a clock can tell.
    #[error("the time is out of range")]
    OutOfRange,
    /// The registry of the bot does not have the event.
    #[error("the event `{0}` is not registered: add it with `Registry::stored_event`")]
    NotRegistered(&'static str),
    /// The event cannot be stored.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Context {
    /// Raises an event at a time; at once if the time has passed. The event survives restarts of the bot, and is raised late if the bot
    /// was not running at that time.
    ///
    /// Like an event that is [emitted](Self::emit), it has the scope of this context, unless it has a scope of its own. So a handler
    /// can answer in the channel in which the event was scheduled. At most ten thousand events wait at a time.
    ///
    /// An event is raised at least once: twice only if the process crashes in the moment between raising and removing it. If the
    /// type of a stored event was renamed or has other fields after an upgrade of the bot, an error is logged and the event is kept.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[derive(Event, serde::Serialize, serde::Deserialize)]
    /// #[event(name = "reminder", stored)]
    /// struct Reminder {
    ///     text: String,
    /// }
    ///
    /// /// Remind me of something, such as `!remind 2027-03-01T09:00Z water the plants`.
    /// #[command]
    /// async fn remind(ctx: &Context, when: Timestamp, #[arg(rest)] text: String) -> Result<&'static str> {
    ///     ctx.schedule(when, Reminder { text }).await?;
    ///     Ok("I will.")
    /// }
    ///
    /// #[on_event(Reminder)]
    /// async fn reminded(ctx: &Context, event: &Reminder) -> Result<()> {
    ///     ctx.say(format!("{}: {}", ctx.author().mention(), event.text)).await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`TimerError::Full`] if too many events wait, [`TimerError::OutOfRange`] for a time after the year 9999,
    /// [`TimerError::NotRegistered`] for an event that a registry filled by hand does not have, [`TimerError::Store`] if it cannot be stored.
    pub async fn schedule<E: StoredEvent + Serialize>(
        &self,
        when: serenity::model::Timestamp,
        event: E,
    ) -> Result<TimerId, TimerError> {
        let when = when.to_rfc3339().and_then(|when| when.parse().ok()).ok_or(TimerError::OutOfRange)?;
        let timer = self.timer(when, &event);
        self.start_timer(when, timer).await
    }

    /// Raises an event after a duration on the bot's clock, as [`schedule`](Self::schedule) does.
    ///
    /// # Errors
    ///
    /// Those of [`schedule`](Self::schedule).
    pub async fn schedule_after<E: StoredEvent + Serialize>(
        &self,
        duration: Duration,
        event: E,
    ) -> Result<TimerId, TimerError> {
        let when = self.runtime().clock.now().checked_add(duration).map_err(|_| TimerError::OutOfRange)?;
        let timer = self.timer(when, &event);
        self.start_timer(when, timer).await
    }

    /// Cancels an event that was scheduled. Returns whether it was still to be raised.
    ///
    /// # Errors
    ///
    /// A [`StoreError`] if it cannot be removed from the store.
    pub async fn cancel_scheduled(&self, id: &TimerId) -> Result<bool, StoreError> {
        let runtime = self.runtime();
        let was_waiting = match runtime.store.framework().remove(&id.key()).await {
            // A text that a user typed; no timer has such an id.
            Err(StoreError::InvalidKey(_)) => false,
            removed => removed?,
        };
        runtime.timers.remove(id);
        Ok(was_waiting)
    }

    /// Returns the JSON of a timer.
    fn timer<E: StoredEvent + Serialize>(&self, due: Timestamp, event: &E) -> Result<String, TimerError> {
        let HttpEventSpec { name, event_id, .. } = E::SPEC.0;
        let registered = self.runtime().registry.stored_event_called(name);
        if registered.is_none_or(|registered| registered.event_id != event_id) {
            return Err(TimerError::NotRegistered(name));
        }
        let text = serde_json::to_value(event)
            .map(|data| StoredTimer::new(name, due, &event.scope().within(&self.scope()), data))
            .and_then(|timer| serde_json::to_string(&timer));
        Ok(text.map_err(|source| StoreError::Serialize { key: name.to_owned(), source })?)
    }

    async fn start_timer(
        &self,
        due: Timestamp,
        timer: Result<String, TimerError>,
    ) -> Result<TimerId, TimerError> {
        let (timer, runtime) = (timer?, Arc::clone(self.runtime()));
        let room = runtime.timers.reserve().ok_or(TimerError::Full)?;
        let id = TimerId::new();
        let (spawning, stored) = (Arc::clone(&runtime), id.clone());
        let busy = runtime.activity.begin();
        // A task of its own: a caller whose time is over must not leave an event in the store that nothing waits for.
        let storing = spawning.spawn_tracked(async move {
            runtime.store.framework().put_text(&stored.key(), Some(&timer)).await?;
            runtime.timers.add(due, stored, Some(room));
            runtime.timers.wake(busy);
            Ok::<(), StoreError>(())
        });
        storing.await.unwrap_or_else(|error| Err(StoreError::Unavailable(error.into())))?;
        Ok(id)
    }
}

/// Consumes the timers that earlier processes stored.
pub(crate) async fn load(runtime: &Runtime) -> Result<(), StoreError> {
    for (key, text) in runtime.store.framework().entries(PREFIX).await? {
        let Some(id) = TimerId::of_key(&key) else { continue };
        match serde_json::from_str::<StoredTimer>(&text) {
            Ok(timer) if runtime.registry.stored_event_called(&timer.event).is_some() => {
                runtime.timers.add(timer.due(), id, runtime.timers.reserve());
            }
            Ok(timer) => unknown(&timer, &id),
            Err(error) => unreadable(&id, &error),
        }
    }
    Ok(())
}

/// Starts to raise events; the task ends when the bot starts to shut down.
pub(crate) fn start(runtime: &Arc<Runtime>) {
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
            if let Some(again) = fire(&runtime, &id).await {
                runtime.timers.add(again, id, room);
            }
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

/// Raises the event of a timer. Returns when to try again if it was not raised.
async fn fire(runtime: &Arc<Runtime>, id: &TimerId) -> Option<Timestamp> {
    let now = runtime.clock.now();
    match claim_and_raise(runtime, id, now).await {
        Ok(again) => again,
        Err(error) => {
            tracing::warn!(timer = %id, %error, "a scheduled event could not be raised and is tried again");
            now.checked_add(RETRY).ok()
        }
    }
}

async fn claim_and_raise(
    runtime: &Arc<Runtime>,
    id: &TimerId,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let (store, key) = (runtime.store.framework(), id.key());
    // Without it, the timer was cancelled, or another process has raised the event.
    let Some(text) = store.text(&key).await? else { return Ok(None) };
    let mut timer: StoredTimer = match serde_json::from_str(&text) {
        Ok(timer) => timer,
        Err(error) => {
            unreadable(id, &error);
            return Ok(None);
        }
    };
    if let Some(until) = timer.claimed(now) {
        return Ok(Some(until));
    }
    let Some(spec) = runtime.registry.stored_event_called(&timer.event) else {
        unknown(&timer, id);
        return Ok(None);
    };
    let ParsedEvent { event, scope } = match (spec.parse)(timer.data.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            // The path only: the data may be a user's.
            let (event, path) = (spec.name, error.path().to_string());
            tracing::error!(timer = %id, event, path, "a scheduled event has other fields than its type and is kept in the store");
            return Ok(None);
        }
    };
    timer.claim(now);
    let claimed = serde_json::to_string(&timer);
    let claimed = claimed.map_err(|source| StoreError::Serialize { key: key.clone(), source })?;
    if !store.swap(&key, Some(&text), Some(&claimed)).await? {
        // It was cancelled or claimed by another process just now.
        return Ok(Some(now));
    }
    let event = ParsedEvent { event, scope: scope.within(&timer.scope()) };
    match raise_parsed(runtime, spec.name, spec.event_id, event) {
        Delivery::Accepted => {
            if let Err(error) = store.remove(&key).await {
                tracing::error!(timer = %id, %error, "a scheduled event was raised but not removed; the next start raises it again");
            }
            Ok(None)
        }
        Delivery::Dropped | Delivery::Full(_) | Delivery::Draining => {
            // Gives the claim back.
            store.swap(&key, Some(&claimed), Some(&text)).await?;
            Ok(now.checked_add(RETRY).ok())
        }
    }
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
