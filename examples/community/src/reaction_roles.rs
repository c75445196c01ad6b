//! Reaction roles: members who react to a message with an emoji get a role, and lose it when they remove the reaction.

use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::model::channel::Reaction;
use serde::{Deserialize, Serialize};

/// The role that a message gives. It is stored under the id of the message.
#[derive(Debug, Deserialize, Serialize)]
struct ReactionRole {
    /// The emoji that members react with, as [`emoji_name`] returns it.
    emoji: String,
    role: RoleId,
}

/// Post a message that gives a role to members who react to it.
#[command(
    name = "reaction-role",
    category = "Roles",
    guild_only,
    permissions(MANAGE_ROLES),
    bot_permissions(MANAGE_ROLES, ADD_REACTIONS),
    surfaces(prefix, slash)
)]
async fn reaction_role(
    ctx: &Context,
    guild: &GuildId,
    /// The emoji to react with
    emoji: ReactionType,
    /// The role to give
    role: Role,
    /// The text of the message
    #[arg(rest, max_len = 1000)]
    text: String,
) -> Result<()> {
    // Without this check, members with Manage Roles could give themselves permissions that only the bot has.
    if !ctx.permissions().await?.contains(role.permissions) {
        return Err(UserError::new(ctx.text("role-too-powerful").arg("role", role.name)).into());
    }
    let sent = ctx.reply(text).await?;
    let stored = ReactionRole { emoji: emoji_name(&emoji), role: role.id };
    ctx.store().guild(*guild).set(key(sent.message_id().await?), &stored).await?;
    sent.react(emoji).await?;
    Ok(())
}

/// Gives the role to a member who reacts.
#[on_event(ReactionAdd)]
async fn give_role(ctx: &Context, event: &ReactionAdd) -> Result<()> {
    if let Some(role) = role_of(ctx, &event.reaction).await? {
        ctx.member().await?.add_role(ctx, role).await?;
    }
    Ok(())
}

/// Takes the role from a member who removes the reaction.
#[on_event(ReactionRemove)]
async fn take_role(ctx: &Context, event: &ReactionRemove) -> Result<()> {
    if let Some(role) = role_of(ctx, &event.reaction).await? {
        ctx.member().await?.remove_role(ctx, role).await?;
    }
    Ok(())
}

/// Returns the role that a reaction gives; `None` for the bot's own and for other messages and emoji.
async fn role_of(ctx: &Context, reaction: &Reaction) -> Result<Option<RoleId>> {
    if ctx.author().id == ctx.bot_id() {
        return Ok(None);
    }
    let Some(guild) = reaction.guild_id else { return Ok(None) };
    let stored = ctx.store().guild(guild).get::<ReactionRole>(key(reaction.message_id)).await?;
    let stored = stored.filter(|stored| stored.emoji == emoji_name(&reaction.emoji));
    Ok(stored.map(|stored| stored.role))
}

/// Returns the key of the role that a message gives.
fn key(message: MessageId) -> String {
    format!("reaction-role.{message}")
}

/// Returns a Unicode emoji itself, and the id of a custom one, whose name can change.
fn emoji_name(emoji: &ReactionType) -> String {
    match emoji {
        ReactionType::Custom { id, .. } => id.to_string(),
        other => other.to_string(),
    }
}
