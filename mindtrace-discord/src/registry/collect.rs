//! The one place that reads what the linker collected.

use super::Parts;
use crate::command::CommandSpec;
use crate::event::{EventSpec, HttpEventSpec};
use crate::schedule::ScheduleSpec;

inventory::collect!(CommandSpec);
inventory::collect!(EventSpec);
inventory::collect!(ScheduleSpec);
inventory::collect!(HttpEventSpec);

/// Everything that was submitted, in whatever order the linker left it.
pub(super) fn linked() -> Parts {
    Parts {
        commands: inventory::iter::<CommandSpec>().copied().collect(),
        handlers: inventory::iter::<EventSpec>().copied().collect(),
        schedules: inventory::iter::<ScheduleSpec>().copied().collect(),
        http_events: inventory::iter::<HttpEventSpec>().copied().collect(),
    }
}
