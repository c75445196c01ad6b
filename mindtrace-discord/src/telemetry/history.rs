//! An hour of history, by the minute: the calls, their durations, and the events. The memory is bounded, and a restart clears it.

mod durations;
mod hour;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use self::durations::Durations;
pub(crate) use self::hour::Hour;
use self::hour::{CallCounts, EventCounts};

/// The number of minutes that are stored.
const MINUTES: u64 = 60;

/// The result of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Succeeded,
    /// The caller was refused or made a mistake.
    Refused,
    Failed,
}

/// The calls and events of the last hour.
#[derive(Debug)]
pub(crate) struct History {
    ring: Mutex<Ring>,
    /// The number of dropped events that are in the ring.
    dropped: AtomicU64,
}

#[derive(Debug)]
struct Ring {
    /// The minute with the number `n` has the position `n % MINUTES`.
    slots: Vec<Slot>,
    /// The calls since the bot started.
    total: CallCounts,
}

/// The counts of a minute.
#[derive(Debug, Default)]
struct Slot {
    /// The number of the minute since 1970; 0 if nothing happened yet.
    minute: u64,
    calls: CallCounts,
    /// The durations of the calls that were not refused.
    durations: Durations,
    events: EventCounts,
    commands: HashMap<&'static str, Use>,
}

/// The calls of a command.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    calls: CallCounts,
    /// The sum of the durations of the calls that were not refused, in milliseconds.
    ms: f64,
}

impl History {
    /// Records a call, with its duration in milliseconds. `command` is `None` if the command is unknown.
    pub(super) fn called(&self, minute: u64, command: Option<&'static str>, ended: Ended, ms: f64) {
        let mut ring = self.ring();
        ring.total.add(ended);
        let slot = ring.slot(minute);
        slot.calls.add(ended);
        if ended != Ended::Refused {
            slot.durations.add(ms);
        }
        if let Some(command) = command {
            let used = slot.commands.entry(command).or_default();
            used.calls.add(ended);
            if ended != Ended::Refused {
                used.ms += ms;
            }
        }
    }

    /// Records that an event handler or a schedule ran.
    pub(super) fn handled(&self, minute: u64, succeeded: bool) {
        let mut ring = self.ring();
        let events = &mut ring.slot(minute).events;
        if succeeded {
            events.succeeded += 1;
        } else {
            events.failed += 1;
        }
    }

    /// Records the number of events that were dropped since the start. Takes the lock only if it has grown.
    pub(super) fn dropped(&self, total: u64) {
        if self.dropped.load(Ordering::Relaxed) < total {
            self.add_dropped(now(), total);
        }
    }

    fn add_dropped(&self, minute: u64, total: u64) {
        let new = total.saturating_sub(self.dropped.fetch_max(total, Ordering::Relaxed));
        self.ring().slot(minute).events.dropped += new;
    }

    /// Returns the hour that ends with this minute.
    pub(super) fn hour(&self, minute: u64) -> Hour {
        let guard = self.ring();
        let ring = &*guard;
        let first = minute.saturating_sub(MINUTES - 1);
        Hour::new((first..=minute).map(|number| (number, ring.find(number))), ring.total)
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for History {
    fn default() -> Self {
        let slots = std::iter::repeat_with(Slot::default).take(position(MINUTES));
        let ring = Ring { slots: slots.collect(), total: CallCounts::default() };
        Self { ring: Mutex::new(ring), dropped: AtomicU64::new(0) }
    }
}

impl Ring {
    /// Returns the slot of a minute, which takes the place of the one an hour before it.
    fn slot(&mut self, minute: u64) -> &mut Slot {
        let position = position(minute % MINUTES);
        if position >= self.slots.len() {
            self.slots.resize_with(position + 1, Slot::default);
        }
        let slot = &mut self.slots[position];
        if slot.minute != minute {
            slot.begin(minute);
        }
        slot
    }

    fn find(&self, minute: u64) -> Option<&Slot> {
        self.slots.get(position(minute % MINUTES)).filter(|slot| slot.minute == minute)
    }
}

impl Slot {
    /// Empties the slot. The table of the commands keeps its memory, so that a later minute allocates nothing.
    fn begin(&mut self, minute: u64) {
        let mut commands = std::mem::take(&mut self.commands);
        commands.clear();
        *self = Self { minute, commands, ..Self::default() };
    }
}

/// Returns the number of the current minute since 1970.
pub(super) fn now() -> u64 {
    u64::try_from(Timestamp::now().as_second()).unwrap_or_default() / 60
}

fn position(number: u64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Ended, History};

    fn minutes(history: &History, minute: u64) -> Vec<Value> {
        let hour = json!(history.hour(minute));
        hour["minutes"].as_array().unwrap().clone()
    }

    #[test]
    fn an_hour_has_sixty_minutes_and_begins_with_the_oldest() {
        let history = History::default();
        history.called(1000, Some("hello"), Ended::Succeeded, 5.0);
        history.called(1000, Some("hello"), Ended::Failed, 15.0);
        history.called(1000, Some("hello"), Ended::Refused, 0.1);
        history.called(1059, None, Ended::Refused, 0.1);
        let found = minutes(&history, 1059);
        assert_eq!(found.len(), 60);
        assert_eq!(found[0]["at"], "1970-01-01T16:40:00Z");
        assert_eq!(found[0]["calls"], json!({ "succeeded": 1, "refused": 1, "failed": 1 }));
        assert_eq!(found[0]["p95_ms"], 15.0);
        assert_eq!(found[59]["calls"], json!({ "succeeded": 0, "refused": 1, "failed": 0 }));
        assert_eq!(found[59]["p95_ms"], Value::Null);
        let hour = json!(history.hour(1059));
        let calls = json!({ "succeeded": 1, "refused": 1, "failed": 1 });
        assert_eq!(hour["commands"], json!([{ "name": "hello", "calls": calls, "mean_ms": 10.0 }]));
        // A minute later the first one is no longer part of the hour, but its calls were made since the start.
        let hour = json!(history.hour(1060));
        assert_eq!(hour["commands"], json!([]));
        assert_eq!(hour["since_start"], json!({ "succeeded": 1, "refused": 2, "failed": 1 }));
    }

    #[test]
    fn a_slot_is_used_again_after_an_hour() {
        let history = History::default();
        history.called(1000, Some("old"), Ended::Succeeded, 5.0);
        history.handled(1000, false);
        history.called(1060, Some("new"), Ended::Succeeded, 7.0);
        let hour = json!(history.hour(1060));
        assert_eq!(hour["commands"][0]["name"], "new");
        assert_eq!(hour["commands"].as_array().unwrap().len(), 1);
        assert_eq!(hour["minutes"][59]["events"], json!({ "succeeded": 0, "failed": 0, "dropped": 0 }));
    }

    #[test]
    fn dropped_events_are_counted_in_their_minute() {
        let history = History::default();
        history.add_dropped(1000, 0);
        history.add_dropped(1000, 3);
        history.add_dropped(1001, 3);
        history.add_dropped(1001, 5);
        history.handled(1001, true);
        let found = minutes(&history, 1001);
        assert_eq!(found[58]["events"], json!({ "succeeded": 0, "failed": 0, "dropped": 3 }));
        assert_eq!(found[59]["events"], json!({ "succeeded": 1, "failed": 0, "dropped": 2 }));
    }
}
