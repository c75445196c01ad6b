//! The rules of a schedule.

use std::time::Duration;

use syn::parse_quote;

use super::args::{ScheduleArgs, When};
use super::cron;
use crate::diag::Diagnostics;
use crate::function::Function;
use crate::handler::{EventType, Handler, HandlerParam, params};
use crate::intents;
use crate::naming;

/// A checked schedule, ready to be registered.
pub struct Schedule {
    pub handler: Handler,
    pub when: When,
    pub timezone: String,
    pub run_at_start: bool,
    pub overlap: bool,
    pub jitter: Option<Duration>,
    /// The runtime's constant, unless it is the default.
    pub missed: Option<&'static str>,
    pub timeout: Option<Duration>,
    /// The runtime's constants.
    pub intents: Vec<&'static str>,
    pub params: Vec<HandlerParam>,
}

/// Checks everything and returns the schedule, unless there are errors.
pub fn check(args: ScheduleArgs, function: &Function, diag: &mut Diagnostics) -> Option<Schedule> {
    let ScheduleArgs { when, timezone, run_at_start, overlap, jitter, missed, timeout, intents, root } = args;
    naming::function(&function.emitted.sig.ident, diag);
    if let Some(timezone) = &timezone {
        cron::check_timezone(&timezone.value, diag);
    }
    if let (Some(When::Every(period)), Some(jitter)) = (&when, &jitter)
        && jitter.value >= *period
    {
        diag.error_help(
            &jitter.key,
            "`jitter` must be shorter than the interval",
            "write a shorter duration; each run is delayed by up to that much",
        );
    }
    let intents = intents::check(intents.as_ref(), diag);
    let tick = EventType::Own(parse_quote!(Tick));
    let params = params(Some(&tick), function, diag);
    let when = when?;
    diag.is_empty().then(|| Schedule {
        handler: Handler::new(&function.emitted, root),
        when,
        timezone: timezone.map_or_else(|| "UTC".to_owned(), |timezone| timezone.value.value()),
        run_at_start: run_at_start.is_some_and(|key| key.value),
        overlap: overlap.is_some_and(|key| key.value),
        jitter: jitter.map(|jitter| jitter.value),
        missed: missed.map(|missed| missed.value).filter(|missed| *missed != "Once"),
        timeout: timeout.map(|timeout| timeout.value),
        intents,
        params,
    })
}
