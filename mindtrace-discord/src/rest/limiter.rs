//! Decides when a request may be sent, from what Discord's responses said about its limits.
//!
//! All state is behind one lock, which is never held across an await. A request that has to wait takes its turn in the queue of its
//! bucket, so that messages of one channel stay in order and one bucket never holds up another.

mod bucket;
mod hashed;
mod headers;

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use tokio::time::{Instant, sleep_until, timeout_at};

use self::bucket::{Bucket, Turn};
use self::hashed::HashedKey;
use self::headers::BucketHeaders;
pub(super) use self::headers::{Scope, TooMany};
use super::route::{RouteClass, RouteLimit};

/// Discord counts requests against the global limit in windows of this length.
const WINDOW: Duration = Duration::from_secs(1);

/// The number of buckets that are kept before unused ones are looked for.
const FEW: usize = 256;

/// The most bucket names that are remembered. Discord has a few hundred routes.
const MOST_NAMES: usize = 4096;

/// The limiter of a bot's requests.
#[derive(Debug)]
pub(super) struct Limiter {
    state: Mutex<State>,
}

/// Hashes keys that are hashes already.
type AsHashed = BuildHasherDefault<HashedKey>;

/// The name of a bucket, or the template of a route whose bucket is not known yet; and the resource.
type Key = (u64, u64);

#[derive(Debug)]
struct State {
    /// The most requests per second.
    rate: u32,
    window: Instant,
    used: u32,
    /// No request that counts against the global limit is sent before this time.
    not_before: Option<Instant>,
    /// No request but callbacks is sent before this time.
    address_not_before: Option<Instant>,
    /// The bucket of each route.
    names: HashMap<u64, u64, AsHashed>,
    buckets: HashMap<Key, Bucket, AsHashed>,
    /// The number of buckets at which unused ones are removed.
    sweep_at: usize,
}

/// Why a request cannot be sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// When it can be sent; `None` if that depends on the response to another request.
    pub(super) until: Option<Instant>,
    /// The limit: requests per window.
    pub(super) limit: u32,
    pub(super) is_global: bool,
}

/// The permission to send one request. Dropping it without [`complete`](Self::complete) means that there was no response.
#[derive(Debug)]
pub(super) struct Permit {
    limiter: Arc<Limiter>,
    route: RouteLimit,
    /// `None` if no bucket applies.
    key: Option<Key>,
}

impl Limiter {
    /// Creates a limiter that allows `rate` requests per second beside the limits of routes.
    pub(super) fn new(rate: u32) -> Arc<Self> {
        let state = State {
            rate: rate.max(1),
            window: Instant::now(),
            used: 0,
            not_before: None,
            address_not_before: None,
            names: HashMap::default(),
            buckets: HashMap::default(),
            sweep_at: FEW,
        };
        Arc::new(Self { state: Mutex::new(state) })
    }

    /// Waits until a request may be sent. Calls `on_wait` once if it has to wait.
    ///
    /// # Errors
    ///
    /// Returns at once if the request may not be sent before `deadline`.
    pub(super) async fn acquire(
        self: &Arc<Self>,
        route: RouteLimit,
        deadline: Instant,
        mut on_wait: impl FnMut(Held),
    ) -> Result<Permit, Held> {
        if route.class == RouteClass::Callback {
            return Ok(Permit { limiter: Arc::clone(self), route, key: None });
        }
        let queue = {
            let mut state = self.lock();
            let queue = state.bucket(route).queue();
            if queue.is_empty()
                && let Ok(key) = state.take(route)
            {
                return Ok(self.permit(route, key));
            }
            queue
        };
        let place = queue.join();
        let Ok(turn) = timeout_at(deadline, place.turn()).await else {
            return Err(Held { until: None, limit: 0, is_global: false });
        };
        let permit = self.wait(route, deadline, &mut on_wait).await;
        drop(turn);
        permit
    }

    /// Waits at the head of the queue.
    async fn wait(
        self: &Arc<Self>,
        route: RouteLimit,
        deadline: Instant,
        on_wait: &mut impl FnMut(Held),
    ) -> Result<Permit, Held> {
        let mut is_first = true;
        loop {
            // The bucket may become known, and then the queue is another one.
            let queue = self.lock().bucket(route).queue();
            let changed = queue.changed();
            let held = match self.lock().take(route) {
                Ok(key) => return Ok(self.permit(route, key)),
                Err(held) => held,
            };
            if std::mem::take(&mut is_first) {
                on_wait(held);
            }
            if held.until.is_some_and(|until| until > deadline) || Instant::now() >= deadline {
                return Err(held);
            }
            tokio::select! {
                () = changed => {}
                () = sleep_until(held.until.unwrap_or(deadline)) => {}
            }
        }
    }

    fn permit(self: &Arc<Self>, route: RouteLimit, key: Key) -> Permit {
        Permit { limiter: Arc::clone(self), route, key: Some(key) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.lock().buckets.len()
    }
}

impl State {
    fn key(&self, route: RouteLimit) -> Key {
        (self.names.get(&route.template).copied().unwrap_or(route.template), route.resource)
    }

    fn bucket(&mut self, route: RouteLimit) -> &mut Bucket {
        let key = self.key(route);
        if self.buckets.len() >= self.sweep_at && !self.buckets.contains_key(&key) {
            let now = Instant::now();
            self.buckets.retain(|_, bucket| bucket.is_in_use(now));
            self.sweep_at = FEW.max(self.buckets.len() * 2);
        }
        self.buckets.entry(key).or_default()
    }

    /// Counts a request as sent, if it may be sent now.
    fn take(&mut self, route: RouteLimit) -> Result<Key, Held> {
        let now = Instant::now();
        let is_global = route.class == RouteClass::Bot;
        let rate = self.rate;
        let blocked = self.address_not_before.max(if is_global { self.not_before } else { None });
        let held = |until| Held { until: Some(until), limit: rate, is_global: true };
        if let Some(until) = blocked.filter(|until| *until > now) {
            return Err(held(until));
        }
        if now.duration_since(self.window) >= WINDOW {
            (self.window, self.used) = (now, 0);
        }
        if is_global && self.used >= self.rate {
            return Err(held(self.window + WINDOW));
        }
        let key = self.key(route);
        match self.bucket(route).take(now) {
            Turn::Now => {}
            Turn::At { until, limit } => return Err(Held { until, limit, is_global: false }),
        }
        self.used += u32::from(is_global);
        Ok(key)
    }

    /// Learns from a response.
    fn learn(&mut self, route: RouteLimit, key: Key, headers: &HeaderMap, too_many: Option<TooMany>) {
        let now = Instant::now();
        let described = BucketHeaders::of(headers);
        let mut key = key;
        if let Some(described) = &described {
            if self.names.len() >= MOST_NAMES {
                self.names.clear();
            }
            self.names.insert(route.template, described.name);
            key = self.rename(key, (described.name, route.resource));
        }
        let bucket = self.buckets.entry(key).or_default();
        bucket.describe(described, now);
        if let Some(TooMany { scope: Scope::Bucket | Scope::Shared, retry_after }) = too_many {
            bucket.hold(now + retry_after);
        }
    }

    /// Holds every request back after a 429 that concerns all.
    fn hold_all(&mut self, too_many: Option<TooMany>) {
        let Some(TooMany { scope, retry_after }) = too_many else { return };
        let until = Some(Instant::now() + retry_after);
        match scope {
            Scope::Bucket | Scope::Shared => {}
            Scope::Global => self.not_before = self.not_before.max(until),
            Scope::Address => self.address_not_before = self.address_not_before.max(until),
        }
    }

    /// Moves a bucket to the name that Discord calls it by.
    fn rename(&mut self, from: Key, to: Key) -> Key {
        if from != to
            && let Some(bucket) = self.buckets.remove(&from)
        {
            match self.buckets.get_mut(&to) {
                Some(known) => known.merge(&bucket),
                None => drop(self.buckets.insert(to, bucket)),
            }
        }
        to
    }

    fn release(&mut self, route: RouteLimit, key: Key) {
        // The bucket may have been renamed since.
        let current = self.key(route);
        let key = if self.buckets.contains_key(&key) { key } else { current };
        if let Some(bucket) = self.buckets.get_mut(&key) {
            bucket.release();
        }
    }
}

impl Permit {
    /// Learns from the headers of the response; `too_many` if its status is 429.
    pub(super) fn complete(self, headers: &HeaderMap, too_many: Option<TooMany>) {
        let mut state = self.limiter.lock();
        if let Some(key) = self.key {
            state.learn(self.route, key, headers, too_many);
        }
        state.hold_all(too_many);
        // Dropping the permit takes the lock.
        drop(state);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.limiter.lock().release(self.route, key);
        }
    }
}

#[cfg(test)]
mod tests;
