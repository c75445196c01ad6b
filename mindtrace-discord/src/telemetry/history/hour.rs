//! The last hour as the HTTP surface serves it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Ended, Slot, Use};

/// The last hour.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = History)]
pub(crate) struct Hour {
    /// The last sixty minutes, the oldest first. The last one is not over yet.
    minutes: Vec<Minute>,
    /// The commands that were called in this hour, by name.
    commands: Vec<CommandUse>,
    /// The calls since the bot started.
    since_start: CallCounts,
}

/// A minute.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HistoryMinute)]
struct Minute {
    /// When it began, in RFC 3339.
    at: String,
    calls: CallCounts,
    /// The median duration of the calls that were not refused, in milliseconds; `null` without any.
    p50_ms: Option<f64>,
    /// The duration that 95 % of these calls did not exceed, in milliseconds; `null` without any.
    p95_ms: Option<f64>,
    events: EventCounts,
}

/// The use of a command in the last hour.
#[derive(Debug, Serialize, ToSchema)]
struct CommandUse {
    name: &'static str,
    calls: CallCounts,
    /// The mean duration of the calls that were not refused, in milliseconds; `null` without any.
    mean_ms: Option<f64>,
}

/// Numbers of calls.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(super) struct CallCounts {
    succeeded: u64,
    /// How many were refused, or had a mistake of the caller.
    refused: u64,
    failed: u64,
}

/// Numbers of events.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(super) struct EventCounts {
    /// How many runs of event handlers and schedules succeeded.
    pub(super) succeeded: u64,
    /// How many runs of event handlers and schedules failed.
    pub(super) failed: u64,
    /// How many events were dropped because a queue was full.
    pub(super) dropped: u64,
}

impl Hour {
    /// Summarizes minutes, each with its number since 1970, and the calls since the start.
    pub(super) fn new<'a>(
        slots: impl Iterator<Item = (u64, Option<&'a Slot>)>,
        since_start: CallCounts,
    ) -> Self {
        let mut used: BTreeMap<&'static str, Use> = BTreeMap::new();
        let minutes = slots.map(|(number, slot)| {
            for (name, one) in slot.into_iter().flat_map(|slot| &slot.commands) {
                let sum = used.entry(*name).or_default();
                sum.calls.merge(one.calls);
                sum.ms += one.ms;
            }
            minute(number, slot)
        });
        let minutes = minutes.collect();
        let commands = used.into_iter().map(|(name, Use { calls, ms })| CommandUse {
            name,
            calls,
            mean_ms: calls.mean(ms),
        });
        Self { minutes, commands: commands.collect(), since_start }
    }
}

impl CallCounts {
    pub(super) fn add(&mut self, ended: Ended) {
        match ended {
            Ended::Succeeded => self.succeeded += 1,
            Ended::Refused => self.refused += 1,
            Ended::Failed => self.failed += 1,
        }
    }

    fn merge(&mut self, other: Self) {
        self.succeeded += other.succeeded;
        self.refused += other.refused;
        self.failed += other.failed;
    }

    /// Returns the mean of a sum over the calls that were not refused.
    #[allow(clippy::cast_precision_loss)]
    fn mean(self, sum: f64) -> Option<f64> {
        let count = self.succeeded + self.failed;
        (count > 0).then(|| sum / count as f64)
    }
}

fn minute(number: u64, slot: Option<&Slot>) -> Minute {
    let second = i64::try_from(number * 60).unwrap_or_default();
    Minute {
        at: Timestamp::from_second(second).unwrap_or_default().to_string(),
        calls: slot.map(|slot| slot.calls).unwrap_or_default(),
        p50_ms: slot.and_then(|slot| slot.durations.quantile(50)),
        p95_ms: slot.and_then(|slot| slot.durations.quantile(95)),
        events: slot.map(|slot| slot.events).unwrap_or_default(),
    }
}
