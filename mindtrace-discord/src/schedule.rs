//! Functions that run by the clock: `#[every("5m")]` and `#[cron("0 9 * * Mon-Fri")]`.

mod spec;
mod times;

pub use self::spec::{Missed, ScheduleItem, ScheduleSpec};

pub(crate) use self::times::{Run, Times};

use serenity::model::Timestamp;

use crate::event::Event;

/// One run of a schedule; its function may borrow it.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// #[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
/// async fn report(tick: &Tick) {
///     println!("the report of {}; {} were missed before it", tick.due, tick.missed);
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Tick {
    /// When the run was due.
    pub due: Timestamp,
    /// How many runs before it were missed and are made up for by this one.
    pub missed: u64,
}

impl Event for Tick {
    const NAME: &'static str = "schedule";
}
