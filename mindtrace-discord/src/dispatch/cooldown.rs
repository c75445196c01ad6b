//! Waits between two uses, taken atomically and forgotten when they are over.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::UserId;
use tokio::time::Instant;

/// The waits that are running. One look-up checks and takes; what is over is swept out, so memory follows the number
/// of waits that are running and not the number of people who ever called.
#[derive(Debug, Default)]
pub(crate) struct Cooldowns {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    /// Command and user to the time from which the user may call again.
    waits: HashMap<(usize, UserId), Instant>,
    /// The size at which the next sweep pays for itself.
    sweep_at: usize,
}

/// A use that was taken; it can be given back.
#[derive(Debug)]
pub(crate) struct Ticket {
    key: (usize, UserId),
    until: Instant,
}

impl Cooldowns {
    /// Takes one use, or says how long to wait.
    pub(crate) fn take(&self, command: usize, user: UserId, period: Duration) -> Result<Ticket, Duration> {
        let now = Instant::now();
        let key = (command, user);
        let mut table = self.table();
        if let Some(until) = table.waits.get(&key).filter(|until| **until > now) {
            return Err(*until - now);
        }
        let until = now + period;
        table.waits.insert(key, until);
        if table.waits.len() >= table.sweep_at {
            table.sweep(now);
        }
        Ok(Ticket { key, until })
    }

    /// Gives a use back, unless a later one took its place.
    // By value: a ticket is good for one refund.
    #[allow(clippy::needless_pass_by_value)]
    pub(crate) fn refund(&self, ticket: Ticket) {
        let mut table = self.table();
        if table.waits.get(&ticket.key) == Some(&ticket.until) {
            table.waits.remove(&ticket.key);
        }
    }

    /// Forgets the waits that are over.
    pub(crate) fn sweep(&self) {
        self.table().sweep(Instant::now());
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn sweep(&mut self, now: Instant) {
        self.waits.retain(|_, until| *until > now);
        // Doubling keeps the cost of sweeping constant for each use.
        self.sweep_at = (self.waits.len() * 2).max(64);
        if self.waits.capacity() > self.sweep_at * 2 {
            self.waits.shrink_to(self.sweep_at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serenity::model::id::UserId;

    use super::Cooldowns;

    const PERIOD: Duration = Duration::from_secs(5);

    #[tokio::test(start_paused = true)]
    async fn a_second_use_waits_for_the_rest_of_the_period() {
        let cooldowns = Cooldowns::default();
        let user = UserId::new(1);
        cooldowns.take(0, user, PERIOD).unwrap();
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(cooldowns.take(0, user, PERIOD).unwrap_err(), Duration::from_secs(3));
        cooldowns.take(0, UserId::new(2), PERIOD).unwrap();
        cooldowns.take(1, user, PERIOD).unwrap();
        tokio::time::advance(Duration::from_secs(3)).await;
        cooldowns.take(0, user, PERIOD).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_refund_is_as_if_nothing_was_taken() {
        let cooldowns = Cooldowns::default();
        let ticket = cooldowns.take(0, UserId::new(1), PERIOD).unwrap();
        cooldowns.refund(ticket);
        cooldowns.take(0, UserId::new(1), PERIOD).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn memory_follows_the_waits_that_are_running() {
        let cooldowns = Cooldowns::default();
        for user in 1..=100_000 {
            cooldowns.take(0, UserId::new(user), PERIOD).unwrap();
            tokio::time::advance(Duration::from_millis(1)).await;
        }
        assert!(cooldowns.table().waits.len() < 20_000);
        tokio::time::advance(PERIOD).await;
        cooldowns.sweep();
        assert_eq!(cooldowns.table().waits.len(), 0);
        assert!(cooldowns.table().waits.capacity() < 1_000);
    }
}
