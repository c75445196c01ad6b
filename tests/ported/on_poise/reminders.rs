//! Reminders, and the task that sends them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use poise::serenity_prelude::{self as serenity, Mentionable};

use super::data::{Contents, Reminder};
use super::{Context, Data, Error, UserError};

/// A year, in seconds.
const LONGEST: u64 = 365 * 24 * 60 * 60;

/// Remind me of something after some time
#[poise::command(prefix_command, slash_command, category = "Reminders")]
pub(crate) async fn remind(
    ctx: Context<'_>,
    #[description = "How long to wait, such as 2h30m"]
    #[string]
    after: humantime::Duration,
    #[description = "What to remind you of"]
    #[rest]
    #[max_length = 1000]
    text: String,
) -> Result<(), Error> {
    let seconds = after.as_secs();
    if !(1..=LONGEST).contains(&seconds) {
        return Err(UserError("A reminder is due after one second to one year.".to_owned()).into());
    }
    let due = now() + seconds;
    let reminder = Reminder { due, channel: ctx.channel_id(), user: ctx.author().id, text };
    ctx.data().change(|contents| contents.reminders.push(reminder))?;
    ctx.say(format!("I will remind you <t:{due}:R>.")).await?;
    Ok(())
}

/// Sends the reminders that are due, every second.
pub(crate) async fn send_due(ctx: serenity::Context, data: Data) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    loop {
        ticks.tick().await;
        let now = now();
        if !data.read(|contents| contents.reminders.iter().any(|reminder| reminder.due <= now)) {
            continue;
        }
        match data.change(|contents| take_due(contents, now)) {
            Ok(due) => {
                for reminder in due {
                    if let Err(error) = send(&ctx, &reminder).await {
                        tracing::error!(%error, "a reminder could not be sent");
                    }
                }
            }
            Err(error) => tracing::error!(%error, "the reminders could not be saved"),
        }
    }
}

fn take_due(contents: &mut Contents, now: u64) -> Vec<Reminder> {
    let all = std::mem::take(&mut contents.reminders);
    let (due, later) = all.into_iter().partition(|reminder| reminder.due <= now);
    contents.reminders = later;
    due
}

async fn send(ctx: &serenity::Context, reminder: &Reminder) -> Result<(), serenity::Error> {
    let text = format!("{}, here is your reminder: {}", reminder.user.mention(), reminder.text);
    reminder.channel.say(ctx, text).await?;
    Ok(())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
