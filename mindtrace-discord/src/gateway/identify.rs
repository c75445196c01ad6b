//! Rate-limits IDENTIFY: one per bucket every five seconds, and a daily budget.

#[cfg(feature = "redis")]
mod shared;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::Instant;

#[cfg(feature = "redis")]
pub(super) use self::shared::SharedIdentifies;

/// Discord: the least time between two sessions started in one bucket.
const INTERVAL: Duration = Duration::from_secs(5);

/// Discord: the period of the budget.
const DAY: Duration = Duration::from_hours(24);

/// The queue for IDENTIFY, shared by all shards.
pub(super) struct IdentifyQueue {
    state: Mutex<State>,
    /// The queue of all processes.
    #[cfg(feature = "redis")]
    shared: Option<SharedIdentifies>,
}

#[derive(Debug)]
struct State {
    /// When the next IDENTIFY of each bucket may be sent; the bucket is `shard id % max_concurrency`.
    next: Vec<Instant>,
    /// The start of the period that ends at `reset`, for which `remaining` is the budget.
    begin: Instant,
    remaining: u64,
    total: u64,
    reset: Instant,
}

impl IdentifyQueue {
    /// Creates a queue from the `session_start_limit` of `GET /gateway/bot`.
    pub(super) fn new(remaining: u64, total: u64, reset_after: Duration, max_concurrency: u64) -> Self {
        let now = Instant::now();
        let buckets = usize::try_from(max_concurrency.max(1)).unwrap_or(1);
        let (next, total, reset) = (vec![now; buckets], total.max(1), now + reset_after);
        let state = State { next, begin: now, remaining, total, reset };
        Self {
            state: Mutex::new(state),
            #[cfg(feature = "redis")]
            shared: None,
        }
    }

    /// Shares the queue with other processes.
    #[cfg(feature = "redis")]
    pub(super) fn share(&mut self, shared: SharedIdentifies) {
        self.shared = Some(shared);
    }

    /// Waits until this shard may send IDENTIFY. While Redis does not answer, each process counts for itself.
    pub(super) async fn wait(&self, shard: u32) {
        #[cfg(feature = "redis")]
        if let Some(shared) = &self.shared
            && shared.wait(shard).await
        {
            // Counted here as well, for the time in which Redis does not answer.
            self.take(shard, Instant::now());
            return;
        }
        let at = self.take(shard, Instant::now());
        if at.saturating_duration_since(Instant::now()) > INTERVAL * 12 {
            tracing::error!(
                shard,
                "Discord's daily limit of gateway sessions is reached; the shard waits until it is reset"
            );
        }
        tokio::time::sleep_until(at).await;
    }

    fn take(&self, shard: u32, now: Instant) -> Instant {
        // Nothing in here can panic halfway through a change.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = &mut *state;
        let buckets = u32::try_from(state.next.len()).unwrap_or(1);
        let index = usize::try_from(shard % buckets).unwrap_or_default();
        let Some(next) = state.next.get_mut(index) else { return now };
        if state.remaining == 0 || now >= state.reset {
            state.begin = state.reset.max(now);
            (state.remaining, state.reset) = (state.total, state.begin + DAY);
        }
        state.remaining -= 1;
        let at = (*next).max(now).max(state.begin);
        *next = at + INTERVAL;
        at
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{DAY, INTERVAL, IdentifyQueue};

    #[test]
    fn identifies_are_five_seconds_apart_in_each_bucket() {
        let (queue, now) = (IdentifyQueue::new(10, 10, DAY, 2), Instant::now());
        let starts = [0, 1, 2, 3, 4].map(|shard| queue.take(shard, now));
        let (first, second) = (starts[0], starts[1]);
        assert!(first - now < INTERVAL && second - now < INTERVAL);
        assert_eq!(
            [starts[2] - first, starts[3] - second, starts[4] - first],
            [INTERVAL, INTERVAL, INTERVAL * 2]
        );
    }

    #[test]
    fn a_used_up_budget_is_restored_a_day_later() {
        let (queue, now) = (IdentifyQueue::new(1, 3, Duration::from_mins(1), 8), Instant::now());
        let after =
            |wait: u64| move |at: Instant| at + Duration::from_secs(1) > now + Duration::from_secs(wait);
        assert!(queue.take(0, now) < now + Duration::from_secs(1));
        // The next ones are taken from the next day's budget, for every shard.
        assert!([1, 2, 3].map(|shard| queue.take(shard, now)).into_iter().all(after(60)));
        assert!(after(60 + 86_400)(queue.take(4, now + Duration::from_secs(61))));
    }
}
