//! Events of the program's own. They have handlers like Discord's: any number, isolated, with all the keys.

use mindtrace_discord::prelude::*;
use serde::Deserialize;

/// Somebody began to boost the server: what Discord tells only as a change of the member.
#[derive(Debug, Event)]
pub struct MemberBoosted {
    /// Who. The server and the acting user of the handlers' context follow from it.
    pub member: Member,
}

/// Raises it. It happens where the event around it does.
#[on_event(MemberUpdate)]
async fn compare(ctx: &Context, event: &MemberUpdate) {
    let (Some(old), Some(new)) = (&event.old, &event.new) else { return };
    if old.premium_since.is_none() && new.premium_since.is_some() {
        ctx.emit(MemberBoosted { member: new.clone() });
    }
}

/// Knows nothing of where it comes from.
#[on_event(MemberBoosted)]
async fn thank(ctx: &Context, event: &MemberBoosted) -> Result<()> {
    ctx.system_channel().await?.say(format!("{} is the best!", event.member.mention())).await
}

/// Somebody gave money on a website, which says so with `POST /discord/events/donation`.
///
/// Only events with `http` can be raised from outside.
#[derive(Debug, Deserialize, Event)]
#[event(name = "donation", http)]
struct Donation {
    /// Where it is announced.
    #[event(guild)]
    server: GuildId,
    donor: String,
    pounds: u32,
}

/// Announces it.
#[on_event(Donation)]
async fn announce(ctx: &Context, event: &Donation) -> Result<()> {
    ctx.system_channel().await?.say(format!("{} gave £{}.", event.donor, event.pounds)).await
}
