//! Limits of concurrent requests and of the request rate. Excess requests are refused instead of queued.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::Problem;
use super::tokens::Scope;

/// The maximum number of concurrent requests with one token.
const REQUESTS: usize = 256;

/// The maximum number of concurrent streams with one token.
const STREAMS: usize = 64;

/// The maximum number of large bodies that are read at once before the signature over them is checked.
const LARGE_BODIES: usize = 32;

/// The permits of running requests and streams, and the request rate of each token.
#[derive(Debug)]
pub(crate) struct Load {
    /// For each scope, and so for each token: one that is used up locks no other out.
    requests: [Arc<Semaphore>; 3],
    streams: [Arc<Semaphore>; 3],
    /// Anyone can send a body whose signature is wrong, on as many connections as are open.
    large_bodies: Arc<Semaphore>,
    started: Instant,
    /// For each scope, and so for each token: the theoretical arrival time of GCRA (generic cell rate algorithm), in nanoseconds since
    /// the start.
    arrivals: [AtomicU64; 3],
    /// Nanoseconds per request at the permitted rate.
    interval: u64,
}

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Its token exceeded its rate; a request is possible after this time.
    Sent(Duration),
    /// Too many requests are running.
    Activity,
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Sent(wait) => Self::too_many(wait),
            Refused::Activity => Self::overloaded(),
        }
    }
}

/// One second in nanoseconds. A burst may have as many requests as a second.
const SECOND: u64 = 1_000_000_000;

impl Load {
    /// Creates the limits. `rate` is the number of requests per second and token.
    pub(crate) fn new(rate: u32) -> Self {
        Self {
            requests: std::array::from_fn(|_| Arc::new(Semaphore::new(REQUESTS))),
            streams: std::array::from_fn(|_| Arc::new(Semaphore::new(STREAMS))),
            large_bodies: Arc::new(Semaphore::new(LARGE_BODIES)),
            started: Instant::now(),
            arrivals: Default::default(),
            interval: SECOND / u64::from(rate.max(1)),
        }
    }

    /// Acquires a permit for a request with a token of this scope.
    ///
    /// # Errors
    ///
    /// [`Refused::Sent`] and [`Refused::Activity`].
    pub(crate) fn request(&self, scope: Scope) -> Result<OwnedSemaphorePermit, Refused> {
        let now = u64::try_from(self.started.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.count(scope, now).map_err(Refused::Sent)?;
        acquire(&self.requests, scope)
    }

    /// Acquires a permit for a stream.
    ///
    /// # Errors
    ///
    /// [`Refused::Activity`] when too many streams are open.
    pub(crate) fn stream(&self, scope: Scope) -> Result<OwnedSemaphorePermit, Refused> {
        acquire(&self.streams, scope)
    }

    /// Acquires a permit for a large body that no token vouches for.
    ///
    /// # Errors
    ///
    /// [`Refused::Activity`] when too many of them are being read.
    pub(crate) fn large_body(&self) -> Result<OwnedSemaphorePermit, Refused> {
        Arc::clone(&self.large_bodies).try_acquire_owned().map_err(|_| Refused::Activity)
    }

    /// Counts a request.
    ///
    /// # Errors
    ///
    /// The time to wait when the rate is exceeded.
    fn count(&self, scope: Scope, now: u64) -> Result<(), Duration> {
        let Some(arrival) = self.arrivals.get(scope as usize) else { return Ok(()) };
        let next = |until: u64| {
            let until = until.max(now) + self.interval;
            (until <= now + SECOND).then_some(until)
        };
        let counted = arrival.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        counted
            .map(drop)
            .map_err(|until| Duration::from_nanos((until + self.interval).saturating_sub(now + SECOND)))
    }
}

fn acquire(permits: &[Arc<Semaphore>; 3], scope: Scope) -> Result<OwnedSemaphorePermit, Refused> {
    let permits = permits.get(scope as usize).ok_or(Refused::Activity)?;
    Arc::clone(permits).try_acquire_owned().map_err(|_| Refused::Activity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_own_rate() {
        let load = Load::new(10);
        for _ in 0..10 {
            assert_eq!(load.count(Scope::Read, 0), Ok(()));
        }
        assert_eq!(load.count(Scope::Read, 0), Err(Duration::from_millis(100)));
        assert_eq!(load.count(Scope::Admin, 0), Ok(()));
        // A tenth of a second later, one more request is permitted.
        assert_eq!(load.count(Scope::Read, SECOND / 10), Ok(()));
        assert!(load.count(Scope::Read, SECOND / 10).is_err());
        // After a longer pause, the burst is still one second's worth of requests.
        for _ in 0..10 {
            assert_eq!(load.count(Scope::Read, 100 * SECOND), Ok(()));
        }
        assert!(load.count(Scope::Read, 100 * SECOND).is_err());
    }

    #[test]
    fn permits_are_refused_until_one_is_released() {
        let load = Load::new(1_000_000);
        let requests: Vec<_> = (0..REQUESTS).map(|_| load.request(Scope::Read).unwrap()).collect();
        assert!(load.request(Scope::Read).is_err());
        assert!(load.request(Scope::Admin).is_ok(), "another token has its own");
        drop(requests);
        assert!(load.request(Scope::Read).is_ok());
        let streams: Vec<_> = (0..STREAMS).map(|_| load.stream(Scope::Read).unwrap()).collect();
        assert!(load.stream(Scope::Read).is_err() && load.stream(Scope::Admin).is_ok());
        drop(streams);
        assert!(load.stream(Scope::Read).is_ok());
        let bodies: Vec<_> = (0..LARGE_BODIES).map(|_| load.large_body().unwrap()).collect();
        assert!(load.large_body().is_err());
        drop(bodies);
        assert!(load.large_body().is_ok());
    }
}
