//! Permissions, defaults for a module, and state that handlers borrow.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use mindtrace_discord::prelude::*;

/// The bot, with the warnings that its commands share.
pub fn bot() -> BotBuilder {
    Bot::builder().state(Warnings::default())
}

/// The number of warnings of each member.
#[derive(Debug, Default)]
pub struct Warnings {
    counts: Mutex<HashMap<(GuildId, UserId), u32>>,
}

impl Warnings {
    fn add(&self, guild: GuildId, user: UserId) -> u32 {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((guild, user)).or_default();
        *count += 1;
        *count
    }

    fn of(&self, guild: GuildId, user: UserId) -> u32 {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&(guild, user)).copied().unwrap_or_default()
    }
}

/// The reason for a warning.
#[derive(Clone, Copy, Debug, Choice)]
pub enum Reason {
    /// Repeated messages.
    Spam,
    /// Rude messages.
    #[choice(name = "Being rude", value = "rude")]
    Rude,
    /// Any other reason.
    Other,
}

/// Commands for moderators. The keys are defaults for all commands of the module.
#[commands(category = "Moderation", permissions(MODERATE_MEMBERS), guild_only)]
mod moderators {
    use super::{Context, Member, Mentionable, Reason, Reply, Result, Role, UserError, Warnings, command};

    /// Warn a member.
    #[command]
    async fn warn(
        ctx: &Context,
        warnings: &Warnings,
        /// The member to warn
        who: Member,
        /// The reason
        #[arg(default = "other")]
        reason: Reason,
    ) -> Result<Reply> {
        if who.user.bot {
            return Err(UserError::new("Bots do not learn from warnings.").into());
        }
        let Some(guild) = ctx.guild_id() else { return Ok(Reply::new("Warnings work in servers only.")) };
        let count = warnings.add(guild, who.user.id);
        let text = format!("{} is warned for {reason:?}. Warnings so far: {count}.", who.mention());
        // Mentions ping only if the reply says so.
        Ok(Reply::new(text).ping_users([who.user.id]))
    }

    /// Count a member's warnings.
    // For every member: the command's key overrides the module's.
    #[command(permissions(VIEW_CHANNEL))]
    async fn warnings(ctx: &Context, warnings: &Warnings, who: Member) -> String {
        let count = ctx.guild_id().map_or(0, |guild| warnings.of(guild, who.user.id));
        format!("{} has {count} warnings.", who.display_name())
    }

    /// Kick a member.
    #[command(permissions(KICK_MEMBERS), bot_permissions(KICK_MEMBERS), cooldown = "10s")]
    async fn kick(
        ctx: &Context,
        /// The member to kick
        who: Member,
        /// The reason, for the audit log
        #[arg(rest, max_len = 512, default = "no reason given")]
        reason: String,
    ) -> Result<String> {
        who.kick_with_reason(ctx, &reason).await?;
        Ok(format!("I kicked {}: {reason}", who.display_name()))
    }

    /// Give a role to a member.
    #[command(permissions(MANAGE_ROLES), bot_permissions(MANAGE_ROLES))]
    async fn give(ctx: &Context, who: Member, role: Role) -> Result<String> {
        who.add_role(ctx, role.id).await?;
        Ok(format!("{} has the role {} now.", who.display_name(), role.name))
    }
}

/// Count the servers that the bot is in. For the bot's owners only.
#[command(category = "Owner", owners_only, hidden, ephemeral)]
async fn shards(ctx: &Context) -> String {
    format!("Servers in the cache: {}.", ctx.cache().guild_count())
}
