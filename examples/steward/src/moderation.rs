//! Moderation: warnings and the removal of messages. A member with too many warnings cannot start polls.

use mindtrace_discord::prelude::*;
use mindtrace_discord::store::Key;
use serde::{Deserialize, Serialize};

/// The warnings of a member, in the scope of the member.
const WARNINGS: Key<Vec<Warning>> = Key::new("warnings");

/// The number of warnings with which a member cannot start polls.
const TOO_MANY: usize = 3;

/// A warning.
#[derive(Debug, Deserialize, Serialize)]
struct Warning {
    reason: String,
    by: UserId,
}

/// Commands for moderators. The keys are defaults for all commands of the module.
#[commands(category = "Moderation", permissions(KICK_MEMBERS), guild_only)]
mod moderators {
    use super::{WARNINGS, Warning, list};
    use mindtrace_discord::prelude::*;

    /// Warn a member.
    #[command]
    async fn warn(
        ctx: &Context,
        guild: &GuildId,
        /// The member to warn
        who: Member,
        /// The reason
        #[arg(rest, max_len = 200)]
        reason: String,
    ) -> Result<Reply> {
        if who.user.bot {
            return Err(UserError::new("Bots cannot be warned.").into());
        }
        let add = |all: Option<Vec<Warning>>| {
            let mut all = all.unwrap_or_default();
            all.push(Warning { reason: reason.clone(), by: ctx.author().id });
            all
        };
        let all = ctx.store().member(*guild, who.user.id).update(WARNINGS, add).await?;
        let text = format!("Warning {} for {}: {reason}", all.len(), who.mention());
        Ok(Reply::new(text).ping_users([who.user.id]))
    }

    /// List the warnings of a member.
    #[command(ephemeral)]
    async fn warnings(
        ctx: &Context,
        guild: &GuildId,
        /// The member
        who: Member,
    ) -> Result<String> {
        list(ctx, *guild, &who).await
    }

    /// The same list, in the context menu of a user.
    #[user_command(name = "Show warnings", ephemeral)]
    async fn show_warnings(ctx: &Context, guild: &GuildId, who: Member) -> Result<String> {
        list(ctx, *guild, &who).await
    }

    /// Remove the warnings of a member.
    #[command]
    async fn forgive(
        ctx: &Context,
        guild: &GuildId,
        /// The member
        who: Member,
    ) -> Result<String> {
        let name = who.display_name();
        let member = ctx.store().member(*guild, who.user.id);
        let count = member.get(WARNINGS).await?.unwrap_or_default().len();
        if count == 0 {
            return Ok(format!("{name} has no warnings."));
        }
        if !ctx.confirm(format!("Remove the warnings of {name}? There are {count}.")).await? {
            return Ok(format!("{name} keeps the warnings."));
        }
        member.remove(WARNINGS.name()).await?;
        Ok(format!("The warnings of {name} are removed."))
    }

    /// Remove the newest messages.
    #[command(permissions(MANAGE_MESSAGES), bot_permissions(MANAGE_MESSAGES), ephemeral)]
    async fn clear(
        ctx: &Context,
        /// How many messages
        #[arg(min = 1, max = 100)]
        count: u8,
    ) -> Result<String> {
        let removed = ctx.channel().delete_recent(count).await?;
        Ok(format!("Removed {removed} messages."))
    }
}

/// Refuses members with too many warnings.
pub(crate) async fn in_good_standing(ctx: &Context) -> Result<()> {
    let Some(guild) = ctx.guild_id() else { return Ok(()) };
    let all = ctx.store().member(guild, ctx.author().id).get(WARNINGS).await?.unwrap_or_default();
    if all.len() < TOO_MANY {
        return Ok(());
    }
    Err(UserError::new(format!("You have {} warnings, so you cannot start polls.", all.len())).into())
}

/// Returns the text with the warnings of a member.
async fn list(ctx: &Context, guild: GuildId, who: &Member) -> Result<String> {
    let name = who.display_name();
    let all = ctx.store().member(guild, who.user.id).get(WARNINGS).await?.unwrap_or_default();
    if all.is_empty() {
        return Ok(format!("{name} has no warnings."));
    }
    let mut text = format!("Warnings of {name}:");
    for (at, warning) in all.iter().enumerate() {
        text.push_str(&format!("\n{}. {} (by <@{}>)", at + 1, warning.reason, warning.by));
    }
    Ok(text)
}
