//! Uses within a time, taken atomically and forgotten when they have come back.
//!
//! The generic cell rate algorithm: one instant for each key says when all its uses will be back. A use moves it on by
//! one interval, and it may not lie further ahead than all uses together; so bursts work and nothing has to be counted.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Cooldown, ScopeKey};
use crate::clock::Clock;

/// The uses that are not back yet. What is back is swept out, so memory follows the number of waits that are running and
/// not the number of people who ever called.
#[derive(Debug, Default)]
pub(crate) struct Cooldowns {
    /// For each command, by its place in the registry, the bucket its uses are counted in.
    buckets: Vec<usize>,
    table: Mutex<Table>,
    clock: Clock,
}

/// A bucket and whose share of it.
type Key = (usize, ScopeKey);

#[derive(Debug, Default)]
struct Table {
    /// When all uses are back.
    full_at: HashMap<Key, Instant>,
    /// The size at which the next sweep pays for itself.
    sweep_at: usize,
}

/// A use that was taken; it can be given back.
#[derive(Debug)]
pub(crate) struct Ticket {
    key: Key,
    interval: Duration,
    /// When this use is back by itself.
    back_at: Instant,
}

/// A [`Cooldown`] as the algorithm reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) interval: Duration,
    /// How far ahead all uses together reach.
    pub(crate) burst: Duration,
}

impl Rate {
    pub(crate) fn of(cooldown: Cooldown) -> Self {
        let uses = cooldown.uses();
        let interval = (cooldown.period() / uses).max(Duration::from_nanos(1));
        // Not the period: what dividing cut off would add up to uses that nobody declared.
        Self { interval, burst: interval.saturating_mul(uses) }
    }

    /// When all uses are back if one is taken now, or how long to wait for one.
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
    /// All uses are free. Commands that name the same bucket share it.
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

    /// Says how long to wait, if no use is left; takes none.
    pub(crate) fn peek(&self, command: usize, whose: ScopeKey, cooldown: Cooldown) -> Result<(), Duration> {
        let key = self.key(command, whose);
        Rate::of(cooldown).next(self.table().full_at.get(&key), self.clock.instant()).map(drop)
    }

    /// Takes one use, or says how long to wait.
    pub(crate) fn take(
        &self,
        command: usize,
        whose: ScopeKey,
        cooldown: Cooldown,
    ) -> Result<Ticket, Duration> {
        let key = self.key(command, whose);
        let rate = Rate::of(cooldown);
        let now = self.clock.instant();
        let mut table = self.table();
        let back_at = rate.next(table.full_at.get(&key), now)?;
        table.full_at.insert(key, back_at);
        if table.full_at.len() >= table.sweep_at {
            table.sweep(now);
        }
        Ok(Ticket { key, interval: rate.interval, back_at })
    }

    /// Gives a use back, unless it has come back by itself.
    // By value: a ticket is good for one refund.
    #[allow(clippy::needless_pass_by_value)]
    pub(crate) fn refund(&self, ticket: Ticket) {
        let now = self.clock.instant();
        if ticket.back_at <= now {
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

    /// Forgets the uses that are back.
    pub(crate) fn sweep(&self) {
        self.table().sweep(self.clock.instant());
    }

    fn key(&self, command: usize, whose: ScopeKey) -> Key {
        (self.buckets.get(command).copied().unwrap_or(command), whose)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn sweep(&mut self, now: Instant) {
        self.full_at.retain(|_, full_at| *full_at > now);
        // Doubling keeps the cost of sweeping constant for each use.
        self.sweep_at = (self.full_at.len() * 2).max(64);
        if self.full_at.capacity() > self.sweep_at * 2 {
            self.full_at.shrink_to(self.sweep_at);
        }
    }
}

#[cfg(test)]
mod tests;
