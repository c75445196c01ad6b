//! How much the surface takes on at once; what is more is refused at once, rather than waited for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::Problem;
use super::tokens::Scope;

/// How many requests with a token are worked on at once.
const REQUESTS: usize = 256;

/// How many streams may be watched at once; each holds its connection for as long as somebody watches.
const WATCHERS: usize = 64;

/// What is being worked on, and what each token has sent lately.
#[derive(Debug)]
pub(crate) struct Load {
    requests: Arc<Semaphore>,
    watchers: Arc<Semaphore>,
    started: Instant,
    /// For each scope, and so for each token: until when what it has sent would last at the rate it is given, in
    /// nanoseconds since the start (GCRA, the generic cell rate algorithm).
    sent: [AtomicU64; 3],
    /// Nanoseconds that one request counts for.
    each: u64,
}

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum TooMuch {
    /// Its token has sent too many; there is room after this time.
    Sent(Duration),
    /// Too many are being worked on.
    Activity,
}

impl From<TooMuch> for Problem {
    fn from(refused: TooMuch) -> Self {
        match refused {
            TooMuch::Sent(wait) => Self::too_many(wait),
            TooMuch::Activity => Self::overloaded(),
        }
    }
}

/// As many requests may come at once as may in a second.
const SECOND: u64 = 1_000_000_000;

impl Load {
    /// `rate` is how many requests a token may send in a second.
    pub(crate) fn new(rate: u32) -> Self {
        Self {
            requests: Arc::new(Semaphore::new(REQUESTS)),
            watchers: Arc::new(Semaphore::new(WATCHERS)),
            started: Instant::now(),
            sent: Default::default(),
            each: SECOND / u64::from(rate.max(1)),
        }
    }

    /// A place for a request with a token of this scope.
    ///
    /// # Errors
    ///
    /// [`TooMuch::Sent`] and [`TooMuch::Activity`].
    pub(crate) fn request(&self, scope: Scope) -> Result<OwnedSemaphorePermit, TooMuch> {
        let now = u64::try_from(self.started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.count(scope, now).map_err(TooMuch::Sent)?;
        Arc::clone(&self.requests).try_acquire_owned().map_err(|_| TooMuch::Activity)
    }

    /// A place for somebody who watches, until it is dropped.
    ///
    /// # Errors
    ///
    /// [`TooMuch::Activity`] when too many watch.
    pub(crate) fn watcher(&self) -> Result<OwnedSemaphorePermit, TooMuch> {
        Arc::clone(&self.watchers).try_acquire_owned().map_err(|_| TooMuch::Activity)
    }

    /// Counts a request, or says how long to wait.
    fn count(&self, scope: Scope, now: u64) -> Result<(), Duration> {
        let Some(sent) = self.sent.get(scope as usize) else { return Ok(()) };
        let next = |until: u64| {
            let until = until.max(now) + self.each;
            (until <= now + SECOND).then_some(until)
        };
        let counted = sent.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        counted
            .map(drop)
            .map_err(|until| Duration::from_nanos((until + self.each).saturating_sub(now + SECOND)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_its_rate_and_no_other_pays_for_it() {
        let load = Load::new(10);
        for _ in 0..10 {
            assert_eq!(load.count(Scope::Read, 0), Ok(()));
        }
        assert_eq!(load.count(Scope::Read, 0), Err(Duration::from_millis(100)));
        assert_eq!(load.count(Scope::Admin, 0), Ok(()));
        // A tenth of a second later there is room for one more.
        assert_eq!(load.count(Scope::Read, SECOND / 10), Ok(()));
        assert!(load.count(Scope::Read, SECOND / 10).is_err());
        // Whoever waits does not save more up than a second's worth.
        for _ in 0..10 {
            assert_eq!(load.count(Scope::Read, 100 * SECOND), Ok(()));
        }
        assert!(load.count(Scope::Read, 100 * SECOND).is_err());
    }

    #[test]
    fn what_is_too_much_is_refused_until_something_is_done() {
        let load = Load::new(1_000_000);
        let working: Vec<_> = (0..REQUESTS).map(|_| load.request(Scope::Read).unwrap()).collect();
        assert!(load.request(Scope::Admin).is_err());
        drop(working);
        assert!(load.request(Scope::Admin).is_ok());
        let watching: Vec<_> = (0..WATCHERS).map(|_| load.watcher().unwrap()).collect();
        assert!(load.watcher().is_err());
        drop(watching);
        assert!(load.watcher().is_ok());
    }
}
