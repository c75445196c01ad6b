//! Members who join and leave: several handlers for one event, one of which always fails.

use std::sync::atomic::{AtomicU64, Ordering};

use mindtrace_discord::prelude::*;

/// The number of members who joined.
#[derive(Debug, Default)]
pub struct Greeted(AtomicU64);

impl Greeted {
    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Starts before the other handlers of this event, in any file.
#[on_event(MemberJoin, order = -10)]
async fn count(greeted: &Greeted) {
    greeted.0.fetch_add(1, Ordering::Relaxed);
}

/// Welcomes a new member with their number.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin, greeted: &Greeted) -> Result<()> {
    let text = format!("Welcome {}, you are number {}!", event.member.mention(), greeted.count());
    ctx.system_channel().await?.say(text).await?;
    Ok(())
}

/// Fails every time: the error is logged with a reference id, and the other handlers are not affected.
#[on_event(MemberJoin)]
async fn print_badge(event: &MemberJoin) -> Result<()> {
    Err(format!("the badge printer has no paper for {}", event.member.user.name).into())
}

/// Says goodbye to members who leave.
#[on_event(MemberLeave)]
async fn farewell(ctx: &Context, event: &MemberLeave) -> Result<()> {
    ctx.system_channel().await?.say(format!("Goodbye, {}!", event.user.display_name())).await?;
    Ok(())
}

/// Introduces the bot to a guild that it was just added to; not again after a restart.
#[on_event(GuildJoin)]
async fn introduce(ctx: &Context, event: &GuildJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Hello {}, nice to be here.", event.guild.name)).await?;
    Ok(())
}

/// Count the members who joined since the start.
#[command(category = "Events")]
async fn greeted(greeted: &Greeted) -> String {
    greeted.count().to_string()
}
