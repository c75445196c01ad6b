//! Checks whether a caller may see a channel and read its messages.

use serenity::model::Permissions;
use serenity::model::channel::{ChannelType, GuildChannel};
use serenity::model::id::{ChannelId, GuildId};

use super::permissions::{channel_rights, effective_permissions};
use super::{Directory, LookupError, permissions};
use crate::caller::{Caller, Location};
use crate::error::BoxError;

/// Returns whether `caller` may see a channel of the call's guild and read its history. In direct messages, only the channel of the call
/// itself is visible.
///
/// # Errors
///
/// The error of a failed request.
pub(crate) async fn can_read(
    directory: &Directory,
    location: &Location,
    caller: &Caller,
    channel_id: ChannelId,
) -> Result<bool, BoxError> {
    let needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
    may(directory, location, caller, channel_id, needed).await
}

/// Returns whether `caller` may see a channel of the call's guild.
///
/// # Errors
///
/// The error of a failed request.
pub(crate) async fn can_see(
    directory: &Directory,
    location: &Location,
    caller: &Caller,
    channel_id: ChannelId,
) -> Result<bool, BoxError> {
    // The call came from this channel.
    if location.caller_is_present && location.channel_id == Some(channel_id) {
        return Ok(true);
    }
    may(directory, location, caller, channel_id, Permissions::VIEW_CHANNEL).await
}

/// Filters `channels`, none of which may be a thread, to those that `caller` may see.
///
/// # Errors
///
/// The error of a failed request.
pub(crate) async fn visible_channels(
    directory: &Directory,
    guild_id: GuildId,
    caller: &Caller,
    channels: Vec<GuildChannel>,
) -> Result<Vec<GuildChannel>, BoxError> {
    permissions::visible_channels(directory, guild_id, caller.user.id, caller.roles.as_deref(), channels)
        .await
}

async fn may(
    directory: &Directory,
    location: &Location,
    caller: &Caller,
    channel_id: ChannelId,
    needed: Permissions,
) -> Result<bool, BoxError> {
    let is_here = location.channel_id == Some(channel_id);
    let Some(guild_id) = location.guild_id else { return Ok(is_here) };
    let effective = match caller.permissions.filter(|_| is_here) {
        Some(permissions) => Some(permissions),
        None => {
            let there =
                Location { guild_id: Some(guild_id), channel_id: Some(channel_id), ..Location::default() };
            effective_permissions(directory, &there, caller.user.id, caller.roles.as_deref()).await?
        }
    };
    let Some(effective) = effective else { return Ok(false) };
    if !effective.administrator() && !effective.contains(needed) {
        return Ok(false);
    }
    if effective.administrator() || effective.manage_threads() || (is_here && location.caller_is_present) {
        return Ok(true);
    }
    // A private thread is visible to its members only, even if its parent is public.
    match channel_rights(directory, guild_id, channel_id).await? {
        Some(channel) if channel.kind == ChannelType::PrivateThread => {
            let member = directory.api().is_in_thread(channel_id, caller.user.id).await;
            Ok(LookupError::or_none(member)?.unwrap_or(false))
        }
        channel => Ok(channel.is_some()),
    }
}
