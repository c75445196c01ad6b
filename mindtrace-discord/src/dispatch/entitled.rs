//! Checks whether the caller, or their guild, has bought what a command needs.

use serenity::model::id::{GuildId, SkuId};
use serenity::model::monetization::Entitlement;

use super::Invocation;
use crate::command::CommandSpec;
use crate::discord::Buyer;
use crate::outcome::CommandError;
use crate::runtime::Runtime;

/// Checks that the caller has bought what the command needs. An interaction says what the caller and the guild have bought; otherwise
/// Discord is asked, unless its last answer suffices.
pub(super) async fn entitled(
    runtime: &Runtime,
    command: &CommandSpec,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    if command.entitled.is_empty() {
        return Ok(());
    }
    let now = runtime.clock.timestamp();
    let counts = |bought: &Entitlement| {
        let lasts = bought.ends_at.is_none_or(|end| end > now);
        let is_spent = bought.deleted || bought.consumed == Some(true);
        command.entitled.contains(&bought.sku_id.get()) && !is_spent && lasts
    };
    let refused =
        || CommandError::NotEntitled { skus: command.entitled.iter().copied().map(SkuId::new).collect() };
    if let Some(interaction) = &invocation.interaction {
        return if interaction.entitlements.iter().any(counts) { Ok(()) } else { Err(refused()) };
    }
    let guild = invocation.location.guild_id;
    let suffices = |found: &[Entitlement]| found.iter().any(|bought| counts(bought) && is_for(bought, guild));
    let user = Buyer::User(invocation.caller.user.id);
    let buyers = || [Some(user), guild.map(Buyer::Guild)].into_iter().flatten();
    let directory = &runtime.directory;
    // Before a request for the user, because the guild's answer may suffice.
    let mut known = buyers().filter_map(|buyer| directory.known_entitlements(buyer, command.entitled));
    if known.any(|found| suffices(&found)) {
        return Ok(());
    }
    for buyer in buyers() {
        let found = directory.entitlements(buyer, command.entitled).await;
        if suffices(&found.map_err(|error| CommandError::Lookup(error.into_error()))?) {
            return Ok(());
        }
    }
    Err(refused())
}

/// Whether an entitlement counts in this guild. A subscription for another one names the user who pays for it.
fn is_for(bought: &Entitlement, guild: Option<GuildId>) -> bool {
    bought.guild_id.is_none() || bought.guild_id == guild
}
