//! The methods of the context that schedule events and cancel them.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::stored::StoredTimer;
use crate::context::Context;
use crate::event::{HttpEventSpec, StoredEvent};
use crate::runtime::timers::TimerId;
use crate::store::StoreError;

/// Why an event cannot be scheduled.
///
/// ```no_run
/// use mindtrace_discord::TimerError;
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Event, serde::Serialize, serde::Deserialize)]
/// #[event(name = "alarm", stored)]
/// struct Alarm;
///
/// /// Set an alarm.
/// #[command]
/// async fn alarm(ctx: &Context, when: Timestamp) -> Result<&'static str> {
///     match ctx.schedule(when, Alarm).await {
///         Ok(_id) => Ok("I will call you."),
///         Err(TimerError::Full) => Ok("I have too many alarms to remember."),
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TimerError {
    /// Ten thousand events are scheduled already. Cancel some, or keep the times in the store and look at them with `#[every]`.
    #[error("10000 events are scheduled already")]
    Full,
    /// The time is further away than a clock can tell: choose one before the year 10000.
    #[error("the time is out of range")]
    OutOfRange,
    /// The registry of the bot does not have the event. Add it with [`Registry::stored_event`](crate::Registry::stored_event).
    #[error("the event `{0}` is not registered: add it with `Registry::stored_event`")]
    NotRegistered(&'static str),
    /// The event cannot be stored; the [`StoreError`] says what to do.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// # Events that are raised later
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
    /// [`TimerError::NotRegistered`] for an event that a registry filled by hand does not have, [`TimerError::Store`] if it cannot be
    /// stored.
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
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[derive(Event, serde::Serialize, serde::Deserialize)]
    /// #[event(name = "tea-is-ready", stored)]
    /// struct TeaIsReady;
    ///
    /// /// Make tea.
    /// #[command]
    /// async fn tea(ctx: &Context) -> Result<&'static str> {
    ///     ctx.schedule_after(Duration::from_mins(4), TeaIsReady).await?;
    ///     Ok("In four minutes.")
    /// }
    ///
    /// #[on_event(TeaIsReady)]
    /// async fn serve(ctx: &Context) -> Result<()> {
    ///     ctx.say(format!("{}, your tea!", ctx.author().mention())).await?;
    ///     Ok(())
    /// }
    /// ```
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

    /// Cancels an event that was scheduled. Returns whether it was still to be raised: `false` also means that its handlers are about to
    /// start.
    ///
    /// ```no_run
    /// use mindtrace_discord::TimerId;
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Cancel a reminder.
    /// #[command]
    /// async fn forget(ctx: &Context, id: String) -> Result<&'static str> {
    ///     let was_waiting = ctx.cancel_scheduled(&TimerId::from(id)).await?;
    ///     Ok(if was_waiting { "Cancelled." } else { "There is no such reminder." })
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// A [`StoreError`] if it cannot be removed from the store.
    pub async fn cancel_scheduled(&self, id: &TimerId) -> Result<bool, StoreError> {
        let runtime = self.runtime();
        let (store, key) = (runtime.store.framework(), id.key());
        let was_waiting = loop {
            // A text that a user typed may be no key at all; no timer has such an id.
            let Some(text) = store.text(&key).await? else { break false };
            let timer: Option<StoredTimer> = serde_json::from_str(&text).ok();
            if timer.is_some_and(|timer| timer.claimed(runtime.clock.now()).is_some()) {
                return Ok(false);
            }
            // It may be claimed in the meantime.
            if store.swap(&key, Some(&text), None).await? {
                break true;
            }
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
