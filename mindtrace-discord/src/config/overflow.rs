//! How many events may wait, and what happens beyond that.

/// What happens to an event for which there is no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// It is dropped.
    #[default]
    DropNew,
    /// The one that has waited longest is dropped.
    DropOld,
    /// Nothing more is read from Discord until there is room. Commands that come by the gateway wait as well.
    Wait,
}

/// How many events may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventQueue {
    /// In one queue.
    pub(crate) capacity: usize,
    pub(crate) overflow: Overflow,
}

impl Default for EventQueue {
    fn default() -> Self {
        Self { capacity: 1000, overflow: Overflow::default() }
    }
}
