//! A clock that stands still until a test moves it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// A clock that shows one time until it is moved. The bots of a sandbox schedule and count cooldowns by it.
pub struct StoppedClock {
    state: Mutex<State>,
}

struct State {
    now: Timestamp,
    /// The first time shown, and the monotonic clock at that moment.
    start: (Timestamp, Instant),
    /// Tasks that sleep, by the time they are woken at and the order in which they fell asleep.
    sleepers: BTreeMap<(Timestamp, u64), Box<dyn Sleeper>>,
    count: u64,
}

/// A task that sleeps until the clock shows a certain time.
pub trait Sleeper: Send {
    /// Whether the task has ended and needs no waking.
    fn is_gone(&self) -> bool;

    /// Wakes the task, and returns whether it was still there.
    fn wake(self: Box<Self>) -> bool;
}

impl StoppedClock {
    /// A clock that shows `now`.
    pub fn new(now: Timestamp) -> Self {
        let start = (now, Instant::now());
        Self { state: Mutex::new(State { now, start, sleepers: BTreeMap::new(), count: 0 }) }
    }

    /// The time shown.
    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    /// The same time on the monotonic clock.
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

    /// Moves the clock to the time at which the next sleeper is due, or to `target` if none is due before it, and wakes what is
    /// due. Returns whether anything was woken.
    pub fn step(&self, target: Timestamp) -> bool {
        let mut state = self.state();
        state.sleepers.retain(|_, sleeper| !sleeper.is_gone());
        let next = state.sleepers.keys().next().map(|(time, _)| *time).filter(|time| *time <= target);
        state.now = next.unwrap_or(target).max(state.now);
        state.wake()
    }

    /// Moves the clock to `target` in one jump, as the clock of a machine that was suspended, and wakes what is due.
    /// Returns whether anything was woken.
    pub fn jump(&self, target: Timestamp) -> bool {
        let mut state = self.state();
        state.now = target.max(state.now);
        state.wake()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here can panic halfway through a change.
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
