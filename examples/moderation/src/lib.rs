//! Permissions, categories by module, and state that handlers borrow.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use mindtrace_discord::prelude::*;

/// The bot, with a record of warnings that its commands share.
pub fn bot() -> BotBuilder {
    Bot::builder().state(Warnings::default())
}

/// Who was warned how often.
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

/// Why somebody is dealt with.
#[derive(Clone, Copy, Debug, Choice)]
pub enum Reason {
    /// The same again and again.
    Spam,
    /// Rude to others.
    #[choice(name = "Being rude", value = "rude")]
    Rude,
    /// Anything else.
    Other,
}

/// Everything in here is for moderators, in servers only.
#[commands(category = "Moderation", permissions(MODERATE_MEMBERS), guild_only)]
mod moderators {
    use super::{Context, Member, Mentionable, Reason, Reply, Result, Role, UserError, Warnings, command};

    /// Warn somebody.
    #[command]
    async fn warn(
        ctx: &Context,
        warnings: &Warnings,
        /// Who is warned
        who: Member,
        /// What for
        #[arg(default = "other")]
        reason: Reason,
    ) -> Result<Reply> {
        if who.user.bot {
            return Err(UserError::new("Bots do not learn from warnings.").into());
        }
        let Some(guild) = ctx.guild_id() else { return Ok(Reply::new("Warnings are for servers.")) };
        let count = warnings.add(guild, who.user.id);
        let what = format!("{} is warned for {reason:?}. Warnings so far: {count}.", who.mention());
        // The one reply that pings somebody says so.
        Ok(Reply::new(what).ping_users([who.user.id]))
    }

    /// Count somebody's warnings.
    // For everybody: the key on the command wins over the module's.
    #[command(permissions(VIEW_CHANNEL))]
    async fn warnings(ctx: &Context, warnings: &Warnings, who: Member) -> String {
        let count = ctx.guild_id().map_or(0, |guild| warnings.of(guild, who.user.id));
        format!("{} has {count} warnings.", who.display_name())
    }

    /// Kick somebody out.
    #[command(permissions(KICK_MEMBERS), bot_permissions(KICK_MEMBERS), cooldown = "10s")]
    async fn kick(
        ctx: &Context,
        /// Who goes
        who: Member,
        /// For the audit log
        #[arg(rest, max_len = 512, default = "no reason given")]
        reason: String,
    ) -> Result<String> {
        who.kick_with_reason(ctx, &reason).await?;
        Ok(format!("{} is out: {reason}", who.display_name()))
    }

    /// Give somebody a role.
    #[command(permissions(MANAGE_ROLES), bot_permissions(MANAGE_ROLES))]
    async fn give(ctx: &Context, who: Member, role: Role) -> Result<String> {
        who.add_role(ctx, role.id).await?;
        Ok(format!("{} is {} now.", who.display_name(), role.name))
    }
}

/// Only for those who run the bot.
#[command(category = "Owner", owners_only, hidden, ephemeral)]
async fn shards(ctx: &Context) -> String {
    format!("{} servers in the cache.", ctx.cache().guild_count())
}
