//! Effective permissions in a channel. Permissions that cannot be determined are denied.

mod all_bits;
mod compute;

use std::collections::HashSet;

use serenity::model::Permissions;
use serenity::model::channel::{ChannelType, GuildChannel, PermissionOverwrite};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

pub(crate) use self::all_bits::{AllBits, HasPermissions, PermissionBits};
use self::compute::compute;

use super::{Directory, LookupError};
use crate::caller::Location;
use crate::error::BoxError;

/// The parts of a channel that permissions are computed from.
#[derive(Clone, Debug)]
pub(crate) struct ChannelPermissions {
    pub(crate) kind: ChannelType,
    /// The overwrites of the channel; for a thread those of its parent, because a thread has none.
    pub(crate) overwrites: Vec<PermissionOverwrite>,
    /// Whether the channel, or the parent of a thread, is age-restricted.
    pub(crate) nsfw: bool,
}

/// A member whose permissions are computed.
pub(crate) struct PermissionHolder<'a> {
    pub(crate) id: UserId,
    pub(crate) roles: &'a [RoleId],
    pub(crate) timed_out: bool,
}

impl ChannelPermissions {
    /// Creates the rights of a channel from itself or, for a thread, from its parent.
    fn new(kind: ChannelType, source: &GuildChannel) -> Self {
        Self { kind, overwrites: source.permission_overwrites.clone(), nsfw: source.nsfw }
    }
}

/// Computes the effective permissions of `user` at `location`; `None` if the user is not a member or the bot cannot see the channel.
///
/// # Errors
///
/// The error of a failed request.
pub(crate) async fn effective_permissions(
    directory: &Directory,
    location: &Location,
    user: UserId,
    roles: Option<&[RoleId]>,
) -> Result<Option<Permissions>, BoxError> {
    let Some(guild_id) = location.guild_id else {
        // Direct messages have no roles, only the permissions of every participant. Without a channel there are none.
        return Ok(location.channel_id.map(|_| Permissions::dm_permissions()));
    };
    let Some((roles, timed_out)) = membership(directory, guild_id, user, roles).await? else {
        return Ok(None);
    };
    let channel = match location.channel_id {
        None => None,
        Some(id) => match channel_rights(directory, guild_id, id).await? {
            Some(channel) => Some(channel),
            None => return Ok(None),
        },
    };
    let holder = PermissionHolder { id: user, roles: &roles, timed_out };
    let permissions =
        directory.with_rights(guild_id, |rights| compute(rights, channel.as_ref(), &holder)).await;
    permissions.map(Some).map_err(LookupError::into_error)
}

/// Filters `channels`, none of which may be a thread, to those that `user` can see. The guild is looked up once for all of them.
///
/// # Errors
///
/// The error of a failed request.
pub(crate) async fn visible_channels(
    directory: &Directory,
    guild_id: GuildId,
    user: UserId,
    roles: Option<&[RoleId]>,
    mut channels: Vec<GuildChannel>,
) -> Result<Vec<GuildChannel>, BoxError> {
    if channels.is_empty() {
        return Ok(channels);
    }
    let Some((roles, timed_out)) = membership(directory, guild_id, user, roles).await? else {
        return Ok(Vec::new());
    };
    let holder = PermissionHolder { id: user, roles: &roles, timed_out };
    let visible = directory.with_rights(guild_id, |rights| {
        let is_visible = |channel: &&GuildChannel| {
            compute(rights, Some(&ChannelPermissions::new(channel.kind, channel)), &holder).view_channel()
        };
        channels.iter().filter(is_visible).map(|channel| channel.id).collect::<HashSet<ChannelId>>()
    });
    let visible = visible.await.map_err(LookupError::into_error)?;
    channels.retain(|channel| visible.contains(&channel.id));
    Ok(channels)
}

/// Looks up the rights of a channel or thread of a guild; `None` if it does not exist or the bot cannot see it.
///
/// # Errors
///
/// The error of a failed request.
pub(crate) async fn channel_rights(
    directory: &Directory,
    guild_id: GuildId,
    id: ChannelId,
) -> Result<Option<ChannelPermissions>, BoxError> {
    if let Some((channel, parent)) = directory.cached_channel(guild_id, id) {
        return Ok(Some(ChannelPermissions::new(channel.kind, parent.as_ref().unwrap_or(&channel))));
    }
    let found = LookupError::or_none(directory.channel(guild_id, id).await)?;
    let Some(found) = found else { return Ok(None) };
    if !compute::is_thread(found.kind) {
        return Ok(Some(ChannelPermissions::new(found.kind, &found)));
    }
    let Some(parent_id) = found.parent_id else { return Ok(None) };
    let parent = LookupError::or_none(directory.channel(guild_id, parent_id).await)?;
    Ok(parent.map(|parent| ChannelPermissions::new(found.kind, &parent)))
}

/// Returns the roles of a member and whether the member is timed out; `None` if the user is not a member.
async fn membership(
    directory: &Directory,
    guild_id: GuildId,
    user: UserId,
    roles: Option<&[RoleId]>,
) -> Result<Option<(Vec<RoleId>, bool)>, BoxError> {
    if let Some(roles) = roles {
        // The roles came with a call, and a member who is timed out cannot make calls on Discord.
        return Ok(Some((roles.to_vec(), false)));
    }
    let member = LookupError::or_none(directory.member(guild_id, user).await)?;
    Ok(member.map(|member| {
        let timed_out = member.communication_disabled_until.is_some_and(|until| until > directory.now());
        (member.roles, timed_out)
    }))
}
