//! The clock of the bot: the system clock, or one that a test controls.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::activity::{Activity, Busy};

/// The longest single sleep. The system clock can be changed during a sleep, and a suspended machine does not count the time.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// The clock of schedules, cooldowns, custom ids and `ctx.now()`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    /// `None` is the system clock.
    manual: Option<Arc<dyn ManualClock>>,
}

/// A clock that a test controls.
#[cfg_attr(not(feature = "sandbox"), allow(dead_code))]
pub(crate) trait ManualClock: fmt::Debug + Send + Sync {
    /// Returns the current time.
    fn now(&self) -> Timestamp;

    /// Returns the current time on the monotonic clock.
    fn instant(&self) -> Instant;

    /// Wakes `sleeper` at `time`; at once if `time` has passed.
    fn wake_at(&self, time: Timestamp, sleeper: Sleeper);

    /// Wakes `sleeper` at an instant of the monotonic clock; at once if it has passed.
    fn wake_after(&self, instant: Instant, sleeper: Sleeper);
}

/// A task that sleeps until a [`ManualClock`] wakes it.
pub(crate) struct Sleeper {
    wake: oneshot::Sender<Busy>,
    activity: Activity,
}

impl Clock {
    /// Creates a clock that a test controls.
    #[cfg(feature = "sandbox")]
    pub(crate) fn manual(clock: Arc<dyn ManualClock>) -> Self {
        Self { manual: Some(clock) }
    }

    /// Returns the current time.
    pub(crate) fn now(&self) -> Timestamp {
        self.manual.as_ref().map_or_else(Timestamp::now, |clock| clock.now())
    }

    /// Returns the current time in the type of serenity's models.
    pub(crate) fn timestamp(&self) -> serenity::model::Timestamp {
        serenity::model::Timestamp::from_millis(self.now().as_millisecond()).unwrap_or_default()
    }

    /// Returns the current time on the monotonic clock.
    pub(crate) fn instant(&self) -> Instant {
        self.manual.as_ref().map_or_else(Instant::now, |clock| clock.instant())
    }

    /// Sleeps until `time`. The task is not counted as busy while it sleeps, and is counted again before it wakes.
    pub(crate) async fn sleep_until(&self, time: Timestamp, activity: &Activity, busy: Busy) -> Busy {
        let Some(woken) = self.register(activity, |clock, sleeper| clock.wake_at(time, sleeper)) else {
            drop(busy);
            while let Ok(left) = Duration::try_from(time.duration_since(Timestamp::now()))
                && !left.is_zero()
            {
                tokio::time::sleep(left.min(LONGEST_SLEEP)).await;
            }
            return activity.begin();
        };
        drop(busy);
        // The clock outlives every task that sleeps on it.
        woken.await.unwrap_or_else(|_| activity.begin())
    }

    /// Sleeps for `duration`.
    pub(crate) async fn sleep(&self, duration: Duration, activity: &Activity) -> Busy {
        let sleeps = |clock: &dyn ManualClock, sleeper| clock.wake_after(clock.instant() + duration, sleeper);
        match self.register(activity, sleeps) {
            Some(woken) => woken.await.unwrap_or_else(|_| activity.begin()),
            None => {
                tokio::time::sleep(duration).await;
                activity.begin()
            }
        }
    }

    /// Waits for `future`, but at most for `duration`; then it returns a guard that counts the task as busy.
    pub(crate) async fn timeout<T>(
        &self,
        duration: Duration,
        activity: &Activity,
        future: impl Future<Output = T>,
    ) -> Result<T, Busy> {
        tokio::select! {
            biased;
            value = future => Ok(value),
            busy = self.sleep(duration, activity) => Err(busy),
        }
    }

    /// Registers a sleeper and returns the receiver that resolves when it is woken; `None` for the system clock.
    fn register(
        &self,
        activity: &Activity,
        register: impl FnOnce(&dyn ManualClock, Sleeper),
    ) -> Option<oneshot::Receiver<Busy>> {
        let clock = self.manual.as_ref()?;
        let (wake, woken) = oneshot::channel();
        register(&**clock, Sleeper { wake, activity: activity.clone() });
        Some(woken)
    }
}

#[cfg_attr(not(feature = "sandbox"), allow(dead_code))]
impl Sleeper {
    /// Returns whether the task has ended.
    pub(crate) fn is_gone(&self) -> bool {
        self.wake.is_closed()
    }

    /// Wakes the task and returns whether it still existed. The task counts as busy before it runs, so a test never sees the bot as idle
    /// in between.
    pub(crate) fn wake(self) -> bool {
        self.wake.send(self.activity.begin()).is_ok()
    }
}
