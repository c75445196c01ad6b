//! The one place that reads what the linker collected.

use super::{Parts, Registry};
use crate::command::CommandSpec;
use crate::event::{EventSpec, HttpEventSpec};
use crate::schedule::ScheduleSpec;

inventory::collect!(CommandSpec);
inventory::collect!(EventSpec);
inventory::collect!(ScheduleSpec);
inventory::collect!(HttpEventSpec);

impl Registry {
    /// Everything that `#[command]`, `#[on_event]`, `#[every]` and the other attributes registered in this program and the crates
    /// linked into it.
    ///
    /// A crate that nothing refers to is not linked; write `use that_crate as _;` to have its commands.
    pub fn linked() -> Self {
        Self::new(Parts {
            commands: inventory::iter::<CommandSpec>().copied().collect(),
            handlers: inventory::iter::<EventSpec>().copied().collect(),
            schedules: inventory::iter::<ScheduleSpec>().copied().collect(),
            http_events: inventory::iter::<HttpEventSpec>().copied().collect(),
        })
    }
}
