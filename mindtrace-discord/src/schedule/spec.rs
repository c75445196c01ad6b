//! What is known about a schedule before its time comes.

use std::fmt;
use std::time::Duration;

use serenity::model::gateway::GatewayIntents;

use super::Tick;
use crate::command::StateSpec;
use crate::context::Context;
use crate::event::{EventRef, EventSpec, Handle};
use crate::reply::Handled;
use crate::source::Source;

/// A schedule as a type: what `#[every]` and `#[cron]` put beside a function under the function's name.
///
/// It registers the schedule by hand with [`BotBuilder::schedule`](crate::BotBuilder::schedule).
/// Write the attribute, not this trait.
pub trait ScheduleItem {
    /// Everything known about the schedule.
    const SPEC: ScheduleSpec;

    /// Calls the function with a [`Tick`].
    ///
    /// # Errors
    ///
    /// Fails when the states are not those of [`SPEC`](Self::SPEC).
    fn handle<'a>(ctx: &'a Context, tick: EventRef<'a>) -> Handled<'a>;
}

/// Everything known about a schedule.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleSpec {
    /// The function, as the only handler of its ticks.
    pub(crate) handler: EventSpec,
    pub(crate) when: When,
    pub(crate) run_at_start: bool,
    pub(crate) overlap: bool,
    pub(crate) jitter: Duration,
    pub(crate) missed: Missed,
}

/// When a schedule runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum When {
    Every(Duration),
    /// A line of five fields, and the time zone it is read in.
    Cron {
        line: &'static str,
        timezone: &'static str,
    },
}

/// What happens to runs that were due while an earlier one went on, or while the machine slept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missed {
    /// One run makes up for all of them.
    #[default]
    Once,
    /// They do not take place.
    Skip,
    /// Each takes place, one after the other.
    All,
}

impl ScheduleSpec {
    /// A schedule called `name` that runs every so many milliseconds.
    pub const fn every(name: &'static str, millis: u64, handle: Handle) -> Self {
        Self::new(name, When::Every(Duration::from_millis(millis)), handle)
    }

    /// A schedule called `name` that runs by a cron line in a time zone.
    pub const fn cron(
        name: &'static str,
        line: &'static str,
        timezone: &'static str,
        handle: Handle,
    ) -> Self {
        Self::new(name, When::Cron { line, timezone }, handle)
    }

    const fn new(name: &'static str, when: When, handle: Handle) -> Self {
        Self {
            handler: EventSpec::of::<Tick>(name, handle),
            when,
            run_at_start: false,
            overlap: false,
            jitter: Duration::ZERO,
            missed: Missed::Once,
        }
    }

    /// Makes it run when the bot is connected, besides its times.
    #[must_use]
    pub const fn run_at_start(mut self) -> Self {
        self.run_at_start = true;
        self
    }

    /// Lets it run while an earlier run goes on.
    #[must_use]
    pub const fn overlap(mut self) -> Self {
        self.overlap = true;
        self
    }

    /// Lets each run begin up to so many milliseconds late, by chance.
    #[must_use]
    pub const fn jitter_millis(mut self, millis: u64) -> Self {
        self.jitter = Duration::from_millis(millis);
        self
    }

    /// Sets what happens to runs that were missed.
    #[must_use]
    pub const fn missed(mut self, missed: Missed) -> Self {
        self.missed = missed;
        self
    }

    /// Sets how long a run may take, in milliseconds.
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.handler = self.handler.timeout_millis(millis);
        self
    }

    /// Adds intents that what it does needs.
    #[must_use]
    pub const fn intents(mut self, intents: GatewayIntents) -> Self {
        self.handler = self.handler.intents(intents);
        self
    }

    /// Sets what it borrows.
    #[must_use]
    pub const fn state(mut self, state: &'static [StateSpec]) -> Self {
        self.handler = self.handler.state(state);
        self
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.handler = self.handler.source(file, line);
        self
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.handler.name
    }

    /// When it runs, as text: `every 5m`, or `0 9 * * Mon-Fri (Europe/London)`.
    pub fn times(&self) -> String {
        self.when.to_string()
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.handler.source
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(period) => write!(f, "every {}", humantime::format_duration(*period)),
            Self::Cron { line, timezone } => write!(f, "{line} ({timezone})"),
        }
    }
}
