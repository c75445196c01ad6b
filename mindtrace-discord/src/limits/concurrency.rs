//! Concurrency limits: a call over the limit waits for a permit, or is refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::{Concurrency, ScopeKey, SharedPermits};
use crate::shared_state::Claim;

/// The most calls in one wait queue. A call behind them would not get a permit in time.
const LONGEST_QUEUE: usize = 100;

/// The wait queues with calls in them. An empty queue is removed.
#[derive(Debug, Default)]
pub(crate) struct WaitQueues {
    /// The permits that several processes share. A call first gets one of this process.
    shared: Option<SharedPermits>,
    table: Mutex<HashMap<Key, Queue>>,
}

/// A command, by its position in the registry, and the scope in which its calls are counted.
type Key = (usize, ScopeKey);

#[derive(Debug)]
struct Queue {
    /// Acquired in the order of arrival.
    permits: Arc<Semaphore>,
    /// The number of calls that run or wait.
    present: usize,
}

/// The limit is reached, and the call may not wait any longer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Busy;

/// A position in a wait queue and, once acquired, a permit. Dropping it leaves the queue and releases the permit.
#[derive(Debug)]
pub(crate) struct Permit {
    queues: Arc<WaitQueues>,
    key: Key,
    /// The acquired permit; `None` while the call waits.
    inner: Option<OwnedSemaphorePermit>,
    /// The permit among all processes. It is released in the background.
    shared: Option<Claim>,
}

impl WaitQueues {
    /// Creates the queues. `shared` is set if several processes share their permits.
    pub(crate) fn new(shared: Option<SharedPermits>) -> Self {
        Self { shared, ..Self::default() }
    }

    /// Waits for a permit, at most as long as the command lets its callers wait.
    pub(crate) async fn enter(
        self: &Arc<Self>,
        command: usize,
        scope: ScopeKey,
        concurrency: Concurrency,
    ) -> Result<Permit, Busy> {
        let start = Instant::now();
        let (mut permit, permits) = self.join((command, scope), concurrency)?;
        permit.inner = match concurrency.wait {
            None => permits.try_acquire_owned().ok(),
            Some(wait) => match timeout(wait, permits.acquire_owned()).await {
                Ok(permit) => permit.ok(),
                Err(_) => None,
            },
        };
        if permit.inner.is_none() {
            return Err(Busy);
        }
        if let Some(shared) = &self.shared {
            let left = concurrency.wait.map_or(Duration::ZERO, |wait| wait.saturating_sub(start.elapsed()));
            permit.shared = shared.acquire((command, scope), concurrency.limit, left).await?;
        }
        Ok(permit)
    }

    /// Joins the end of the queue, if it has room.
    fn join(self: &Arc<Self>, key: Key, concurrency: Concurrency) -> Result<(Permit, Arc<Semaphore>), Busy> {
        let running = usize::try_from(concurrency.limit)
            .map_or(Semaphore::MAX_PERMITS, |limit| limit.min(Semaphore::MAX_PERMITS));
        let waiting = if concurrency.wait.is_some() { LONGEST_QUEUE } else { 0 };
        let mut table = self.table();
        let queue = table
            .entry(key)
            .or_insert_with(|| Queue { permits: Arc::new(Semaphore::new(running)), present: 0 });
        if queue.present >= running.saturating_add(waiting) {
            return Err(Busy);
        }
        queue.present += 1;
        Ok((Permit { queues: Arc::clone(self), key, inner: None, shared: None }, Arc::clone(&queue.permits)))
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Key, Queue>> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        drop(self.shared.take());
        // Released before the call is removed from the queue, so that a call that finds room gets the permit.
        drop(self.inner.take());
        let mut table = self.queues.table();
        let Some(queue) = table.get_mut(&self.key) else { return };
        queue.present -= 1;
        if queue.present == 0 {
            table.remove(&self.key);
            if table.capacity() > (table.len() * 4).max(64) {
                let few = table.len() * 2;
                table.shrink_to(few);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use futures::FutureExt;
    use serenity::model::id::UserId;

    use super::{Busy, LONGEST_QUEUE, WaitQueues};
    use crate::limits::{Concurrency, CooldownScope, ScopeKey};

    const REFUSES: Concurrency = Concurrency::new(CooldownScope::Global, 1);
    const WAITS: Concurrency = REFUSES.wait_millis(1_000);

    #[tokio::test]
    async fn calls_over_the_limit_are_refused() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, REFUSES).await.unwrap();
        for _ in 0..4 {
            assert_eq!(queues.enter(0, ScopeKey::Global, REFUSES).await.unwrap_err(), Busy);
        }
        queues.enter(1, ScopeKey::Global, REFUSES).await.unwrap();
        queues.enter(0, ScopeKey::User(UserId::new(1)), REFUSES).await.unwrap();
        drop(first);
        queues.enter(0, ScopeKey::Global, REFUSES).await.unwrap();
        assert!(queues.table().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_calls_run_in_order_or_time_out() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut second = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
        let mut third = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
        assert!(second.as_mut().now_or_never().is_none() && third.as_mut().now_or_never().is_none());
        drop(first);
        assert!(third.as_mut().now_or_never().is_none(), "the second call waits in front of the third");
        let second = second.await.unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(third.await.unwrap_err(), Busy);
        drop(second);
        assert!(queues.table().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_cancelled_wait_releases_no_permit() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut second = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
        assert!(second.as_mut().now_or_never().is_none());
        drop(second);
        assert_eq!(queues.enter(0, ScopeKey::Global, WAITS).await.unwrap_err(), Busy);
        drop(first);
        queues.enter(0, ScopeKey::Global, REFUSES).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_queue_is_bounded() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut waiting = Vec::new();
        for _ in 0..LONGEST_QUEUE {
            let mut one = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
            assert!(one.as_mut().now_or_never().is_none());
            waiting.push(one);
        }
        let last = queues.enter(0, ScopeKey::Global, WAITS).now_or_never();
        assert_eq!(last.unwrap().unwrap_err(), Busy);
        drop(waiting);
        drop(first);
        assert!(queues.table().is_empty());
    }

    #[tokio::test]
    async fn released_permits_free_their_memory() {
        let queues = Arc::new(WaitQueues::default());
        let mut permits = Vec::new();
        for id in 1..=10_000 {
            permits.push(queues.enter(0, ScopeKey::User(UserId::new(id)), REFUSES).await.unwrap());
        }
        permits.clear();
        assert!(queues.table().is_empty() && queues.table().capacity() < 100);
    }
}
