//! The times of a schedule: the next one, and those that were missed.

use std::time::Duration;

use cronexpr::{Crontab, MakeTimestamp};
use jiff::tz::AmbiguousOffset;
use jiff::{Timestamp, Zoned};

use super::Missed;
use super::spec::When;

/// The number of missed runs that are counted at most.
const MAX_MISSED: usize = 10_000;

/// How late a run may start without being missed; less for frequent schedules.
const GRACE: Duration = Duration::from_secs(10);

/// The times of a schedule.
#[derive(Debug)]
pub(crate) enum Times {
    /// A period, counted from `start`.
    Every { start: Timestamp, period: Duration },
    /// A cron line. If it names hours, an hour that a day has twice counts once.
    Cron { line: Box<Crontab>, names_hours: bool },
}

/// A run that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) due: Timestamp,
    pub(crate) missed: u64,
}

impl Times {
    /// Creates the times of `when`, from `start` on.
    ///
    /// # Errors
    ///
    /// The problem of the cron line or its time zone. The macro reports it at compile time.
    pub(crate) fn new(when: When, start: Timestamp) -> Result<Self, cronexpr::Error> {
        Ok(match when {
            When::Every(period) => Self::Every { start, period },
            When::Cron { line, timezone } => Self::Cron {
                names_hours: line.split_whitespace().nth(1).is_some_and(|hours| !hours.starts_with('*')),
                line: Box::new(cronexpr::parse_crontab(&format!("{line} {timezone}"))?),
            },
        })
    }

    /// Returns the first time after `time`; `None` if there is none.
    pub(crate) fn after(&self, time: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Every { start, period } => {
                let period = i128::try_from(period.as_nanos()).ok().filter(|period| *period > 0)?;
                let elapsed = time.as_nanosecond() - start.as_nanosecond();
                let next = start.as_nanosecond() + (elapsed.div_euclid(period) + 1) * period;
                Timestamp::from_nanosecond(next).ok()
            }
            Self::Cron { line, names_hours } => {
                let mut next = line.find_next(MakeTimestamp(time)).ok()?;
                while *names_hours && is_repeated(&next) {
                    next = line.find_next(MakeTimestamp(next.timestamp())).ok()?;
                }
                Some(next.timestamp())
            }
        }
    }

    /// Returns the runs that are due, from `due` to `now`, and the next time after `now`.
    pub(crate) fn runs(
        &self,
        due: Timestamp,
        now: Timestamp,
        missed: Missed,
    ) -> (Vec<Run>, Option<Timestamp>) {
        let mut overdue = vec![due];
        let mut next = self.after(due);
        while let Some(time) = next.filter(|time| *time <= now) {
            if overdue.len() == MAX_MISSED {
                next = self.after(now);
                break;
            }
            overdue.push(time);
            next = self.after(time);
        }
        let last = overdue.last().copied().unwrap_or(due);
        let run = |due| Run { due, missed: 0 };
        let runs = match missed {
            Missed::Once => {
                let missed = u64::try_from(overdue.len()).unwrap_or(u64::MAX).saturating_sub(1);
                vec![Run { due: last, missed }]
            }
            Missed::All => overdue.into_iter().map(run).collect(),
            Missed::Skip if late(last, now) <= grace(last, next) => vec![run(last)],
            Missed::Skip => Vec::new(),
        };
        (runs, next)
    }
}

/// Returns whether this local time occurs for the second time, because clocks were set back.
fn is_repeated(time: &Zoned) -> bool {
    let ambiguous = time.time_zone().to_ambiguous_timestamp(time.datetime());
    match ambiguous.offset() {
        AmbiguousOffset::Fold { after, .. } => time.offset() == after,
        _ => false,
    }
}

fn late(due: Timestamp, now: Timestamp) -> Duration {
    now.duration_since(due).try_into().unwrap_or_default()
}

/// Returns a tenth of the time between two runs, at most ten seconds.
fn grace(due: Timestamp, next: Option<Timestamp>) -> Duration {
    next.map_or(GRACE, |next| (late(due, next) / 10).min(GRACE))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{Missed, Run, Times, When};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn london(line: &'static str) -> Times {
        Times::new(When::Cron { line, timezone: "Europe/London" }, Timestamp::UNIX_EPOCH).unwrap()
    }

    fn every_five_minutes() -> Times {
        Times::new(When::Every(Duration::from_mins(5)), at("2026-01-01T00:01:00Z")).unwrap()
    }

    #[test]
    fn a_period_counts_from_the_start() {
        let times = every_five_minutes();
        assert_eq!(times.after(at("2026-01-01T00:01:00Z")), Some(at("2026-01-01T00:06:00Z")));
        assert_eq!(times.after(at("2026-01-01T00:05:59Z")), Some(at("2026-01-01T00:06:00Z")));
        assert_eq!(times.after(at("2026-01-01T00:06:00Z")), Some(at("2026-01-01T00:11:00Z")));
    }

    #[test]
    fn a_cron_line_is_read_in_its_time_zone() {
        let times = london("0 9 * * Mon-Fri");
        // Friday in winter time, then Monday in summer time, which began on Sunday.
        assert_eq!(times.after(at("2026-03-27T08:00:00Z")), Some(at("2026-03-27T09:00:00Z")));
        assert_eq!(times.after(at("2026-03-27T09:00:00Z")), Some(at("2026-03-30T08:00:00Z")));
    }

    #[test]
    fn a_skipped_hour_has_no_run_and_a_repeated_hour_has_one() {
        let times = london("30 1 * * *");
        // Clocks go from 01:00 to 02:00 on 2026-03-29.
        assert_eq!(times.after(at("2026-03-28T12:00:00Z")), Some(at("2026-03-30T00:30:00Z")));
        // And from 02:00 to 01:00 on 2026-10-25.
        assert_eq!(times.after(at("2026-10-24T12:00:00Z")), Some(at("2026-10-25T00:30:00Z")));
        assert_eq!(times.after(at("2026-10-25T00:30:00Z")), Some(at("2026-10-26T01:30:00Z")));
        // A line that does not name hours runs in both.
        let hourly = london("30 * * * *");
        assert_eq!(hourly.after(at("2026-10-25T00:30:00Z")), Some(at("2026-10-25T01:30:00Z")));
    }

    #[test]
    fn missed_runs_follow_the_policy() {
        let times = every_five_minutes();
        let (due, now) = (at("2026-01-01T00:06:00Z"), at("2026-01-01T00:18:00Z"));
        let next = Some(at("2026-01-01T00:21:00Z"));
        let third = at("2026-01-01T00:16:00Z");
        assert_eq!(times.runs(due, now, Missed::Once), (vec![Run { due: third, missed: 2 }], next));
        assert_eq!(times.runs(due, now, Missed::Skip), (vec![], next));
        let all = [due, at("2026-01-01T00:11:00Z"), third].map(|due| Run { due, missed: 0 });
        assert_eq!(times.runs(due, now, Missed::All), (all.to_vec(), next));
    }

    #[test]
    fn a_slightly_late_run_is_not_missed() {
        let times = every_five_minutes();
        let due = at("2026-01-01T00:06:00Z");
        let (runs, _) = times.runs(due, at("2026-01-01T00:06:05Z"), Missed::Skip);
        assert_eq!(runs, [Run { due, missed: 0 }]);
    }

    #[test]
    fn the_number_of_missed_runs_is_bounded() {
        let times = Times::new(When::Every(Duration::from_millis(1)), at("2026-01-01T00:00:00Z")).unwrap();
        let (runs, next) =
            times.runs(at("2026-01-01T00:00:00.001Z"), at("2027-01-01T00:00:00Z"), Missed::All);
        assert_eq!(runs.len(), super::MAX_MISSED);
        assert_eq!(next, Some(at("2027-01-01T00:00:00.001Z")));
    }
}
