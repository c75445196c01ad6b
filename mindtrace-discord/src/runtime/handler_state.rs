//! Counters of event handlers and schedules.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// The runs of a handler so far.
#[derive(Debug, Default)]
pub(crate) struct HandlerState {
    /// Whether a handler that runs once has run.
    done: AtomicBool,
    pub(crate) succeeded: AtomicU64,
    pub(crate) failed: AtomicU64,
}

impl HandlerState {
    /// Returns whether this is the first run of a handler that runs once.
    pub(crate) fn is_first(&self) -> bool {
        !self.done.swap(true, Ordering::AcqRel)
    }

    pub(crate) fn count(&self, succeeded: bool) {
        let counter = if succeeded { &self.succeeded } else { &self.failed };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// The runs of a schedule, and the time of the next one.
#[derive(Debug, Default)]
pub(crate) struct ScheduleState {
    pub(crate) runs: HandlerState,
    next: Mutex<Option<Timestamp>>,
}

impl ScheduleState {
    /// The time of the next run; `None` before the bot is connected.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_next(&self, next: Option<Timestamp>) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
