//! Concurrency limits: a call over the limit waits for a permit, or is refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::{Concurrency, ScopeKey};

/// The most calls in one wait queue; a call behind them would not get a permit in time.
const LONGEST_QUEUE: usize = 100;

/// The wait queues with calls in them. An empty queue is removed.
#[derive(Debug, Default)]
pub(crate) struct WaitQueues {
    table: Mutex<HashMap<Key, Queue>>,
}

/// A command, by its position in the registry, and whose calls of it.
type Key = (usize, ScopeKey);

#[derive(Debug)]
struct Queue {
    /// First come, first served.
    permits: Arc<Semaphore>,
    /// How many run or wait.
    present: usize,
}

/// The limit is reached, and the call may not wait any longer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Busy;

/// A place in a line, and in the end a turn; dropping it, for whatever reason, leaves the queue.
#[derive(Debug)]
pub(crate) struct Permit {
    queues: Arc<WaitQueues>,
    key: Key,
    /// Held while the call runs.
    inner: Option<OwnedSemaphorePermit>,
}

impl WaitQueues {
    /// Waits for a permit, as long as the command lets its callers wait.
    pub(crate) async fn enter(
        self: &Arc<Self>,
        command: usize,
        whose: ScopeKey,
        concurrency: Concurrency,
    ) -> Result<Permit, Busy> {
        let (mut permit, permits) = self.join((command, whose), concurrency)?;
        permit.inner = match concurrency.wait {
            None => permits.try_acquire_owned().ok(),
            Some(wait) => match timeout(wait, permits.acquire_owned()).await {
                Ok(permit) => permit.ok(),
                Err(_) => None,
            },
        };
        if permit.inner.is_some() { Ok(permit) } else { Err(Busy) }
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
        Ok((Permit { queues: Arc::clone(self), key, inner: None }, Arc::clone(&queue.permits)))
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Key, Queue>> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        // Before the place is released, so that a call that finds one free is not refused.
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

    const ALONE: Concurrency = Concurrency::new(CooldownScope::Global, 1);
    const WAITS: Concurrency = ALONE.wait_millis(1_000);

    #[tokio::test]
    async fn of_five_callers_one_runs() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, ALONE).await.unwrap();
        for _ in 0..4 {
            assert_eq!(queues.enter(0, ScopeKey::Global, ALONE).await.unwrap_err(), Busy);
        }
        queues.enter(1, ScopeKey::Global, ALONE).await.unwrap();
        queues.enter(0, ScopeKey::User(UserId::new(1)), ALONE).await.unwrap();
        drop(first);
        queues.enter(0, ScopeKey::Global, ALONE).await.unwrap();
        assert!(queues.table().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_is_called_in_order_or_gives_up() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut second = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
        let mut third = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
        assert!(second.as_mut().now_or_never().is_none() && third.as_mut().now_or_never().is_none());
        drop(first);
        assert!(third.as_mut().now_or_never().is_none(), "the second was there before");
        let second = second.await.unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(third.await.unwrap_err(), Busy);
        drop(second);
        assert!(queues.table().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn who_leaves_the_line_frees_nobody_elses_place() {
        let queues = Arc::new(WaitQueues::default());
        let first = queues.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut second = Box::pin(queues.enter(0, ScopeKey::Global, WAITS));
        assert!(second.as_mut().now_or_never().is_none());
        drop(second);
        assert_eq!(queues.enter(0, ScopeKey::Global, WAITS).await.unwrap_err(), Busy);
        drop(first);
        queues.enter(0, ScopeKey::Global, ALONE).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_has_an_end() {
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
    async fn memory_follows_those_who_are_there() {
        let queues = Arc::new(WaitQueues::default());
        let mut places = Vec::new();
        for id in 1..=10_000 {
            places.push(queues.enter(0, ScopeKey::User(UserId::new(id)), ALONE).await.unwrap());
        }
        places.clear();
        assert!(queues.table().is_empty() && queues.table().capacity() < 100);
    }
}
