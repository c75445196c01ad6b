//! What runs by the clock. One run at a time; a run that fails is logged and followed by the next.

use mindtrace_discord::prelude::*;

use crate::lifecycle::Diary;
use crate::say_everywhere;

/// On weekdays at nine in London, whatever summer time does.
#[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
async fn good_morning(ctx: &Context) -> Result<()> {
    say_everywhere(ctx, "Good morning!").await
}

/// Once an hour; after a long sleep of the computer once, and not for every hour slept.
#[every("1h", missed = once, timeout = "10s")]
async fn look_around(diary: &Diary, tick: &Tick) {
    diary.note(format!("looked around, {} missed", tick.missed));
}
