//! Who joins and who leaves: several handlers for one event, one of which always fails.

use std::sync::atomic::{AtomicU64, Ordering};

use mindtrace_discord::prelude::*;

/// How many people were greeted.
#[derive(Debug, Default)]
pub struct Greeted(AtomicU64);

impl Greeted {
    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Starts before the others, whatever file it stands in.
#[on_event(MemberJoin, order = -10)]
async fn count(greeted: &Greeted) {
    greeted.0.fetch_add(1, Ordering::Relaxed);
}

/// Welcomes whoever joins, and tells them how many came before.
#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, event: &MemberJoin, greeted: &Greeted) -> Result<()> {
    let text = format!("Welcome {}, you are number {}!", event.member.mention(), greeted.count());
    ctx.system_channel().await?.say(text).await
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

/// Introduces itself where it was just invited; not again after a restart.
#[on_event(GuildJoin)]
async fn introduce(ctx: &Context, event: &GuildJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Hello {}, nice to be here.", event.guild.name)).await
}

/// How many people were greeted so far.
#[command(category = "Events")]
async fn greeted(greeted: &Greeted) -> String {
    greeted.count().to_string()
}
