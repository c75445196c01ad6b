//! The right of this process to run a shard, for a time that it must extend.

use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::time::Instant;

/// A lease of a shard. The shard handles nothing after it has ended.
///
/// It ends by itself, without an answer of Redis: a process that was stopped past its end, or that cannot reach Redis, must not act on
/// what it still receives, because another process runs the shard by then.
#[derive(Debug)]
#[cfg_attr(not(feature = "redis"), allow(dead_code, reason = "leases are in Redis"))]
pub(super) struct Lease {
    /// `None` after the lease is lost.
    until: watch::Sender<Option<Moment>>,
}

/// A point in time, on two clocks: one goes on while the process is stopped, the other one while the machine is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    instant: Instant,
    wall: SystemTime,
}

#[cfg_attr(not(feature = "redis"), allow(dead_code, reason = "leases are in Redis"))]
impl Moment {
    pub(super) fn now() -> Self {
        Self { instant: Instant::now(), wall: SystemTime::now() }
    }

    fn has_passed(self) -> bool {
        Instant::now() >= self.instant || SystemTime::now() >= self.wall
    }

    fn after(self, duration: Duration) -> Self {
        Self { instant: self.instant + duration, wall: self.wall + duration }
    }
}

#[cfg_attr(not(feature = "redis"), allow(dead_code, reason = "leases are in Redis"))]
impl Lease {
    /// Creates a lease that ends `duration` after `from`, the time before it was requested.
    pub(super) fn new(from: Moment, duration: Duration) -> Self {
        Self { until: watch::Sender::new(Some(from.after(duration))) }
    }

    /// Extends the lease. Returns whether it had not ended; one that has ended stays so.
    pub(super) fn extend(&self, from: Moment, duration: Duration) -> bool {
        self.until.send_if_modified(|until| {
            let is_valid = until.is_some_and(|until| !until.has_passed());
            *until = is_valid.then(|| from.after(duration));
            is_valid
        })
    }

    /// Ends the lease at once, because another process may have the shard.
    pub(super) fn lose(&self) {
        self.until.send_replace(None);
    }

    /// Returns whether the shard may run.
    pub(super) fn is_valid(&self) -> bool {
        self.until.borrow().is_some_and(|until| !until.has_passed())
    }

    /// Waits until the lease has ended.
    pub(super) async fn ended(&self) {
        let mut changes = self.until.subscribe();
        loop {
            let Some(until) = *changes.borrow_and_update() else { return };
            if until.has_passed() {
                return;
            }
            tokio::select! {
                // The sender is this lease.
                _ = changes.changed() => {}
                () = tokio::time::sleep_until(until.instant) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Lease, Moment};

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn a_lease_ends_unless_it_is_extended_in_time() {
        let lease = Lease::new(Moment::now(), 15 * SECOND);
        tokio::time::advance(10 * SECOND).await;
        assert!(lease.is_valid() && lease.extend(Moment::now(), 15 * SECOND));
        tokio::time::advance(14 * SECOND).await;
        assert!(lease.is_valid());
        lease.ended().await;
        assert!(!lease.is_valid() && !lease.extend(Moment::now(), 15 * SECOND));
        assert!(!lease.is_valid(), "it stays over");
    }

    #[tokio::test(start_paused = true)]
    async fn a_lost_lease_has_ended_and_a_clock_that_jumps_ends_one() {
        let lease = Lease::new(Moment::now(), 15 * SECOND);
        tokio::join!(lease.ended(), async { lease.lose() });
        assert!(!lease.is_valid());
        // The machine was suspended: only the wall clock went on.
        let mut from = Moment::now();
        from.wall -= 20 * SECOND;
        assert!(!Lease::new(from, 15 * SECOND).is_valid());
    }
}
