//! The clock that schedules go by: the machine's, or one that a test moves.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::bot::{Busy, Work};

/// How long is slept at most at a time: somebody may set the machine's clock, and a machine that slept itself does not count that time.
const SLICE: Duration = Duration::from_secs(30);

/// The clock that schedules and cooldowns go by.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// What it shows, if it shows what a test says.
    stopped: Option<Mutex<Stopped>>,
}

#[derive(Debug)]
struct Stopped {
    now: Timestamp,
    /// What it showed at first, and the machine's own count then.
    start: (Timestamp, Instant),
    /// Whoever sleeps, by when they want to be woken and in the order in which they lay down.
    sleepers: BTreeMap<(Timestamp, u64), oneshot::Sender<Busy>>,
    count: u64,
}

impl Clock {
    /// A clock that shows `now` until it is told to show something else.
    #[cfg(feature = "sandbox")]
    pub(crate) fn stopped_at(now: Timestamp) -> Self {
        let start = (now, Instant::now());
        Self { stopped: Some(Mutex::new(Stopped { now, start, sleepers: BTreeMap::new(), count: 0 })) }
    }

    /// What it shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.stopped().map_or_else(Timestamp::now, |stopped| stopped.now)
    }

    /// The same as a count that nobody sets back.
    pub(crate) fn instant(&self) -> Instant {
        self.stopped().map_or_else(Instant::now, |stopped| {
            let (start, instant) = stopped.start;
            instant + Duration::try_from(stopped.now.duration_since(start)).unwrap_or_default()
        })
    }

    /// Sleeps until it shows `time`. Whoever is busy until then gives that up, and is busy again when woken.
    pub(crate) async fn sleep_until(&self, time: Timestamp, work: &Work, busy: Busy) -> Busy {
        let Some(woken) = self.lie_down(time, work) else {
            drop(busy);
            while let Ok(left) = Duration::try_from(time.duration_since(Timestamp::now()))
                && !left.is_zero()
            {
                tokio::time::sleep(left.min(SLICE)).await;
            }
            return work.begin();
        };
        drop(busy);
        // The clock outlives everybody who sleeps by it.
        woken.await.unwrap_or_else(|_| work.begin())
    }

    /// Sleeps so long.
    pub(crate) async fn sleep(&self, duration: Duration, work: &Work) -> Busy {
        let until = self.now().checked_add(duration).unwrap_or(Timestamp::MAX);
        match self.lie_down(until, work) {
            Some(woken) => woken.await.unwrap_or_else(|_| work.begin()),
            None => {
                tokio::time::sleep(duration).await;
                work.begin()
            }
        }
    }

    /// Whoever waits for the other end is woken at `time`; `None` when the clock runs by itself.
    fn lie_down(&self, time: Timestamp, work: &Work) -> Option<oneshot::Receiver<Busy>> {
        let mut stopped = self.stopped()?;
        let (wake, woken) = oneshot::channel();
        if stopped.now >= time {
            // The other end is right here.
            let _ = wake.send(work.begin());
        } else {
            stopped.count += 1;
            let key = (time, stopped.count);
            stopped.sleepers.insert(key, wake);
        }
        Some(woken)
    }

    /// Shows the time at which the next one wants to be woken, if that is no later than `target`, else `target`; wakes who is to
    /// be woken. Says whether somebody was, or `None` when the clock runs by itself.
    #[cfg(feature = "sandbox")]
    pub(crate) fn step(&self, target: Timestamp, work: &Work) -> Option<bool> {
        let mut stopped = self.stopped()?;
        stopped.sleepers.retain(|_, sleeper| !sleeper.is_closed());
        let next = stopped.sleepers.keys().next().map(|(time, _)| *time).filter(|time| *time <= target);
        stopped.now = next.unwrap_or(target).max(stopped.now);
        Some(stopped.wake(work))
    }

    /// Shows `target` at once, as a clock does whose machine slept, and wakes who is to be woken.
    #[cfg(feature = "sandbox")]
    pub(crate) fn jump(&self, target: Timestamp, work: &Work) -> Option<bool> {
        let mut stopped = self.stopped()?;
        stopped.now = target.max(stopped.now);
        Some(stopped.wake(work))
    }

    fn stopped(&self) -> Option<MutexGuard<'_, Stopped>> {
        // Nothing in here can panic halfway through a change.
        Some(self.stopped.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(feature = "sandbox")]
impl Stopped {
    /// Each is busy before it knows, so that nobody takes the bot to be done.
    fn wake(&mut self, work: &Work) -> bool {
        let mut woke = false;
        while let Some(sleeper) = self.sleepers.first_entry().filter(|entry| entry.key().0 <= self.now) {
            woke |= sleeper.remove().send(work.begin()).is_ok();
        }
        woke
    }
}
