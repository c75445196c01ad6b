//! The timers that wait in this process: when each is due. Their events are in the store.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::activity::Busy;
use crate::random;

/// The most timers that wait.
pub(crate) const MAX_TIMERS: usize = 10_000;

/// The beginning of the keys of timers in the store.
pub(crate) const PREFIX: &str = "timer.";

/// The id of an event that [`Context::schedule`](crate::Context::schedule) raises later.
///
/// It is a text of letters and digits, and stays the same across restarts. [`Display`](fmt::Display) and serde write it; a text is turned
/// back into an id by [`From`].
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::TimerId;
///
/// /// A reminder is due.
/// #[derive(Event, serde::Serialize, serde::Deserialize)]
/// #[event(name = "reminder", stored)]
/// struct Reminder {
///     text: String,
/// }
///
/// /// Be reminded, and change your mind.
/// #[command]
/// async fn remind(ctx: &Context) -> Result<String> {
///     let id = ctx.schedule_after(Duration::from_hours(1), Reminder { text: "tea".to_owned() }).await?;
///     let stored = id.to_string();
///     let cancelled = ctx.cancel_scheduled(&TimerId::from(stored)).await?;
///     Ok(format!("cancelled: {cancelled}"))
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<remind>().stored_event::<Reminder>())
/// # }
/// # #[cfg(not(feature = "sandbox"))]
/// # fn main() {}
/// # #[cfg(feature = "sandbox")]
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// assert_eq!(sandbox.member("alice").await?.says("!remind").await?.content, "cancelled: true");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimerId(String);

impl TimerId {
    pub(crate) fn new() -> Self {
        Self(random::name())
    }

    /// Returns the key of the timer in the store.
    pub(crate) fn key(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }

    /// Returns the id of the timer with a key.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        key.strip_prefix(PREFIX).map(Self::from)
    }
}

impl From<&str> for TimerId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for TimerId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for TimerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The room of one timer among [`MAX_TIMERS`]. A timer that was stored by an earlier process may have none.
pub(crate) type Room = Option<OwnedSemaphorePermit>;

/// The timers that wait.
pub(crate) struct Timers {
    waiting: Mutex<BTreeMap<(Timestamp, TimerId), Room>>,
    room: Arc<Semaphore>,
    /// Wakes the task that raises the events. It counts as busy from here on.
    wake: UnboundedSender<Busy>,
    wakes: Mutex<Option<UnboundedReceiver<Busy>>>,
}

impl Timers {
    /// Takes the room for one more timer; `None` if too many wait.
    pub(crate) fn reserve(&self) -> Room {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// Adds a timer.
    pub(crate) fn add(&self, due: Timestamp, id: TimerId, room: Room) {
        self.waiting().insert((due, id), room);
    }

    /// Returns whether a timer waits for this time.
    pub(crate) fn is_waiting(&self, due: Timestamp, id: &TimerId) -> bool {
        self.waiting().contains_key(&(due, id.clone()))
    }

    /// Wakes the task that raises the events, because a timer was added.
    pub(crate) fn wake(&self, busy: Busy) {
        // Without the task, such as in a call from the command line, the timer waits for the next start.
        let _ = self.wake.send(busy);
    }

    /// Returns what wakes the task that raises the events. There is one such task.
    pub(crate) fn wakes(&self) -> Option<UnboundedReceiver<Busy>> {
        self.wakes.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Returns when the first timer is due.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.waiting().first_key_value().map(|((due, _), _)| *due)
    }

    /// Removes the first timer and returns it, if it is due.
    pub(crate) fn take_due(&self, now: Timestamp) -> Option<(TimerId, Room)> {
        let mut waiting = self.waiting();
        let first = waiting.first_entry().filter(|first| first.key().0 <= now)?;
        let ((_, id), room) = first.remove_entry();
        Some((id, room))
    }

    /// Removes a timer.
    pub(crate) fn remove(&self, id: &TimerId) {
        self.waiting().retain(|(_, waiting), _| waiting != id);
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<(Timestamp, TimerId), Room>> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Timers {
    fn default() -> Self {
        let (wake, wakes) = mpsc::unbounded_channel();
        let room = Arc::new(Semaphore::new(MAX_TIMERS));
        Self { waiting: Mutex::default(), room, wake, wakes: Mutex::new(Some(wakes)) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{MAX_TIMERS, TimerId, Timers};

    #[test]
    fn timers_are_due_in_order_and_their_number_is_limited() {
        let timers = Timers::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        for second in [30, 10, 20] {
            timers.add(at(second), TimerId::from(format!("t{second}")), timers.reserve());
        }
        assert_eq!(timers.next(), Some(at(10)));
        assert!(timers.take_due(at(9)).is_none());
        timers.remove(&TimerId::from("t20"));
        let due: Vec<String> =
            std::iter::from_fn(|| timers.take_due(at(30))).map(|(id, _)| id.to_string()).collect();
        assert_eq!(due, ["t10", "t30"]);
        let reserved: Vec<_> = (0..MAX_TIMERS).map(|_| timers.reserve().unwrap()).collect();
        assert!(timers.reserve().is_none());
        drop(reserved);
        assert!(timers.reserve().is_some());
    }

    #[test]
    fn an_id_is_found_in_its_key() {
        let id = TimerId::new();
        assert_eq!(TimerId::of_key(&id.key()), Some(id.clone()));
        assert_eq!(TimerId::from(id.to_string()), id);
        assert_eq!(TimerId::of_key("prefix.1"), None);
    }
}
