//! The delay before reconnecting.

use std::time::Duration;

use tokio::time::Instant;

use crate::random::fraction;

/// A connection that lasted this long resets the backoff.
const STABLE: Duration = Duration::from_mins(1);

/// The longest delay before a session is resumed.
const LONGEST: Duration = Duration::from_mins(1);

/// The longest delay before a new session. Discord allows a thousand a day and resets the token of a bot that uses more; one every
/// five minutes is less than a third of that.
const LONGEST_IDENTIFY: Duration = Duration::from_mins(5);

/// Counts the connections that did not last. The first reconnect after a stable connection has no delay.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
    established: Option<Instant>,
}

impl Backoff {
    /// Records that a session was started or resumed.
    pub(super) fn established(&mut self) {
        self.established = Some(Instant::now());
    }

    /// Records the end of the connection and returns the delay before the next one.
    pub(super) fn lost(&mut self, resumes: bool) -> Duration {
        let lasted = self.established.take().map(|since| since.elapsed());
        if lasted.is_some_and(|lasted| lasted >= STABLE) {
            self.failures = 0;
        }
        let wait = wait(self.failures, if resumes { LONGEST } else { LONGEST_IDENTIFY });
        self.failures = self.failures.saturating_add(1);
        wait.mul_f64(jitter())
    }
}

/// Returns the delay: none after the first failure, then one second, which doubles each time.
fn wait(failures: u32, longest: Duration) -> Duration {
    let Some(doublings) = failures.checked_sub(1) else { return Duration::ZERO };
    let seconds = 1_u64.checked_shl(doublings).unwrap_or(u64::MAX);
    Duration::from_secs(seconds).min(longest)
}

/// Returns a factor between a half and one, so that shards that disconnect together do not reconnect together.
fn jitter() -> f64 {
    0.5 + fraction() / 2.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Backoff, LONGEST, LONGEST_IDENTIFY, STABLE, wait};

    #[test]
    fn waits_double_up_to_the_longest() {
        let seconds = |failures, longest| wait(failures, longest).as_secs();
        assert_eq!((0..9).map(|n| seconds(n, LONGEST)).collect::<Vec<_>>(), [0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(seconds(u32::MAX, LONGEST_IDENTIFY), 300);
    }

    #[tokio::test(start_paused = true)]
    async fn a_stable_connection_resets_the_backoff() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.lost(true), Duration::ZERO);
        backoff.established();
        tokio::time::advance(STABLE / 2).await;
        let wait = backoff.lost(true);
        assert!(wait >= Duration::from_millis(500) && wait <= Duration::from_secs(1), "{wait:?}");
        backoff.established();
        tokio::time::advance(STABLE).await;
        assert_eq!(backoff.lost(true), Duration::ZERO);
    }
}
