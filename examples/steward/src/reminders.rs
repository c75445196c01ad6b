//! Reminders: events that are stored until they are raised, even if the bot is restarted in between.

use mindtrace_discord::prelude::*;
use serde::{Deserialize, Serialize};

/// A reminder is due. The channel and the author of its handlers' context are those of the call that scheduled it.
#[derive(Debug, Deserialize, Event, Serialize)]
#[event(name = "reminder", stored)]
struct Reminder {
    text: String,
}

/// Remind me of something after some time.
#[command(category = "Reminders", surfaces(prefix, slash))]
async fn remind(
    ctx: &Context,
    /// How long to wait, such as 2h30m
    #[arg(min = "1s", max = "365d")]
    after: Duration,
    /// What to remind you of
    #[arg(rest, max_len = 1000)]
    text: String,
) -> Result<String> {
    ctx.schedule_after(after, Reminder { text }).await?;
    let due = ctx.now().unix_timestamp() + i64::try_from(after.as_secs())?;
    Ok(format!("I will remind you <t:{due}:R>."))
}

/// Sends the reminder to the channel in which it was scheduled.
#[on_event(Reminder)]
async fn send_reminder(ctx: &Context, event: &Reminder) -> Result<()> {
    let user = ctx.author();
    let text = format!("{}, here is your reminder: {}", user.mention(), event.text);
    ctx.say(Reply::new(text).ping_users([user.id])).await?;
    Ok(())
}
