//! How long a caller waits between two uses.

use std::time::Duration;

/// A wait between two uses of a command, counted for each user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cooldown {
    period: Duration,
}

impl Cooldown {
    /// One use per `period` for each user.
    pub const fn user(period: Duration) -> Self {
        Self { period }
    }

    /// The time from one use to the next.
    pub const fn period(self) -> Duration {
        self.period
    }
}
