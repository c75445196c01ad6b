//! Custom events. They have handlers like those of Discord: any number, isolated, with all keys.

use mindtrace_discord::prelude::*;
use serde::Deserialize;

/// A member started to boost the guild, which Discord only reports as an update of the member.
#[derive(Debug, Event)]
pub struct MemberBoosted {
    /// The member. The guild and the author of the handlers' context are taken from it.
    pub member: Member,
}

/// Emits `MemberBoosted`, in the guild of the event that it handles.
#[on_event(MemberUpdate)]
async fn compare(ctx: &Context, event: &MemberUpdate) {
    let (Some(old), Some(new)) = (&event.old, &event.new) else { return };
    if old.premium_since.is_none() && new.premium_since.is_some() {
        ctx.emit(MemberBoosted { member: new.clone() });
    }
}

/// Thanks the member, no matter who emitted the event.
#[on_event(MemberBoosted)]
async fn thank(ctx: &Context, event: &MemberBoosted) -> Result<()> {
    let text = format!("Thank you for boosting this server, {}!", event.member.mention());
    ctx.system_channel().await?.say(text).await?;
    Ok(())
}

/// A donation on a website, which reports it with `POST /discord/events/donation`.
///
/// Only events with `http` can be raised over HTTP.
#[derive(Debug, Deserialize, Event)]
#[event(name = "donation", http)]
struct Donation {
    /// The guild to announce it in.
    #[event(guild)]
    guild: GuildId,
    donor: String,
    pounds: u32,
}

/// Announces the donation.
#[on_event(Donation)]
async fn announce(ctx: &Context, event: &Donation) -> Result<()> {
    ctx.system_channel().await?.say(format!("{} donated £{}. Thank you!", event.donor, event.pounds)).await?;
    Ok(())
}
