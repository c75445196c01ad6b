//! Cooldowns counted in this process. Uses are acquired atomically and removed when they have expired.
//!
//! The generic cell rate algorithm (GCRA) stores one instant for each key: the time at which all uses are available
//! again. A use moves it by one interval, and it may not lie further ahead than all uses together. Bursts work without
//! counters.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Cooldown, ScopeKey};
use crate::clock::Clock;

/// The uses that have not expired. Expired ones are swept, so memory is proportional to the cooldowns that are running
/// and not to the number of users who ever called.
#[derive(Debug, Default)]
pub(crate) struct Cooldowns {
    /// The bucket in which each command's uses are counted, by the command's position in the registry.
    buckets: Vec<usize>,
    table: Mutex<Table>,
    clock: Clock,
}

/// A bucket, and the scope in which its uses are counted.
type Key = (usize, ScopeKey);

#[derive(Debug, Default)]
struct Table {
    /// When all uses are available again.
    full_at: HashMap<Key, Instant>,
    /// The number of keys at which the next sweep runs.
    sweep_at: usize,
}

/// A use that was acquired. It can be refunded.
#[derive(Debug)]
pub(crate) struct Ticket {
    key: Key,
    interval: Duration,
    /// When the use expires.
    expires_at: Instant,
}

/// The parameters of the algorithm for a [`Cooldown`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) interval: Duration,
    /// The interval times the number of uses.
    pub(crate) burst: Duration,
}

impl Rate {
    pub(crate) fn of(cooldown: Cooldown) -> Self {
        let uses = cooldown.uses();
        let interval = (cooldown.period() / uses).max(Duration::from_nanos(1));
        // Not the period: the remainder of the division would allow more uses than declared.
        Self { interval, burst: interval.saturating_mul(uses) }
    }

    /// Returns when all uses are available again if one is acquired now, or fails with the time to wait.
    fn next(self, full_at: Option<&Instant>, now: Instant) -> Result<Instant, Duration> {
        let next = full_at.map_or(now, |full_at| now.max(*full_at)) + self.interval;
        let ahead = next - now;
        match ahead.checked_sub(self.burst) {
            None | Some(Duration::ZERO) => Ok(next),
            Some(wait) => Err(wait),
        }
    }
}

impl Cooldowns {
    /// Creates a table with all uses available. Commands that name the same bucket share it.
    pub(crate) fn new(commands: impl Iterator<Item = Option<Cooldown>>, clock: Clock) -> Self {
        let mut named: HashMap<&str, usize> = HashMap::new();
        let buckets = commands
            .enumerate()
            .map(|(position, cooldown)| match cooldown.and_then(Cooldown::bucket_name) {
                Some(name) => *named.entry(name).or_insert(position),
                None => position,
            })
            .collect();
        Self { buckets, table: Mutex::default(), clock }
    }

    /// Fails with the time to wait if no use is left. Acquires none.
    pub(crate) fn peek(&self, command: usize, scope: ScopeKey, cooldown: Cooldown) -> Result<(), Duration> {
        let key = self.key(command, scope);
        Rate::of(cooldown).next(self.table().full_at.get(&key), self.clock.instant()).map(drop)
    }

    /// Acquires one use, or fails with the time to wait.
    pub(crate) fn acquire(
        &self,
        command: usize,
        scope: ScopeKey,
        cooldown: Cooldown,
    ) -> Result<Ticket, Duration> {
        let key = self.key(command, scope);
        let rate = Rate::of(cooldown);
        let now = self.clock.instant();
        let mut table = self.table();
        let expires_at = rate.next(table.full_at.get(&key), now)?;
        table.full_at.insert(key, expires_at);
        if table.full_at.len() >= table.sweep_at {
            table.sweep(now);
        }
        Ok(Ticket { key, interval: rate.interval, expires_at })
    }

    /// Counts a use that Redis gave out, whether or not one is left here.
    #[cfg(feature = "redis")]
    pub(crate) fn count(&self, command: usize, scope: ScopeKey, cooldown: Cooldown) -> Ticket {
        let (key, rate, now) = (self.key(command, scope), Rate::of(cooldown), self.clock.instant());
        let mut table = self.table();
        let full_at = table.full_at.get(&key).map_or(now, |full_at| now.max(*full_at));
        let expires_at = (full_at + rate.interval).min(now + rate.burst);
        table.full_at.insert(key, expires_at);
        if table.full_at.len() >= table.sweep_at {
            table.sweep(now);
        }
        Ticket { key, interval: rate.interval, expires_at }
    }

    /// Records that Redis has no use left for this time.
    #[cfg(feature = "redis")]
    pub(crate) fn learn(&self, command: usize, scope: ScopeKey, cooldown: Cooldown, wait: Duration) {
        let (key, rate, now) = (self.key(command, scope), Rate::of(cooldown), self.clock.instant());
        let full_at = now + wait.min(rate.burst) + rate.burst.saturating_sub(rate.interval);
        let mut table = self.table();
        let known = table.full_at.entry(key).or_insert(full_at);
        *known = full_at.max(*known);
    }

    /// Refunds a use, unless it has expired.
    // By value: a ticket can be refunded once.
    #[allow(clippy::needless_pass_by_value)]
    pub(crate) fn refund(&self, ticket: Ticket) {
        let now = self.clock.instant();
        if ticket.expires_at <= now {
            return;
        }
        let mut table = self.table();
        let Some(full_at) = table.full_at.get_mut(&ticket.key) else { return };
        match full_at.checked_sub(ticket.interval) {
            Some(earlier) if earlier > now => *full_at = earlier,
            _ => {
                table.full_at.remove(&ticket.key);
            }
        }
    }

    /// Removes the uses that have expired.
    pub(crate) fn sweep(&self) {
        self.table().sweep(self.clock.instant());
    }

    fn key(&self, command: usize, scope: ScopeKey) -> Key {
        (self.buckets.get(command).copied().unwrap_or(command), scope)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn sweep(&mut self, now: Instant) {
        self.full_at.retain(|_, full_at| *full_at > now);
        // Doubling makes the amortized cost of a sweep constant for each use.
        self.sweep_at = (self.full_at.len() * 2).max(64);
        if self.full_at.capacity() > self.sweep_at * 2 {
            self.full_at.shrink_to(self.sweep_at);
        }
    }
}

#[cfg(test)]
mod tests;
