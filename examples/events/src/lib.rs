//! Events: who joins, who leaves, who reacts, who talks; several handlers for one event, and one that always fails.

use std::sync::atomic::{AtomicU64, Ordering};

use mindtrace_discord::prelude::*;

/// The bot, with a counter that two handlers share.
pub fn bot() -> BotBuilder {
    Bot::builder().state(Greeted::default())
}

/// How many people were greeted.
#[derive(Debug, Default)]
pub struct Greeted(AtomicU64);

/// Starts before the others, whatever file it stands in.
#[on_event(MemberJoin, order = -10)]
async fn count(greeted: &Greeted) {
    greeted.0.fetch_add(1, Ordering::Relaxed);
}

/// Welcomes whoever joins, and tells them how many came before.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin, greeted: &Greeted) -> Result<()> {
    let number = greeted.0.load(Ordering::Relaxed);
    ctx.system_channel()
        .await?
        .say(format!("Welcome {}, you are number {number}!", event.member.mention()))
        .await
}

/// Fails every time. The log has a reference id, and the other handlers never notice.
#[on_event(MemberJoin)]
async fn unlucky(event: &MemberJoin) -> Result<()> {
    Err(format!("the badge printer has no paper for {}", event.member.user.name).into())
}

/// Says good-bye.
#[on_event(MemberLeave)]
async fn farewell(ctx: &Context, event: &MemberLeave) -> Result<()> {
    ctx.system_channel().await?.say(format!("Good-bye {}.", event.user.display_name())).await
}

/// Notices reactions, coming and going.
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

/// Introduces itself where it was just invited.
#[on_event(GuildJoin)]
async fn introduce(ctx: &Context, event: &GuildJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Hello {}, nice to be here.", event.guild.name)).await
}

/// How many people were greeted so far.
#[command(category = "Events")]
async fn greeted(greeted: &Greeted) -> String {
    greeted.0.load(Ordering::Relaxed).to_string()
}
