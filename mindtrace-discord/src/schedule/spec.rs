//! The specification of a schedule, as constant data.

use std::fmt;
use std::time::Duration;

use serenity::model::gateway::GatewayIntents;

use super::Tick;
use crate::command::StateSpec;
use crate::context::Context;
use crate::event::{EventRef, EventSpec, Handle};
use crate::reply::Handled;
use crate::source::Source;

/// The marker type of a schedule, which `#[every]` and `#[cron]` declare beside a function under the function's name.
///
/// [`BotBuilder::schedule`](crate::BotBuilder::schedule) takes it to register the schedule by hand.
/// Write the attribute, not this trait.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::schedule::ScheduleItem;
///
/// #[every("5m")]
/// async fn tidy() {}
///
/// /// Adds a schedule to a bot, and says so.
/// fn with<S: ScheduleItem>(bot: BotBuilder) -> BotBuilder {
///     println!("runs {}", S::SPEC.times());
///     bot.schedule::<S>()
/// }
///
/// # fn main() {
/// let bot = with::<tidy>(Bot::builder());
/// # }
/// ```
pub trait ScheduleItem {
    /// The specification of the schedule.
    const SPEC: ScheduleSpec;

    /// Calls the function with a [`Tick`].
    ///
    /// # Errors
    ///
    /// Fails if the states do not match [`SPEC`](Self::SPEC).
    fn handle<'a>(ctx: &'a Context, tick: EventRef<'a>) -> Handled<'a>;
}

/// The specification of a schedule.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::schedule::ScheduleItem;
///
/// #[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
/// async fn report() {}
///
/// # fn main() {
/// let spec = <report as ScheduleItem>::SPEC;
/// assert_eq!((spec.name(), spec.times().as_str()), ("report", "0 9 * * Mon-Fri (Europe/London)"));
/// println!("declared at {}", spec.declared_at());
/// # }
/// ```
///
/// A program that makes schedules in another way writes one by hand:
///
/// ```
/// use mindtrace_discord::command::StateSpec;
/// use mindtrace_discord::event::EventRef;
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::Handled;
/// use mindtrace_discord::schedule::{Missed, ScheduleItem, ScheduleSpec};
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// struct Database;
/// struct Tidy;
///
/// impl ScheduleItem for Tidy {
///     const SPEC: ScheduleSpec = ScheduleSpec::every("tidy", 3_600_000, Self::handle)
///         .run_at_start()
///         .jitter_millis(5000)
///         .missed(Missed::Skip)
///         .timeout_millis(60_000)
///         .state(const { &[StateSpec::of::<Database>("Database")] })
///         .source(file!(), line!());
///
///     fn handle<'a>(_: &'a Context, tick: EventRef<'a>) -> Handled<'a> {
///         let tick: &Tick = tick.get()?;
///         println!("the run of {}", tick.due);
///         Ok(Box::pin(async move { Ok(()) }))
///     }
/// }
///
/// const REPORT: ScheduleSpec = ScheduleSpec::cron("report", "0 9 * * Mon", "Europe/London", Tidy::handle)
///     .overlap()
///     .intents(GatewayIntents::GUILD_MEMBERS);
/// assert_eq!([Tidy::SPEC, REPORT].map(|spec| spec.times()), ["every 1h", "0 9 * * Mon (Europe/London)"]);
/// ```
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
    /// A cron line of five fields, and its time zone.
    Cron {
        line: &'static str,
        timezone: &'static str,
    },
}

/// The treatment of missed runs: runs that were due while an earlier one was running, or while the machine was suspended.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Runs each hour, also those that the machine slept through.
/// #[every("1h", missed = all)]
/// async fn bill(tick: &Tick) {
///     println!("the bill of {}", tick.due);
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missed {
    /// Run once for all of them.
    #[default]
    Once,
    /// Skip them.
    Skip,
    /// Run each of them, one after the other.
    All,
}

impl ScheduleSpec {
    /// Creates a schedule called `name` that runs every `millis` milliseconds.
    pub const fn every(name: &'static str, millis: u64, handle: Handle) -> Self {
        Self::new(name, When::Every(Duration::from_millis(millis)), handle)
    }

    /// Creates a schedule called `name` that runs by a cron line in a time zone.
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

    /// Adds a run when the bot is connected.
    #[must_use]
    pub const fn run_at_start(mut self) -> Self {
        self.run_at_start = true;
        self
    }

    /// Lets runs overlap.
    #[must_use]
    pub const fn overlap(mut self) -> Self {
        self.overlap = true;
        self
    }

    /// Delays each run by a random time of up to `millis` milliseconds.
    #[must_use]
    pub const fn jitter_millis(mut self, millis: u64) -> Self {
        self.jitter = Duration::from_millis(millis);
        self
    }

    /// Sets what to do with missed runs.
    #[must_use]
    pub const fn missed(mut self, missed: Missed) -> Self {
        self.missed = missed;
        self
    }

    /// Sets the timeout of a run, in milliseconds.
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.handler = self.handler.timeout_millis(millis);
        self
    }

    /// Sets the intents that it needs.
    #[must_use]
    pub const fn intents(mut self, intents: GatewayIntents) -> Self {
        self.handler = self.handler.intents(intents);
        self
    }

    /// Sets the states that it borrows.
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

    /// The times at which it runs, as text: `every 5m`, or `0 9 * * Mon-Fri (Europe/London)`.
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
