//! May this caller see that channel, and read what stands in it?

use serenity::http::{HttpError, LightMethod, Request, Route, StatusCode};
use serenity::model::Permissions;
use serenity::model::channel::{ChannelType, GuildChannel};
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::{Caller, Place, permissions};
use crate::args::ConvertError;
use crate::bot::Runtime;
use crate::error::CommandError;

/// Whether `caller` may see a channel of the call's server and read its history. Direct messages are their own.
///
/// # Errors
///
/// [`ConvertError::Failed`] when Discord cannot be asked.
pub(crate) async fn can_read(
    runtime: &Runtime,
    place: &Place,
    caller: &Caller,
    channel_id: ChannelId,
) -> Result<bool, ConvertError> {
    let needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
    may(runtime, place, caller, channel_id, needed).await
}

/// Whether `caller` may see a channel of the call's server.
///
/// # Errors
///
/// [`ConvertError::Failed`] when Discord cannot be asked.
pub(crate) async fn can_see(
    runtime: &Runtime,
    place: &Place,
    caller: &Caller,
    channel_id: ChannelId,
) -> Result<bool, ConvertError> {
    // Who calls from a channel sees it.
    if place.caller_is_there && place.channel_id == Some(channel_id) {
        return Ok(true);
    }
    may(runtime, place, caller, channel_id, Permissions::VIEW_CHANNEL).await
}

/// Those of the server's channels, none of them a thread, that `caller` may see.
///
/// # Errors
///
/// [`ConvertError::Failed`] when Discord cannot be asked.
pub(crate) async fn seen(
    runtime: &Runtime,
    guild_id: GuildId,
    caller: &Caller,
    channels: Vec<GuildChannel>,
) -> Result<Vec<GuildChannel>, ConvertError> {
    permissions::seen(runtime, guild_id, caller.user.id, caller.roles.as_deref(), channels)
        .await
        .map_err(failed)
}

async fn may(
    runtime: &Runtime,
    place: &Place,
    caller: &Caller,
    channel_id: ChannelId,
    needed: Permissions,
) -> Result<bool, ConvertError> {
    let is_here = place.channel_id == Some(channel_id);
    let Some(guild_id) = place.guild_id else { return Ok(is_here) };
    let held = match caller.permissions.filter(|_| is_here) {
        Some(permissions) => Some(permissions),
        None => {
            let there = Place { guild_id: Some(guild_id), channel_id: Some(channel_id), ..Place::default() };
            permissions::held(runtime, &there, caller.user.id, caller.roles.as_deref())
                .await
                .map_err(failed)?
        }
    };
    let Some(held) = held else { return Ok(false) };
    if !held.administrator() && !held.contains(needed) {
        return Ok(false);
    }
    if held.administrator() || held.manage_threads() || (is_here && place.caller_is_there) {
        return Ok(true);
    }
    // A private thread is for those who were added, whatever its parent allows.
    match permissions::channel(runtime, guild_id, channel_id).await.map_err(failed)? {
        Some(channel) if channel.kind == ChannelType::PrivateThread => {
            is_in_thread(runtime, channel_id, caller.user.id).await
        }
        channel => Ok(channel.is_some()),
    }
}

async fn is_in_thread(
    runtime: &Runtime,
    channel_id: ChannelId,
    user_id: UserId,
) -> Result<bool, ConvertError> {
    let route = Route::ChannelThreadMember { channel_id, user_id };
    match runtime.http.fire::<serde_json::Value>(Request::new(route, LightMethod::Get)).await {
        Ok(_) => Ok(true),
        Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response)))
            if matches!(response.status_code, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN) =>
        {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn failed(error: CommandError) -> ConvertError {
    match error {
        CommandError::Lookup(error) => ConvertError::Failed(error),
        other => ConvertError::Failed(Box::new(other)),
    }
}
