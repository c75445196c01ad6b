//! A histogram of durations, from which quantiles are estimated.

/// The number of buckets. The last one ends at 88 seconds; longer durations are only counted.
const BUCKETS: usize = 80;

/// The end of the first bucket, in milliseconds.
const SHORTEST: f64 = 0.1;

/// The end of a bucket divided by that of the one before it: four buckets double the duration.
const GROWTH: f64 = 1.189_207_115_002_721;

/// Durations in buckets that are as wide as 19 % of their begin, so that an estimate is at most 10 % off.
#[derive(Debug)]
pub(super) struct Durations {
    counts: [u32; BUCKETS],
    total: u64,
    /// The longest duration, in milliseconds.
    longest: f64,
}

impl Durations {
    /// Adds a duration in milliseconds.
    pub(super) fn add(&mut self, ms: f64) {
        let mut end = SHORTEST;
        for count in &mut self.counts {
            if ms < end {
                *count = count.saturating_add(1);
                break;
            }
            end *= GROWTH;
        }
        self.total += 1;
        self.longest = self.longest.max(ms);
    }

    /// Returns the duration in milliseconds that this percentage of the durations does not exceed; `None` without durations.
    pub(super) fn quantile(&self, percent: u64) -> Option<f64> {
        if self.total == 0 {
            return None;
        }
        let rank = (self.total * percent).div_ceil(100);
        let (mut seen, mut end) = (0, SHORTEST);
        for count in &self.counts {
            seen += u64::from(*count);
            // The longest duration is known exactly.
            if seen >= rank && rank < self.total {
                // The middle of the bucket on a logarithmic scale.
                return Some((end / GROWTH.sqrt()).min(self.longest));
            }
            end *= GROWTH;
        }
        Some(self.longest)
    }
}

impl Default for Durations {
    fn default() -> Self {
        Self { counts: [0; BUCKETS], total: 0, longest: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Durations;

    #[test]
    fn quantiles_are_at_most_ten_percent_off() {
        let mut durations = Durations::default();
        assert_eq!(durations.quantile(50), None);
        for ms in 1..=1000 {
            durations.add(f64::from(ms));
        }
        for (percent, expected) in [(50, 500.0), (95, 950.0), (1, 10.0)] {
            let found = durations.quantile(percent).unwrap();
            assert!((found / expected - 1.0_f64).abs() < 0.1, "{percent}: {found}");
        }
        assert_eq!(durations.quantile(100), Some(1000.0));
    }

    #[test]
    fn few_durations_have_exact_quantiles() {
        let mut durations = Durations::default();
        durations.add(0.01);
        assert_eq!((durations.quantile(50), durations.quantile(95)), (Some(0.01), Some(0.01)));
        durations.add(200_000.0);
        assert_eq!(durations.quantile(95), Some(200_000.0));
    }
}
