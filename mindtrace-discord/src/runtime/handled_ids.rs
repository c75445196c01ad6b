//! The ids of interactions, messages and deliveries of webhooks that were handled, so that none is handled twice, in any process.

use std::collections::HashSet;
#[cfg(feature = "redis")]
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[cfg(feature = "redis")]
use redis::aio::ConnectionManager;
#[cfg(feature = "redis")]
use redis::{AsyncCommands, ExistenceCheck, SetExpiry, SetOptions};

#[cfg(feature = "redis")]
use crate::redis_server::RedisServer;

/// The minimum time for which an id is stored, unless there are too many. The maximum is twice as long: deliveries of webhooks are repeated
/// by hand.
const RETENTION: Duration = Duration::from_mins(10);

/// The number of ids in a generation. Up to two generations are stored.
const IDS: usize = 100_000;

/// The ids that were handled recently.
pub(crate) struct HandledIds {
    ids: Mutex<Generations>,
    /// Where the processes of one bot share them.
    #[cfg(feature = "redis")]
    redis: Option<Arc<RedisServer>>,
}

struct Generations {
    newer: HashSet<u64>,
    since: Instant,
    /// When the last of the newer ids was inserted.
    last: Instant,
    older: HashSet<u64>,
    /// When the last of the older ids was inserted.
    older_last: Instant,
}

impl HandledIds {
    #[cfg(feature = "redis")]
    pub(crate) fn new(redis: Option<Arc<RedisServer>>) -> Self {
        Self { redis, ..Self::default() }
    }

    /// Inserts an id, and returns whether it is new in this process.
    pub(crate) fn insert(&self, id: u64) -> bool {
        self.insert_at(id, Instant::now())
    }

    fn insert_at(&self, id: u64, now: Instant) -> bool {
        let age = |since: Instant| now.saturating_duration_since(since);
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if ids.newer.len() >= IDS || age(ids.since) > RETENTION {
            ids.older = std::mem::take(&mut ids.newer);
            ids.older_last = ids.last;
            ids.since = now;
        }
        // A bot that is rarely called may have its last ids from hours ago.
        let is_known = age(ids.older_last) <= RETENTION && ids.older.contains(&id);
        if is_known || !ids.newer.insert(id) {
            return false;
        }
        ids.last = now;
        true
    }

    /// Forgets an id for which nothing was done, in all processes.
    #[cfg(feature = "http")]
    #[cfg_attr(not(feature = "redis"), allow(clippy::unused_async, reason = "as with Redis"))]
    pub(crate) async fn forget(&self, id: u64) {
        self.forget_here(id);
        #[cfg(feature = "redis")]
        if let Some(redis) = &self.redis {
            let key = redis.key(&key(id));
            let delete =
                |mut connection: ConnectionManager| async move { connection.del::<_, ()>(key).await };
            // Without an answer it expires.
            let _ = redis.ask(delete).await;
        }
    }

    /// Forgets an id in this process, because another one decides about it.
    #[cfg(feature = "http")]
    pub(crate) fn forget_here(&self, id: u64) {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        ids.newer.remove(&id);
        ids.older.remove(&id);
    }

    /// Returns whether no other process handles an id that is new in this one. While Redis does not answer, none is assumed to.
    #[cfg(feature = "redis")]
    pub(crate) async fn claim(&self, id: u64) -> bool {
        let Some(redis) = &self.redis else { return true };
        let key = redis.key(&key(id));
        let options = SetOptions::default()
            .conditional_set(ExistenceCheck::NX)
            .with_expiration(SetExpiry::PX(u64::try_from(RETENTION.as_millis()).unwrap_or(u64::MAX)));
        // The answer is nil if the key exists.
        let set = |mut connection: ConnectionManager| async move {
            connection.set_options::<_, _, Option<String>>(key, 1, options).await
        };
        redis.ask(set).await.is_none_or(|answer| answer.is_some())
    }

    /// Returns whether no other process handles an id that is new in this one.
    #[cfg(not(feature = "redis"))]
    #[allow(clippy::unused_async, reason = "as with Redis")]
    pub(crate) async fn claim(&self, _: u64) -> bool {
        true
    }
}

/// Returns the key of an id in Redis.
#[cfg(feature = "redis")]
fn key(id: u64) -> String {
    format!("handled:{id}")
}

impl Default for HandledIds {
    fn default() -> Self {
        let now = Instant::now();
        let (newer, older) = (HashSet::new(), HashSet::new());
        let generations = Generations { newer, since: now, last: now, older, older_last: now };
        Self {
            ids: Mutex::new(generations),
            #[cfg(feature = "redis")]
            redis: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{HandledIds, IDS, RETENTION};

    #[test]
    fn an_id_is_new_once_and_old_ids_are_evicted() {
        let handled = HandledIds::default();
        let most = IDS as u64;
        for id in 0..5 * most {
            assert!(handled.insert(id));
        }
        assert!((4 * most..5 * most).all(|id| !handled.insert(id)));
        let ids = handled.ids.lock().unwrap();
        assert!(ids.newer.len() + ids.older.len() <= 2 * IDS);
    }

    #[test]
    fn an_id_is_stored_for_a_limited_time() {
        let (handled, start) = (HandledIds::default(), Instant::now());
        let later = |minutes| start + Duration::from_mins(minutes);
        assert!(handled.insert_at(1, start) && handled.insert_at(2, later(9)));
        // The next one begins a generation, and both are stored still.
        assert!(handled.insert_at(3, later(11)));
        assert!(!handled.insert_at(1, later(19)) && !handled.insert_at(2, later(19)));
        assert!(handled.insert_at(1, later(20)) && handled.insert_at(2, later(20)));
        // Without any call in between.
        assert!(handled.insert_at(1, start + RETENTION * 20));
    }

    #[cfg(feature = "http")]
    #[tokio::test]
    async fn an_id_that_was_forgotten_is_new_again() {
        let handled = HandledIds::default();
        assert!(handled.insert(7) && !handled.insert(7));
        handled.forget(7).await;
        assert!(handled.insert(7));
        handled.forget_here(7);
        assert!(handled.insert(7));
    }
}
