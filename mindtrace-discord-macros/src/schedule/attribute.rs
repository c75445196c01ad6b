//! The attributes that this module expands.

/// An attribute that makes a function run by the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    Every,
    Cron,
}

impl Attribute {
    /// The attribute as it is written, without its arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::Cron => "cron",
        }
    }
}
