//! Makes the emulator's clock the clock of a bot.

use jiff::Timestamp;
use mindtrace_discord_sandbox as emulator;
use tokio::time::Instant;

use crate::clock::{ManualClock, Sleeper};

impl ManualClock for emulator::Clock {
    fn now(&self) -> Timestamp {
        Self::now(self)
    }

    fn instant(&self) -> Instant {
        Self::instant(self)
    }

    fn wake_at(&self, time: Timestamp, sleeper: Sleeper) {
        self.wake(emulator::Due::At(time), Box::new(sleeper));
    }

    fn wake_after(&self, instant: Instant, sleeper: Sleeper) {
        self.wake(emulator::Due::After(instant), Box::new(sleeper));
    }
}

impl emulator::Sleeper for Sleeper {
    fn is_gone(&self) -> bool {
        Self::is_gone(self)
    }

    fn wake(self: Box<Self>) -> bool {
        Self::wake(*self)
    }
}
