//! Effective permissions in a channel. Permissions that cannot be determined are denied.

mod compute;

use std::collections::HashSet;

use serenity::model::Permissions;
use serenity::model::channel::{ChannelType, GuildChannel, PermissionOverwrite};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use serenity::model::timestamp::Timestamp;

use self::compute::compute;

use super::{Directory, LookupError};
use crate::caller::Location;
use crate::error::BoxError;

/// The parts of a channel that decide about permissions.
#[derive(Clone, Debug)]
pub(crate) struct ChannelRights {
    pub(crate) kind: ChannelType,
    /// Those of the parent, if the channel is a thread: it has none of its own.
    pub(crate) overwrites: Vec<PermissionOverwrite>,
    /// Whether the channel, or the parent of a thread, is age-restricted.
    pub(crate) nsfw: bool,
}

/// A member whose permissions are computed.
pub(crate) struct Holder<'a> {
    pub(crate) id: UserId,
    pub(crate) roles: &'a [RoleId],
    pub(crate) timed_out: bool,
}

impl ChannelRights {
    /// The rights in a channel of this kind, as `declared_by` it or its parent.
    fn new(kind: ChannelType, declared_by: &GuildChannel) -> Self {
        Self { kind, overwrites: declared_by.permission_overwrites.clone(), nsfw: declared_by.nsfw }
    }
}

/// The effective permissions of `user` at `location`; `None` for a user who is no member, and in a channel that the bot cannot see.
///
/// # Errors
///
/// Why Discord could not be asked.
pub(crate) async fn effective_permissions(
    directory: &Directory,
    location: &Location,
    user: UserId,
    roles: Option<&[RoleId]>,
) -> Result<Option<Permissions>, BoxError> {
    let Some(guild_id) = location.guild_id else {
        // Direct messages have no roles, only what every participant may do; without a channel there is nothing to do.
        return Ok(location.channel_id.map(|_| Permissions::dm_permissions()));
    };
    let Some((roles, timed_out)) = standing(directory, guild_id, user, roles).await? else { return Ok(None) };
    let channel = match location.channel_id {
        None => None,
        Some(id) => match channel_rights(directory, guild_id, id).await? {
            Some(channel) => Some(channel),
            None => return Ok(None),
        },
    };
    let holder = Holder { id: user, roles: &roles, timed_out };
    let permissions =
        directory.with_rights(guild_id, |rights| compute(rights, channel.as_ref(), &holder)).await;
    permissions.map(Some).map_err(LookupError::into_error)
}

/// The channels among `channels`, none of them a thread, that `user` can see. The guild is looked up once for all of them.
///
/// # Errors
///
/// Why Discord could not be asked.
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
    let Some((roles, timed_out)) = standing(directory, guild_id, user, roles).await? else {
        return Ok(Vec::new());
    };
    let holder = Holder { id: user, roles: &roles, timed_out };
    let visible = directory.with_rights(guild_id, |rights| {
        let is_visible = |channel: &&GuildChannel| {
            compute(rights, Some(&ChannelRights::new(channel.kind, channel)), &holder).view_channel()
        };
        channels.iter().filter(is_visible).map(|channel| channel.id).collect::<HashSet<ChannelId>>()
    });
    let visible = visible.await.map_err(LookupError::into_error)?;
    channels.retain(|channel| visible.contains(&channel.id));
    Ok(channels)
}

/// The rights in a channel or thread of a guild; `None` when there is no such channel, or the bot cannot see it.
///
/// # Errors
///
/// Why Discord could not be asked.
pub(crate) async fn channel_rights(
    directory: &Directory,
    guild_id: GuildId,
    id: ChannelId,
) -> Result<Option<ChannelRights>, BoxError> {
    if let Some((channel, parent)) = directory.cached_channel(guild_id, id) {
        return Ok(Some(ChannelRights::new(channel.kind, parent.as_ref().unwrap_or(&channel))));
    }
    let found = LookupError::or_none(directory.channel(guild_id, id).await)?;
    let Some(found) = found else { return Ok(None) };
    if !compute::is_thread(found.kind) {
        return Ok(Some(ChannelRights::new(found.kind, &found)));
    }
    let Some(parent_id) = found.parent_id else { return Ok(None) };
    let parent = LookupError::or_none(directory.channel(guild_id, parent_id).await)?;
    Ok(parent.map(|parent| ChannelRights::new(found.kind, &parent)))
}

/// The roles of a member, and whether the member is timed out; `None` for a user who is no member.
async fn standing(
    directory: &Directory,
    guild_id: GuildId,
    user: UserId,
    roles: Option<&[RoleId]>,
) -> Result<Option<(Vec<RoleId>, bool)>, BoxError> {
    if let Some(roles) = roles {
        // The roles came with a call, and Discord lets nobody call who is timed out.
        return Ok(Some((roles.to_vec(), false)));
    }
    let member = LookupError::or_none(directory.member(guild_id, user).await)?;
    Ok(member.map(|member| {
        let timed_out = member.communication_disabled_until.is_some_and(|until| until > Timestamp::now());
        (member.roles, timed_out)
    }))
}
