//! The clock of a sandbox: it runs or is stopped, and a test moves it.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;
use tokio::time::Instant;

/// The most by which the monotonic clock is moved, ten thousand years; far beyond, instants overflow.
const FURTHEST: Duration = Duration::from_hours(10_000 * 366 * 24);

/// The clock of the emulator and of the bot on it: of ids and timestamps, schedules, cooldowns and waits.
///
/// ```
/// use std::time::Duration;
///
/// use mindtrace_discord_sandbox::Clock;
///
/// let clock = Clock::new("2026-11-30T10:00:00Z".parse().ok());
/// let begin = clock.instant();
/// clock.jump(Duration::from_mins(1));
/// assert_eq!(clock.now().to_string(), "2026-11-30T10:01:00Z");
/// clock.set_back(Duration::from_mins(2));
/// assert_eq!(clock.now().to_string(), "2026-11-30T09:59:00Z");
/// // No task sleeps until then.
/// assert_eq!(clock.step(Duration::from_mins(3)), (Duration::from_mins(3), false));
/// assert_eq!(clock.now().to_string(), "2026-11-30T10:02:00Z");
/// // The monotonic clock was not set back.
/// assert_eq!(clock.instant() - begin, Duration::from_mins(4));
/// ```
pub struct Clock {
    state: Mutex<State>,
    /// Notified when an earlier task may be the next to wake.
    changed: Notify,
}

struct State {
    /// The time at which the clock is stopped, and the instant that it corresponds to; `None` if it runs.
    stopped: Option<(Timestamp, Instant)>,
    /// By how much the time of day was moved.
    moved: SignedDuration,
    /// By how much the monotonic clock was moved, which is never set back.
    advanced: Duration,
    /// The sleeping tasks, in the order of registration.
    sleepers: Vec<(Due, Box<dyn Sleeper>)>,
}

/// When a task wakes.
///
/// ```
/// use std::time::Duration;
///
/// use mindtrace_discord_sandbox::{Clock, Due, Sleeper};
///
/// struct Breakfast;
///
/// impl Sleeper for Breakfast {
///     fn is_gone(&self) -> bool {
///         false
///     }
///
///     fn wake(self: Box<Self>) -> bool {
///         true
///     }
/// }
///
/// let clock = Clock::new("2026-11-30T07:00:00Z".parse().ok());
/// clock.wake(Due::At("2026-11-30T07:30:00Z".parse().unwrap()), Box::new(Breakfast));
/// assert_eq!(clock.step(Duration::from_hours(1)), (Duration::from_mins(30), true));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Due {
    /// At a time of day.
    At(Timestamp),
    /// At an instant of the monotonic clock, whatever happens to the time of day.
    After(Instant),
}

/// A task that sleeps until the clock shows a certain time.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use std::time::Duration;
///
/// use mindtrace_discord_sandbox::{Clock, Due, Sleeper};
///
/// struct Alarm(Arc<AtomicBool>);
///
/// impl Sleeper for Alarm {
///     fn is_gone(&self) -> bool {
///         false
///     }
///
///     fn wake(self: Box<Self>) -> bool {
///         self.0.store(true, Ordering::Relaxed);
///         true
///     }
/// }
///
/// let (clock, rang) = (Clock::new("2026-11-30T10:00:00Z".parse().ok()), Arc::new(AtomicBool::new(false)));
/// clock.wake(Due::After(clock.instant() + Duration::from_secs(5)), Box::new(Alarm(rang.clone())));
/// assert_eq!(clock.step(Duration::from_mins(1)), (Duration::from_secs(5), true));
/// assert!(rang.load(Ordering::Relaxed));
/// ```
pub trait Sleeper: Send {
    /// Returns whether the task has ended and need not be woken.
    fn is_gone(&self) -> bool;

    /// Wakes the task; returns whether it was still waiting.
    fn wake(self: Box<Self>) -> bool;
}

impl Clock {
    /// Creates a clock that is stopped at a time; without one, it shows the time of this machine.
    pub fn new(stopped: Option<Timestamp>) -> Self {
        let stopped = stopped.map(|now| (now, Instant::now()));
        let (moved, advanced) = (SignedDuration::ZERO, Duration::ZERO);
        Self {
            state: Mutex::new(State { stopped, moved, advanced, sleepers: Vec::new() }),
            changed: Notify::new(),
        }
    }

    /// Returns the time shown.
    pub fn now(&self) -> Timestamp {
        self.state().now()
    }

    /// Returns the time shown, in Unix milliseconds.
    pub(crate) fn unix_ms(&self) -> u64 {
        u64::try_from(self.now().as_millisecond()).unwrap_or_default()
    }

    /// Returns the time of the monotonic clock.
    pub fn instant(&self) -> Instant {
        self.state().instant()
    }

    /// Wakes `sleeper` when it is due, which may be at once.
    pub fn wake(&self, due: Due, sleeper: Box<dyn Sleeper>) {
        let mut state = self.state();
        if state.is_due(due) {
            sleeper.wake();
        } else {
            state.sleepers.push((due, sleeper));
            self.changed.notify_one();
        }
    }

    /// Moves the clock to the time at which the next task is due, but at most by `most`, and wakes the tasks that are due. Returns by
    /// how much it was moved, and whether any task was woken.
    pub fn step(&self, most: Duration) -> (Duration, bool) {
        let mut state = self.state();
        let by = state.next().map_or(most, |left| left.min(most));
        state.advance(by);
        self.changed.notify_one();
        (by, state.wake())
    }

    /// Moves the clock in one step, like that of a machine that was suspended, and wakes the tasks that are due.
    pub fn jump(&self, by: Duration) {
        let mut state = self.state();
        state.advance(by);
        state.wake();
        self.changed.notify_one();
    }

    /// Sets the time of day back, as a time server may. The monotonic clock goes on.
    pub fn set_back(&self, by: Duration) {
        let mut state = self.state();
        state.moved = state.moved.saturating_sub(signed(by));
        self.changed.notify_one();
    }

    /// Wakes the tasks of a running clock when they are due, for ever.
    pub(crate) async fn run(&self) {
        loop {
            let left = {
                let mut state = self.state();
                state.wake();
                // A stopped clock moves only on request.
                state.next().filter(|_| state.stopped.is_none())
            };
            // A machine that is suspended does not count the time of a sleep.
            let sleep = tokio::time::sleep(left.unwrap_or(Duration::MAX).min(Duration::from_secs(30)));
            tokio::select! {
                () = sleep, if left.is_some() => {}
                () = self.changed.notified() => {}
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that holds the lock can panic halfway through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn now(&self) -> Timestamp {
        let now = self.stopped.map_or_else(Timestamp::now, |(now, _)| now);
        now.saturating_add(self.moved).unwrap_or(Timestamp::MAX)
    }

    fn instant(&self) -> Instant {
        self.stopped.map_or_else(Instant::now, |(_, instant)| instant) + self.advanced
    }

    /// Returns the time until a task is due, which is negative afterwards.
    fn left(&self, due: Due) -> SignedDuration {
        match due {
            Due::At(time) => time.duration_since(self.now()),
            Due::After(instant) => {
                let now = self.instant();
                let left = signed(instant.saturating_duration_since(now));
                if left.is_zero() { -signed(now.saturating_duration_since(instant)) } else { left }
            }
        }
    }

    fn is_due(&self, due: Due) -> bool {
        !self.left(due).is_positive()
    }

    /// Returns the time until the next task is due.
    fn next(&self) -> Option<Duration> {
        let waiting = self.sleepers.iter().filter(|(_, sleeper)| !sleeper.is_gone());
        let next = waiting.map(|(due, _)| self.left(*due)).min()?;
        Some(Duration::try_from(next).unwrap_or_default())
    }

    fn advance(&mut self, by: Duration) {
        self.moved = self.moved.saturating_add(signed(by));
        self.advanced = self.advanced.saturating_add(by).min(FURTHEST);
    }

    fn wake(&mut self) -> bool {
        self.sleepers.retain(|(_, sleeper)| !sleeper.is_gone());
        let sleepers = std::mem::take(&mut self.sleepers);
        let (mut due, waiting): (Vec<_>, Vec<_>) =
            sleepers.into_iter().partition(|(due, _)| self.is_due(*due));
        self.sleepers = waiting;
        due.sort_by_key(|(due, _)| self.left(*due));
        due.into_iter().fold(false, |woke, (_, sleeper)| sleeper.wake() | woke)
    }
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_move_is_too_far() {
        let clock = Clock::new(None);
        for _ in 0..2 {
            clock.jump(Duration::MAX);
            assert_eq!(clock.now(), Timestamp::MAX);
            assert!(clock.instant() > Instant::now());
        }
        clock.set_back(Duration::MAX);
        assert!(clock.now() < Timestamp::MAX);
    }
}
