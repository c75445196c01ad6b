//! The one place that reads what the linker collected.

use crate::command::CommandSpec;
use crate::event::EventSpec;

inventory::collect!(CommandSpec);
inventory::collect!(EventSpec);

/// Everything that was submitted, in whatever order the linker left it.
pub(super) fn linked() -> (Vec<CommandSpec>, Vec<EventSpec>) {
    (inventory::iter::<CommandSpec>().copied().collect(), inventory::iter::<EventSpec>().copied().collect())
}
