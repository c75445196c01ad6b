//! Stops sending before Discord bans the address.
//!
//! Discord: an address that gets 10,000 responses of 401, 403 or 429 within ten minutes is banned for a while. Responses to shared limits
//! do not count.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The invalid requests in ten minutes after which nothing is sent. Others may use the same address, so it is half of Discord's limit.
const MOST: u32 = 5000;

const MINUTE: Duration = Duration::from_mins(1);

/// Discord's window is ten minutes; one more, because the current one is not over.
const MINUTES: usize = 11;

/// Counts invalid requests, by minute.
#[derive(Debug)]
pub(super) struct Breaker(Mutex<Counts>);

#[derive(Debug)]
struct Counts {
    /// The beginning of the current minute.
    minute: Instant,
    /// The current minute first.
    counts: [u32; MINUTES],
}

impl Breaker {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Counts { minute: Instant::now(), counts: [0; MINUTES] }))
    }

    /// Counts an invalid request. Returns whether it was the one too many.
    pub(super) fn count(&self) -> bool {
        self.with(|counts| {
            counts.counts[0] += 1;
            counts.total() == MOST
        })
    }

    /// Returns for how long nothing may be sent.
    pub(super) fn pause(&self) -> Option<Duration> {
        self.with(|counts| {
            if counts.total() < MOST {
                return None;
            }
            // Until the oldest minute with invalid requests is out of the window.
            let oldest = counts.counts.iter().rposition(|count| *count > 0)?;
            let minutes = u32::try_from(MINUTES - oldest).unwrap_or(1);
            Some((counts.minute + MINUTE * minutes).saturating_duration_since(Instant::now()))
        })
    }

    fn with<T>(&self, read: impl FnOnce(&mut Counts) -> T) -> T {
        // Nothing panics while it holds the lock.
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.pass();
        read(&mut counts)
    }
}

impl Counts {
    fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Moves the minutes that have passed since the last call.
    fn pass(&mut self) {
        let passed = self.minute.elapsed().as_secs() / MINUTE.as_secs();
        if passed == 0 {
            return;
        }
        let shift = usize::try_from(passed).unwrap_or(MINUTES).min(MINUTES);
        self.counts.rotate_right(shift % MINUTES);
        self.counts[..shift].fill(0);
        self.minute += MINUTE * u32::try_from(passed).unwrap_or(u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Breaker, MOST};

    #[tokio::test(start_paused = true)]
    async fn it_opens_at_half_of_discords_limit_and_closes_after_ten_minutes() {
        let breaker = Breaker::new();
        let opened = (0..MOST).filter(|_| breaker.count()).count();
        assert_eq!(opened, 1);
        let pause = breaker.pause().unwrap();
        assert!(pause > Duration::from_mins(10) && pause <= Duration::from_mins(11), "{pause:?}");
        tokio::time::advance(pause.saturating_sub(Duration::from_secs(1))).await;
        assert!(breaker.pause().is_some());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(breaker.pause(), None);
        assert!(!breaker.count());
    }

    #[tokio::test(start_paused = true)]
    async fn a_few_each_minute_never_open_it() {
        let breaker = Breaker::new();
        for _ in 0..100 {
            (0..400).for_each(|_| assert!(!breaker.count()));
            assert_eq!(breaker.pause(), None);
            tokio::time::advance(Duration::from_mins(1)).await;
        }
    }
}
