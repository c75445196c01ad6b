//! The clock that schedules go by: the machine's, or one that a test moves.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::activity::{Activity, Busy};

/// The longest single sleep: the machine's clock can be set meanwhile, and a suspended machine does not count the time.
const SLICE: Duration = Duration::from_secs(30);

/// The clock that schedules and cooldowns go by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    /// `None` is the machine's own.
    manual: Option<Arc<dyn ManualClock>>,
}

/// A clock that a test moves.
#[cfg_attr(not(feature = "sandbox"), allow(dead_code))]
pub(crate) trait ManualClock: fmt::Debug + Send + Sync {
    /// The time shown.
    fn now(&self) -> Timestamp;

    /// The same time on the monotonic clock.
    fn instant(&self) -> Instant;

    /// Wakes `sleeper` once `time` is shown, which may be at once.
    fn wake_at(&self, time: Timestamp, sleeper: Sleeper);
}

/// A task that sleeps by a [`ManualClock`].
pub(crate) struct Sleeper {
    wake: oneshot::Sender<Busy>,
    activity: Activity,
}

impl Clock {
    /// A clock that shows what a test says.
    #[cfg(feature = "sandbox")]
    pub(crate) fn manual(clock: Arc<dyn ManualClock>) -> Self {
        Self { manual: Some(clock) }
    }

    /// The time shown.
    pub(crate) fn now(&self) -> Timestamp {
        self.manual.as_ref().map_or_else(Timestamp::now, |clock| clock.now())
    }

    /// The same time on the monotonic clock.
    pub(crate) fn instant(&self) -> Instant {
        self.manual.as_ref().map_or_else(Instant::now, |clock| clock.instant())
    }

    /// Sleeps until `time` is shown. The task is not counted as busy meanwhile, and counted again before it is woken.
    pub(crate) async fn sleep_until(&self, time: Timestamp, activity: &Activity, busy: Busy) -> Busy {
        let Some(woken) = self.fall_asleep(time, activity) else {
            drop(busy);
            while let Ok(left) = Duration::try_from(time.duration_since(Timestamp::now()))
                && !left.is_zero()
            {
                tokio::time::sleep(left.min(SLICE)).await;
            }
            return activity.begin();
        };
        drop(busy);
        // The clock outlives every task that sleeps by it.
        woken.await.unwrap_or_else(|_| activity.begin())
    }

    /// Sleeps for `duration`.
    pub(crate) async fn sleep(&self, duration: Duration, activity: &Activity) -> Busy {
        let until = self.now().checked_add(duration).unwrap_or(Timestamp::MAX);
        match self.fall_asleep(until, activity) {
            Some(woken) => woken.await.unwrap_or_else(|_| activity.begin()),
            None => {
                tokio::time::sleep(duration).await;
                activity.begin()
            }
        }
    }

    /// The receiver is told at `time`; `None` when the clock runs by itself.
    fn fall_asleep(&self, time: Timestamp, activity: &Activity) -> Option<oneshot::Receiver<Busy>> {
        let clock = self.manual.as_ref()?;
        let (wake, woken) = oneshot::channel();
        clock.wake_at(time, Sleeper { wake, activity: activity.clone() });
        Some(woken)
    }
}

#[cfg_attr(not(feature = "sandbox"), allow(dead_code))]
impl Sleeper {
    /// Whether the task has ended and needs no waking.
    pub(crate) fn is_gone(&self) -> bool {
        self.wake.is_closed()
    }

    /// Wakes the task, and returns whether it was still there. The task counts as busy before it runs, so that a test never takes the
    /// bot to be idle in between.
    pub(crate) fn wake(self) -> bool {
        self.wake.send(self.activity.begin()).is_ok()
    }
}
