//! Tickets: a button opens a private channel, and another one closes it. Both work after a restart.

use mindtrace_discord::locale::Text;
use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::builder::{CreateActionRow, CreateButton, CreateChannel, CreateMessage};
use mindtrace_discord::serenity::model::channel::{PermissionOverwrite, PermissionOverwriteType};

/// Post a message with a button that opens a ticket.
#[command(name = "ticket-desk", category = "Tickets", guild_only, permissions(MANAGE_CHANNELS))]
async fn ticket_desk(ctx: &Context) -> Reply {
    let button = Button::new(ctx.text("ticket-open"), open_ticket::id()).primary();
    Reply::from(ctx.text("ticket-desk")).buttons([button])
}

/// Opens a channel that only the member, the bot and administrators can see.
#[component("open-ticket", guild_only, bot_permissions(MANAGE_CHANNELS), cooldown = "1m")]
async fn open_ticket(ctx: &Context, guild: &GuildId, author: &User) -> Result<Reply> {
    let channel = CreateChannel::new(format!("ticket-{}", author.name)).permissions([
        hidden_from(guild.everyone_role()),
        visible_to(author.id),
        visible_to(ctx.bot_id()),
    ]);
    let channel = guild.create_channel(ctx, channel).await?;

    // serenity's builders take the custom id as Discord gets it.
    let id = ctx.custom_id(&close_ticket::id(author.id));
    let button = CreateButton::new(id).label(ctx.text("ticket-close"));
    let hello = CreateMessage::new()
        .content(ctx.text("ticket-hello").arg("user", author.mention().to_string()))
        .components(vec![CreateActionRow::Buttons(vec![button])]);
    channel.id.send_message(ctx, hello).await?;

    let opened = ctx.text("ticket-opened").arg("channel", channel.mention().to_string());
    Ok(Reply::from(opened).ephemeral())
}

/// Deletes the channel of a ticket, if the member who clicked is sure.
#[component("close-ticket:{opener}", guild_only, bot_permissions(MANAGE_CHANNELS))]
async fn close_ticket(ctx: &Context, channel: &ChannelId, opener: UserId) -> Result<Option<Text>> {
    let question = ctx.text("ticket-confirm").arg("user", opener.mention().to_string());
    if !ctx.confirm(question).await? {
        return Ok(Some(ctx.text("ticket-kept")));
    }
    channel.delete(ctx).await?;
    // Nothing is left to reply in.
    Ok(None)
}

/// Hides a channel from the members of a role.
fn hidden_from(role: RoleId) -> PermissionOverwrite {
    PermissionOverwrite {
        allow: Permissions::empty(),
        deny: Permissions::VIEW_CHANNEL,
        kind: PermissionOverwriteType::Role(role),
    }
}

/// Lets a user read and write in a channel.
fn visible_to(user: UserId) -> PermissionOverwrite {
    PermissionOverwrite {
        allow: Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES | Permissions::READ_MESSAGE_HISTORY,
        deny: Permissions::empty(),
        kind: PermissionOverwriteType::Member(user),
    }
}
