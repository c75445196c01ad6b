//! Schedules. They run one at a time; a failed run is logged, and the next one starts on time.

use mindtrace_discord::prelude::*;

use crate::lifecycle::Diary;
use crate::say_everywhere;

/// Runs on weekdays at nine in London, in winter and in summer time.
#[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
async fn good_morning(ctx: &Context) -> Result<()> {
    say_everywhere(ctx, "Good morning!").await
}

/// Runs every hour. After the computer was suspended it runs once, not once for each missed hour.
#[every("1h", missed = once, timeout = "10s")]
async fn check_hourly(diary: &Diary, tick: &Tick) {
    diary.note(format!("The hourly check ran; {} runs were missed.", tick.missed));
}
