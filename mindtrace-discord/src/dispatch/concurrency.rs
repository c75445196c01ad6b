//! How many calls of a command run at once: who comes too many waits in line, or is refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::scope_key::ScopeKey;
use crate::command::Concurrency;

/// How many may wait in one line; whoever comes then has no hope to be called in time.
const LONGEST_LINE: usize = 100;

/// The lines somebody runs or waits in; nobody leaves anything behind.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    table: Mutex<HashMap<Key, Line>>,
}

/// A command, by its place in the registry, and whose calls of it.
type Key = (usize, ScopeKey);

#[derive(Debug)]
struct Line {
    /// First come, first served.
    permits: Arc<Semaphore>,
    /// How many run or wait.
    present: usize,
}

/// As many calls as may are running, and waiting is over or not allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Busy;

/// A place in a line, and in the end a turn; dropping it, for whatever reason, leaves the line.
#[derive(Debug)]
pub(super) struct Turn {
    lines: Arc<Lines>,
    key: Key,
    /// Held while the call runs.
    permit: Option<OwnedSemaphorePermit>,
}

impl Lines {
    /// Waits for the caller's turn, as long as the command lets its callers wait.
    pub(super) async fn enter(
        self: &Arc<Self>,
        command: usize,
        whose: ScopeKey,
        concurrency: Concurrency,
    ) -> Result<Turn, Busy> {
        let (mut turn, permits) = self.line_up((command, whose), concurrency)?;
        turn.permit = match concurrency.wait {
            None => permits.try_acquire_owned().ok(),
            Some(wait) => match timeout(wait, permits.acquire_owned()).await {
                Ok(permit) => permit.ok(),
                Err(_) => None,
            },
        };
        if turn.permit.is_some() { Ok(turn) } else { Err(Busy) }
    }

    /// Takes a place at the end, if there is one.
    fn line_up(self: &Arc<Self>, key: Key, concurrency: Concurrency) -> Result<(Turn, Arc<Semaphore>), Busy> {
        let running = usize::try_from(concurrency.limit)
            .map_or(Semaphore::MAX_PERMITS, |limit| limit.min(Semaphore::MAX_PERMITS));
        let waiting = if concurrency.wait.is_some() { LONGEST_LINE } else { 0 };
        let mut table = self.table();
        let line = table
            .entry(key)
            .or_insert_with(|| Line { permits: Arc::new(Semaphore::new(running)), present: 0 });
        if line.present >= running.saturating_add(waiting) {
            return Err(Busy);
        }
        line.present += 1;
        Ok((Turn { lines: Arc::clone(self), key, permit: None }, Arc::clone(&line.permits)))
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Key, Line>> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Before the place is gone, so that nobody who finds one free is refused.
        drop(self.permit.take());
        let mut table = self.lines.table();
        let Some(line) = table.get_mut(&self.key) else { return };
        line.present -= 1;
        if line.present == 0 {
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

    use super::{Busy, LONGEST_LINE, Lines};
    use crate::command::{Concurrency, CooldownScope};
    use crate::dispatch::scope_key::ScopeKey;

    const ALONE: Concurrency = Concurrency::new(CooldownScope::Global, 1);
    const WAITS: Concurrency = ALONE.wait_millis(1_000);

    #[tokio::test]
    async fn of_five_callers_one_runs() {
        let lines = Arc::new(Lines::default());
        let first = lines.enter(0, ScopeKey::Global, ALONE).await.unwrap();
        for _ in 0..4 {
            assert_eq!(lines.enter(0, ScopeKey::Global, ALONE).await.unwrap_err(), Busy);
        }
        lines.enter(1, ScopeKey::Global, ALONE).await.unwrap();
        lines.enter(0, ScopeKey::User(UserId::new(1)), ALONE).await.unwrap();
        drop(first);
        lines.enter(0, ScopeKey::Global, ALONE).await.unwrap();
        assert!(lines.table().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_is_called_in_order_or_gives_up() {
        let lines = Arc::new(Lines::default());
        let first = lines.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut second = Box::pin(lines.enter(0, ScopeKey::Global, WAITS));
        let mut third = Box::pin(lines.enter(0, ScopeKey::Global, WAITS));
        assert!(second.as_mut().now_or_never().is_none() && third.as_mut().now_or_never().is_none());
        drop(first);
        assert!(third.as_mut().now_or_never().is_none(), "the second was there before");
        let second = second.await.unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(third.await.unwrap_err(), Busy);
        drop(second);
        assert!(lines.table().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn who_leaves_the_line_frees_nobody_elses_place() {
        let lines = Arc::new(Lines::default());
        let first = lines.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut second = Box::pin(lines.enter(0, ScopeKey::Global, WAITS));
        assert!(second.as_mut().now_or_never().is_none());
        drop(second);
        assert_eq!(lines.enter(0, ScopeKey::Global, WAITS).await.unwrap_err(), Busy);
        drop(first);
        lines.enter(0, ScopeKey::Global, ALONE).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_has_an_end() {
        let lines = Arc::new(Lines::default());
        let first = lines.enter(0, ScopeKey::Global, WAITS).await.unwrap();
        let mut waiting = Vec::new();
        for _ in 0..LONGEST_LINE {
            let mut one = Box::pin(lines.enter(0, ScopeKey::Global, WAITS));
            assert!(one.as_mut().now_or_never().is_none());
            waiting.push(one);
        }
        let last = lines.enter(0, ScopeKey::Global, WAITS).now_or_never();
        assert_eq!(last.unwrap().unwrap_err(), Busy);
        drop(waiting);
        drop(first);
        assert!(lines.table().is_empty());
    }

    #[tokio::test]
    async fn memory_follows_those_who_are_there() {
        let lines = Arc::new(Lines::default());
        let mut places = Vec::new();
        for id in 1..=10_000 {
            places.push(lines.enter(0, ScopeKey::User(UserId::new(id)), ALONE).await.unwrap());
        }
        places.clear();
        assert!(lines.table().is_empty() && lines.table().capacity() < 100);
    }
}
