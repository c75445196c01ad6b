//! Parses ids, and checks the bot's access to guilds, channels and messages.

use serde_json::Value;
use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId, MessageId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    world::{ChannelRecord, GuildRecord, MessageRecord, World},
};

/// Parses a snowflake of a path or body.
pub(super) fn id<T: From<u64>>(text: &str) -> Result<T, ApiError> {
    text.parse::<u64>().ok().filter(|id| *id != 0).map(T::from).ok_or_else(|| {
        ApiError::field("", "NUMBER_TYPE_COERCE", format!("Value \"{text}\" is not snowflake."))
    })
}

/// Parses a snowflake of a body: a text, or an integer, which discord.py sends.
pub(super) fn id_in<T: From<u64>>(value: &Value) -> Result<T, ApiError> {
    match value {
        Value::String(text) => id(text),
        other => id(&other.to_string()),
    }
}

/// Parses a snowflake of a path; the error names the parameter.
pub(super) fn id_of<T: From<u64>>(name: &str, text: &str) -> Result<T, ApiError> {
    id(text).map_err(|error| error.under(name))
}

/// Returns a guild that the bot is in.
pub(super) fn guild(world: &World, id: GuildId) -> Result<&GuildRecord, ApiError> {
    world.guilds.get(&id).filter(|guild| guild.bot_inside).ok_or_else(|| Code::UnknownGuild.into())
}

/// Requires permissions of the bot in a guild as a whole.
pub(super) fn need_in_guild(world: &World, id: GuildId, needed: Permissions) -> Result<(), ApiError> {
    guild(world, id)?;
    if world.permissions_in_guild(id, world.bot).contains(needed) {
        Ok(())
    } else {
        Err(Code::MissingPermissions.into())
    }
}

/// Returns a channel that the bot can see.
pub(super) fn channel(world: &World, id: ChannelId) -> Result<ChannelRecord, ApiError> {
    let channel = world.channels.get(&id).ok_or(Code::UnknownChannel)?;
    if let Some(guild) = channel.guild
        && !world.guilds.get(&guild).is_some_and(|guild| guild.bot_inside)
    {
        return Err(Code::UnknownChannel.into());
    }
    if world.bot_permissions_in(id).view_channel() {
        Ok(channel.clone())
    } else {
        Err(Code::MissingAccess.into())
    }
}

/// Requires permissions of the bot in a channel it can see.
pub(super) fn need(world: &World, channel: &ChannelRecord, needed: Permissions) -> Result<(), ApiError> {
    if world.bot_permissions_in(channel.id).contains(needed) {
        Ok(())
    } else {
        Err(Code::MissingPermissions.into())
    }
}

/// Returns a message of a channel; ephemeral ones are not found.
pub(super) fn message<'w>(
    world: &'w World,
    channel: &ChannelRecord,
    id: MessageId,
) -> Result<&'w MessageRecord, ApiError> {
    world
        .messages
        .get(&id)
        .filter(|message| message.channel == channel.id && message.only_for.is_none())
        .ok_or_else(|| Code::UnknownMessage.into())
}
