//! Ids and timestamps as Discord writes them.

use std::time::{SystemTime, UNIX_EPOCH};

/// The first second of 2015, in milliseconds of Unix time: Discord's ids count from it.
const EPOCH: u64 = 1_420_070_400_000;

const MILLIS_PER_DAY: u64 = 86_400_000;

/// Makes ids that contain the current time, as Discord's do.
#[derive(Debug, Default)]
pub(super) struct Ids(u64);

impl Ids {
    /// Returns an id that was not returned before.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = (self.0 + 1) % (1 << 22);
        ((unix_millis() - EPOCH) << 22) | self.0
    }
}

/// The current time, in milliseconds of Unix time.
pub(super) fn unix_millis() -> u64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(elapsed.as_millis()).unwrap_or_default().max(EPOCH)
}

/// Writes a time as Discord does, such as `2026-11-29T15:47:37.250000+00:00`.
pub(super) fn timestamp(millis: u64) -> String {
    let (year, month, day) = civil(millis / MILLIS_PER_DAY);
    let rest = millis % MILLIS_PER_DAY;
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60);
    let (second, milli) = (rest / 1000 % 60, rest % 1000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}000+00:00")
}

/// Converts days since 1970 to year, month and day (Howard Hinnant's `civil_from_days`).
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{Ids, timestamp};

    #[test]
    fn timestamps_are_in_the_format_of_discord() {
        assert_eq!(timestamp(1_795_967_257_250), "2026-11-29T15:47:37.250000+00:00");
        assert_eq!(timestamp(1_709_208_000_000), "2024-02-29T12:00:00.000000+00:00");
    }

    #[test]
    fn ids_are_unique() {
        let mut ids = Ids::default();
        assert_ne!(ids.next(), ids.next());
    }
}
