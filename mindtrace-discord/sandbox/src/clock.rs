//! A clock that advances only when a test moves it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// A clock that advances only on request. The bots of a sandbox use it for schedules and cooldowns.
pub struct StoppedClock {
    state: Mutex<State>,
}

struct State {
    now: Timestamp,
    /// The initial time, and the instant of the monotonic clock that it corresponds to.
    start: (Timestamp, Instant),
    /// Sleeping tasks, by wake-up time and order of registration.
    sleepers: BTreeMap<(Timestamp, u64), Box<dyn Sleeper>>,
    count: u64,
}

/// A task that sleeps until the clock shows a certain time.
pub trait Sleeper: Send {
    /// Returns whether the task has ended and need not be woken.
    fn is_gone(&self) -> bool;

    /// Wakes the task; returns whether it was still waiting.
    fn wake(self: Box<Self>) -> bool;
}

impl StoppedClock {
    /// Creates a clock that shows `now`.
    pub fn new(now: Timestamp) -> Self {
        let start = (now, Instant::now());
        Self { state: Mutex::new(State { now, start, sleepers: BTreeMap::new(), count: 0 }) }
    }

    /// Returns the time shown.
    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    /// Returns the time shown as an instant of the monotonic clock.
    pub fn instant(&self) -> Instant {
        let state = self.state();
        let (start, instant) = state.start;
        instant + Duration::try_from(state.now.duration_since(start)).unwrap_or_default()
    }

    /// Wakes `sleeper` once the clock shows `time`, which may be at once.
    pub fn wake_at(&self, time: Timestamp, sleeper: Box<dyn Sleeper>) {
        let mut state = self.state();
        if state.now >= time {
            sleeper.wake();
        } else {
            state.count += 1;
            let key = (time, state.count);
            state.sleepers.insert(key, sleeper);
        }
    }

    /// Moves the clock to the time at which the next sleeper is due, or to `target` if none is due before it, and wakes the
    /// sleepers that are due. Returns whether any task was woken.
    pub fn step(&self, target: Timestamp) -> bool {
        let mut state = self.state();
        state.sleepers.retain(|_, sleeper| !sleeper.is_gone());
        let next = state.sleepers.keys().next().map(|(time, _)| *time).filter(|time| *time <= target);
        state.now = next.unwrap_or(target).max(state.now);
        state.wake()
    }

    /// Moves the clock to `target` in one jump, like the clock of a machine that was suspended, and wakes the sleepers that
    /// are due. Returns whether any task was woken.
    pub fn jump(&self, target: Timestamp) -> bool {
        let mut state = self.state();
        state.now = target.max(state.now);
        state.wake()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that holds the lock can panic halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wake(&mut self) -> bool {
        let mut woke = false;
        while let Some(due) = self.sleepers.first_entry().filter(|entry| entry.key().0 <= self.now) {
            woke |= due.remove().wake();
        }
        woke
    }
}

impl fmt::Debug for StoppedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoppedClock").field("now", &self.now()).finish_non_exhaustive()
    }
}
