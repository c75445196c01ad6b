//! What people write and do: filters, once, and a conversation in the middle of a handler.

use std::time::Duration;

use mindtrace_discord::prelude::*;

/// How long somebody may think.
const PATIENCE: Duration = Duration::from_mins(2);

/// Filters are plain functions or closures of the event; who does not pass costs no task.
fn asks_for_help(event: &Message) -> bool {
    !event.author.bot && event.content.eq_ignore_ascii_case("help me")
}

/// Asks back, and goes on with what the same person writes next in the same place.
///
/// Whoever waits lets the messages behind its own go on: the answer arrives in the very lane that this handler came from.
#[on_event(Message, filter = asks_for_help)]
async fn help(ctx: &Context, event: &Message) -> Result<()> {
    ctx.say("What is broken?").await?;
    let (who, place) = (event.author.id, event.channel_id);
    let is_answer = move |message: &Message| message.author.id == who && message.channel_id == place;
    let answer = ctx.wait_for::<Message>(is_answer, PATIENCE).await?;
    ctx.say(format!("Have you tried to turn {} off and on again?", answer.content)).await?;
    Ok(())
}

/// Repeats what is said to it, in the order in which it was said, however long each takes.
#[on_event(Message, filter = |event: &Message| event.content.starts_with("echo "), timeout = "10s")]
async fn echo(ctx: &Context, event: &Message) -> Result<()> {
    ctx.say(event.content.trim_start_matches("echo ")).await?;
    Ok(())
}

/// Notices the first message, and nothing after that.
#[on_event(Message, once, filter = |event: &Message| !event.author.bot)]
async fn first(ctx: &Context, event: &Message) -> Result<()> {
    ctx.system_channel().await?.say(format!("{} broke the silence.", event.author.display_name())).await
}

/// Notices reactions, coming and going: one type for both.
#[on_event(Reaction)]
async fn reacted(ctx: &Context, event: &Reaction) -> Result<()> {
    let what = match event.change {
        ReactionChange::Added => "likes it:",
        ReactionChange::Removed => "changed their mind about",
    };
    ctx.channel().say(format!("{} {what} {}", ctx.author().display_name(), event.emoji)).await
}

/// Notices who comes to talk and who goes.
#[on_event(VoiceStateUpdate)]
async fn voice(ctx: &Context, event: &VoiceStateUpdate) -> Result<()> {
    let before = event.old.as_ref().and_then(|state| state.channel_id);
    let what = match (before, event.new.channel_id) {
        (None, Some(_)) => "is here to talk",
        (Some(_), None) => "has left the call",
        (Some(before), Some(now)) if before != now => "moved to another call",
        _ => return Ok(()),
    };
    ctx.system_channel().await?.say(format!("{} {what}.", ctx.author().display_name())).await
}
