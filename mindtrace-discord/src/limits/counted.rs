//! A command, as far as its uses are counted.

use super::Cooldown;

/// A command, as far as its uses are counted.
pub(crate) struct Counted {
    /// Unique among the commands of the program.
    #[cfg_attr(not(feature = "redis"), allow(dead_code))]
    pub(crate) key: String,
    pub(crate) cooldown: Option<Cooldown>,
}
