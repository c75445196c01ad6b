//! Schedules: functions that run at set times, with `#[every("5m")]` or `#[cron("0 9 * * Mon-Fri")]`.
//!
//! The pages of [`#[every]`](macro@crate::every) and [`#[cron]`](macro@crate::cron) have all keys. A function may borrow a [`Tick`], which
//! contains the time at which the run was due.
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! #[every("10m", run_at_start, jitter = "30s")]
//! async fn tidy(ctx: &Context) -> Result<()> {
//!     ctx.store().bot().remove("drafts").await?;
//!     Ok(())
//! }
//! ```

mod spec;
mod times;

pub use self::spec::{Missed, ScheduleItem, ScheduleSpec};

pub(crate) use self::times::{Run, Times};

use serenity::model::Timestamp;

use crate::event::Event;

/// One run of a schedule. The function may borrow it.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// #[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
/// async fn report(tick: &Tick) {
///     println!("report of {}, {} runs missed", tick.due, tick.missed);
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Tick {
    /// When the run was due.
    pub due: Timestamp,
    /// The number of missed runs that this run replaces.
    pub missed: u64,
}

impl Event for Tick {
    const NAME: &'static str = "schedule";
}
