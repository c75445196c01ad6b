//! The limits of IDENTIFY: one per bucket in five seconds, and a number of sessions a day.

use std::collections::HashMap;

use tokio::time::{Duration, Instant};

/// The least time between two sessions started in one bucket.
const INTERVAL: Duration = Duration::from_secs(5);

/// The period of the budget.
const DAY: Duration = Duration::from_hours(24);

/// The settings of shards and of IDENTIFY.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GatewaySettings {
    /// The number of shards that `GET /gateway/bot` recommends.
    pub(crate) shards: u32,
    /// The number of buckets; the bucket of a shard is its id modulo this number.
    pub(crate) max_concurrency: u32,
    /// The number of sessions that may be started in a day.
    pub(crate) identifies_per_day: u64,
    /// Whether the limits of IDENTIFY are enforced.
    pub(crate) enforces_limits: bool,
    /// The number of guilds of a shard above which the gateway requires more shards.
    pub(crate) guilds_per_shard: usize,
    /// Whether a shard that has a connection is refused a second one.
    pub(crate) refuses_duplicates: bool,
    /// The number of dispatches that a session stores for a resume.
    pub(crate) replayed: usize,
}

/// The sessions started so far, as far as the limits need them.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    /// When a session was last started in each bucket.
    last: HashMap<u64, Instant>,
    /// When the current day began, and the number of sessions started in it.
    day: Option<(Instant, u64)>,
}

/// A limit that an IDENTIFY exceeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exceeded {
    Bucket,
    Day,
}

impl Default for GatewaySettings {
    fn default() -> Self {
        Self {
            shards: 1,
            max_concurrency: 1,
            identifies_per_day: 1000,
            enforces_limits: false,
            guilds_per_shard: 2500,
            refuses_duplicates: false,
            replayed: 1000,
        }
    }
}

impl Budget {
    /// Counts a session of this shard, unless a limit is enforced and exceeded.
    pub(crate) fn take(
        &mut self,
        settings: &GatewaySettings,
        shard: u64,
        now: Instant,
    ) -> Result<(), Exceeded> {
        let bucket = shard % u64::from(settings.max_concurrency.max(1));
        let is_early = |last: &Instant| now.saturating_duration_since(*last) < INTERVAL;
        if settings.enforces_limits && self.last.get(&bucket).is_some_and(is_early) {
            return Err(Exceeded::Bucket);
        }
        if settings.enforces_limits && self.remaining(settings, now) == 0 {
            return Err(Exceeded::Day);
        }
        let (begin, started) = self.today(now);
        self.day = Some((begin, started + 1));
        self.last.insert(bucket, now);
        Ok(())
    }

    /// Returns the number of sessions that may still be started today.
    pub(crate) fn remaining(&self, settings: &GatewaySettings, now: Instant) -> u64 {
        settings.identifies_per_day.saturating_sub(self.today(now).1)
    }

    /// Returns the time until the budget is restored.
    pub(crate) fn reset_after(&self, now: Instant) -> Duration {
        DAY.saturating_sub(now.saturating_duration_since(self.today(now).0))
    }

    /// Returns when the current day began, and the number of sessions started in it.
    fn today(&self, now: Instant) -> (Instant, u64) {
        let current = |(begin, _): &(Instant, u64)| now.saturating_duration_since(*begin) < DAY;
        self.day.filter(current).unwrap_or((now, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_takes_one_identify_in_five_seconds() {
        let settings =
            GatewaySettings { max_concurrency: 2, enforces_limits: true, ..GatewaySettings::default() };
        let (mut budget, now) = (Budget::default(), Instant::now());
        assert_eq!(
            [0, 1, 2, 3].map(|shard| budget.take(&settings, shard, now).is_ok()),
            [true, true, false, false]
        );
        assert_eq!(budget.take(&settings, 2, now + INTERVAL / 2), Err(Exceeded::Bucket));
        assert_eq!(budget.take(&settings, 2, now + INTERVAL), Ok(()));
        assert_eq!(budget.remaining(&settings, now + INTERVAL), 997);
    }

    #[test]
    fn a_used_up_budget_is_restored_a_day_after_its_first_session() {
        let settings =
            GatewaySettings { identifies_per_day: 1, enforces_limits: true, ..GatewaySettings::default() };
        let (mut budget, now) = (Budget::default(), Instant::now());
        assert_eq!((budget.remaining(&settings, now), budget.reset_after(now)), (1, DAY));
        assert_eq!(budget.take(&settings, 0, now), Ok(()));
        let later = now + DAY / 2;
        assert_eq!((budget.remaining(&settings, later), budget.reset_after(later)), (0, DAY / 2));
        assert_eq!(budget.take(&settings, 0, later), Err(Exceeded::Day));
        assert_eq!(budget.take(&settings, 0, now + DAY), Ok(()));
        let generous = GatewaySettings { enforces_limits: false, ..settings };
        assert_eq!(budget.take(&generous, 0, now + DAY), Ok(()));
    }
}
