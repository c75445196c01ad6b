//! Who may start a session when: Discord counts them.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::Instant;

/// Discord: one start in each of these in five seconds.
const PACE: Duration = Duration::from_secs(5);

/// Discord counts starts by the day.
const DAY: Duration = Duration::from_hours(24);

/// The starts of sessions, shared by all shards.
#[derive(Debug)]
pub(super) struct IdentifyQueue {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// When the next start may be, by `shard id % max_concurrency`.
    next: Vec<Instant>,
    /// Since when the starts are counted of which so many are left until `reset`.
    begin: Instant,
    remaining: u64,
    total: u64,
    reset: Instant,
}

impl IdentifyQueue {
    /// By what `GET /gateway/bot` says: starts left, of how many a day, until when, and how many side by side.
    pub(super) fn new(remaining: u64, total: u64, reset_after: Duration, max_concurrency: u64) -> Self {
        let now = Instant::now();
        let lanes = usize::try_from(max_concurrency.max(1)).unwrap_or(1);
        let (next, total, reset) = (vec![now; lanes], total.max(1), now + reset_after);
        let state = State { next, begin: now, remaining, total, reset };
        Self { state: Mutex::new(state) }
    }

    /// Waits until this shard may start a session.
    pub(super) async fn turn(&self, shard: u32) {
        let at = self.take(shard, Instant::now());
        if at.saturating_duration_since(Instant::now()) > PACE * 12 {
            tracing::error!(
                shard,
                "Discord lets this bot start no more sessions for now; it waits until it may again"
            );
        }
        tokio::time::sleep_until(at).await;
    }

    fn take(&self, shard: u32, now: Instant) -> Instant {
        // Nothing in here can panic halfway through a change.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = &mut *state;
        let lanes = u32::try_from(state.next.len()).unwrap_or(1);
        let index = usize::try_from(shard % lanes).unwrap_or_default();
        let Some(next) = state.next.get_mut(index) else { return now };
        if state.remaining == 0 || now >= state.reset {
            state.begin = state.reset.max(now);
            (state.remaining, state.reset) = (state.total, state.begin + DAY);
        }
        state.remaining -= 1;
        let at = (*next).max(now).max(state.begin);
        *next = at + PACE;
        at
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{DAY, IdentifyQueue, PACE};

    #[test]
    fn starts_are_five_seconds_apart_in_each_bucket() {
        let (queue, now) = (IdentifyQueue::new(10, 10, DAY, 2), Instant::now());
        let starts = [0, 1, 2, 3, 4].map(|shard| queue.take(shard, now));
        let (first, second) = (starts[0], starts[1]);
        assert!(first - now < PACE && second - now < PACE);
        assert_eq!([starts[2] - first, starts[3] - second, starts[4] - first], [PACE, PACE, PACE * 2]);
    }

    #[test]
    fn a_budget_that_is_used_up_comes_back_a_day_later() {
        let (queue, now) = (IdentifyQueue::new(1, 3, Duration::from_mins(1), 8), Instant::now());
        let after =
            |wait: u64| move |at: Instant| at + Duration::from_secs(1) > now + Duration::from_secs(wait);
        assert!(queue.take(0, now) < now + Duration::from_secs(1));
        // The next ones are those of the next day, whichever shard they are for.
        assert!([1, 2, 3].map(|shard| queue.take(shard, now)).into_iter().all(after(60)));
        assert!(after(60 + 86_400)(queue.take(4, now + Duration::from_secs(61))));
    }
}
