//! Messages, reactions and voice calls: filters, `once`, and waiting for another message.

use std::time::Duration;

use mindtrace_discord::prelude::*;

/// How long to wait for an answer.
const TIMEOUT: Duration = Duration::from_mins(2);

/// A filter is a function or closure of the event. No task is spawned for an event that it rejects.
fn asks_for_help(event: &Message) -> bool {
    !event.author.bot && event.content.eq_ignore_ascii_case("help me")
}

/// Asks a question, and waits for the next message of the same user in the same channel.
///
/// A handler that waits does not block the event queue of its channel, so the answer can arrive.
#[on_event(Message, filter = asks_for_help)]
async fn help(ctx: &Context, event: &Message) -> Result<()> {
    ctx.say("What is broken?").await?;
    let (user, channel) = (event.author.id, event.channel_id);
    let is_answer = move |message: &Message| message.author.id == user && message.channel_id == channel;
    let answer = ctx.wait_for::<Message>(is_answer, TIMEOUT).await?;
    ctx.say(format!("Have you tried to turn {} off and on again?", answer.content)).await?;
    Ok(())
}

/// Repeats messages in the order in which they were sent, however long each takes.
#[on_event(Message, filter = |event: &Message| event.content.starts_with("echo "), timeout = "10s")]
async fn echo(ctx: &Context, event: &Message) -> Result<()> {
    ctx.say(event.content.trim_start_matches("echo ")).await?;
    Ok(())
}

/// Handles the first message only.
#[on_event(Message, once, filter = |event: &Message| !event.author.bot)]
async fn first(ctx: &Context, event: &Message) -> Result<()> {
    ctx.system_channel()
        .await?
        .say(format!("{} wrote the first message.", event.author.display_name()))
        .await?;
    Ok(())
}

/// Handles added and removed reactions: one type for both.
#[on_event(Reaction)]
async fn reacted(ctx: &Context, event: &Reaction) -> Result<()> {
    let action = match event.change {
        ReactionChange::Added => "reacted with",
        ReactionChange::Removed => "removed the reaction",
    };
    ctx.channel().say(format!("{} {action} {}", ctx.author().display_name(), event.emoji)).await?;
    Ok(())
}

/// Announces members who join, leave or change voice channels.
#[on_event(VoiceStateUpdate)]
async fn voice(ctx: &Context, event: &VoiceStateUpdate) -> Result<()> {
    let before = event.old.as_ref().and_then(|state| state.channel_id);
    let action = match (before, event.new.channel_id) {
        (None, Some(_)) => "joined a voice channel",
        (Some(_), None) => "left the voice channel",
        (Some(before), Some(now)) if before != now => "moved to another voice channel",
        _ => return Ok(()),
    };
    ctx.system_channel().await?.say(format!("{} {action}.", ctx.author().display_name())).await?;
    Ok(())
}
