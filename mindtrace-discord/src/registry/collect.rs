//! Collects the specifications that attributes submitted to `inventory`. No other file iterates it.

use super::{Parts, Registry};
use crate::command::CommandSpec;
use crate::event::{EventSpec, HttpEventSpec, StoredEventSpec};
use crate::schedule::ScheduleSpec;

inventory::collect!(CommandSpec);
inventory::collect!(EventSpec);
inventory::collect!(ScheduleSpec);
inventory::collect!(HttpEventSpec);
inventory::collect!(StoredEventSpec);

impl Registry {
    /// Creates a registry of everything that `#[command]`, `#[on_event]`, `#[every]` and the other attributes registered in this
    /// program and the crates linked into it.
    ///
    /// A crate that is not referred to is not linked. Write `use that_crate as _;` to link it.
    pub fn linked() -> Self {
        Self::new(Parts {
            commands: inventory::iter::<CommandSpec>().copied().collect(),
            handlers: inventory::iter::<EventSpec>().copied().collect(),
            schedules: inventory::iter::<ScheduleSpec>().copied().collect(),
            http_events: inventory::iter::<HttpEventSpec>().copied().collect(),
            stored_events: inventory::iter::<StoredEventSpec>().copied().collect(),
        })
    }
}
