//! The part of a command that its cooldown needs.

use super::Cooldown;

/// A command and its cooldown.
pub(crate) struct Counted {
    /// Unique among the commands of the program.
    pub(crate) key: String,
    pub(crate) cooldown: Option<Cooldown>,
}
