//! What has become of a schedule so far.

use std::sync::Mutex;
use std::sync::PoisonError;

use jiff::Timestamp;

use crate::dispatch::event::HandlerState;

/// What has become of a schedule so far.
#[derive(Debug, Default)]
pub(crate) struct ScheduleState {
    pub(crate) runs: HandlerState,
    next: Mutex<Option<Timestamp>>,
}

impl ScheduleState {
    /// When it runs next; `None` before the bot is connected.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_next(&self, next: Option<Timestamp>) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
