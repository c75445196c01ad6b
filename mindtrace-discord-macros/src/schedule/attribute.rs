//! The attributes of schedules.

/// An attribute that makes a function a schedule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    Every,
    Cron,
}

impl Attribute {
    /// Returns the attribute's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::Cron => "cron",
        }
    }
}
