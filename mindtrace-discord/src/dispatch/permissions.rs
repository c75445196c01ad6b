//! What somebody may do in a channel, computed as Discord computes it. Unknown means denied.
//!
//! Source: Discord's documentation of permissions; the order of the steps matters. serenity's own sums leave out
//! timeouts, implicit denials and threads.

use std::collections::{HashMap, HashSet};

use serenity::model::Permissions;
use serenity::model::channel::{
    Channel, ChannelType, GuildChannel, PermissionOverwrite, PermissionOverwriteType,
};
use serenity::model::guild::{Member, Role};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use serenity::model::timestamp::Timestamp;

use super::Place;
use crate::bot::Runtime;
use crate::error::CommandError;

/// What a server says about permissions.
pub(crate) struct Rights<'a> {
    pub(crate) guild_id: GuildId,
    pub(crate) owner_id: UserId,
    pub(crate) roles: &'a HashMap<RoleId, Role>,
}

/// What a channel says about permissions.
#[derive(Clone, Debug)]
pub(crate) struct ChannelRights {
    pub(crate) kind: ChannelType,
    /// A thread has none of its own: these are its parent's.
    pub(crate) overwrites: Vec<PermissionOverwrite>,
    /// Whether it is age-restricted; a thread is if its parent is.
    pub(crate) nsfw: bool,
}

impl ChannelRights {
    /// The word of `speaks` about a channel of this kind.
    fn new(kind: ChannelType, speaks: &GuildChannel) -> Self {
        Self { kind, overwrites: speaks.permission_overwrites.clone(), nsfw: speaks.nsfw }
    }
}

/// Whose permissions are computed.
pub(crate) struct Holder<'a> {
    pub(crate) id: UserId,
    pub(crate) roles: &'a [RoleId],
    pub(crate) timed_out: bool,
}

/// The permissions of `user` at `place`: from the cache, else from Discord; `None` for somebody who is no member, or in a
/// channel that is not to be seen.
///
/// # Errors
///
/// [`CommandError::Lookup`] when Discord cannot be asked.
pub(crate) async fn held(
    runtime: &Runtime,
    place: &Place,
    user: UserId,
    roles: Option<&[RoleId]>,
) -> Result<Option<Permissions>, CommandError> {
    let Some(guild_id) = place.guild_id else {
        // Direct messages have no roles, only what every participant may do; nowhere in particular there is nothing to do.
        return Ok(place.channel_id.map(|_| Permissions::dm_permissions()));
    };
    let Some((roles, timed_out)) = standing(runtime, guild_id, user, roles).await? else { return Ok(None) };
    let channel = match place.channel_id {
        None => None,
        Some(id) => match channel(runtime, guild_id, id).await? {
            Some(channel) => Some(channel),
            None => return Ok(None),
        },
    };
    let holder = Holder { id: user, roles: &roles, timed_out };
    with_rights(runtime, guild_id, |rights| compute(rights, channel.as_ref(), &holder)).await.map(Some)
}

/// Those of a server's channels, none of them a thread, that `user` can see. Discord is asked once for all of them.
///
/// # Errors
///
/// [`CommandError::Lookup`] when Discord cannot be asked.
pub(crate) async fn seen(
    runtime: &Runtime,
    guild_id: GuildId,
    user: UserId,
    roles: Option<&[RoleId]>,
    mut channels: Vec<GuildChannel>,
) -> Result<Vec<GuildChannel>, CommandError> {
    if channels.is_empty() {
        return Ok(channels);
    }
    let Some((roles, timed_out)) = standing(runtime, guild_id, user, roles).await? else {
        return Ok(Vec::new());
    };
    let holder = Holder { id: user, roles: &roles, timed_out };
    let seen: HashSet<ChannelId> = with_rights(runtime, guild_id, |rights| {
        let sees = |channel: &&GuildChannel| {
            compute(rights, Some(&ChannelRights::new(channel.kind, channel)), &holder).view_channel()
        };
        channels.iter().filter(sees).map(|channel| channel.id).collect()
    })
    .await?;
    channels.retain(|channel| seen.contains(&channel.id));
    Ok(channels)
}

/// The roles of a member, and whether they are in time-out where that is not known already; `None` for who is no member.
async fn standing(
    runtime: &Runtime,
    guild_id: GuildId,
    user: UserId,
    roles: Option<&[RoleId]>,
) -> Result<Option<(Vec<RoleId>, bool)>, CommandError> {
    if let Some(roles) = roles {
        // Discord takes no call from somebody in time-out, and their roles came with one.
        return Ok(Some((roles.to_vec(), false)));
    }
    Ok(member(runtime, guild_id, user).await?.map(|member| {
        let timed_out = member.communication_disabled_until.is_some_and(|until| until > Timestamp::now());
        (member.roles, timed_out)
    }))
}

/// What `sum` makes of the server's roles: from the cache, else from Discord.
async fn with_rights<T>(
    runtime: &Runtime,
    guild_id: GuildId,
    sum: impl Fn(&Rights<'_>) -> T + Send,
) -> Result<T, CommandError> {
    // The guard of the cache lives in this statement only; holding one across an await can deadlock.
    let cached = runtime
        .cache
        .guild(guild_id)
        .map(|guild| sum(&Rights { guild_id, owner_id: guild.owner_id, roles: &guild.roles }));
    match cached {
        Some(sum) => Ok(sum),
        None => {
            let guild = runtime.http.get_guild(guild_id).await.map_err(lookup)?;
            Ok(sum(&Rights { guild_id, owner_id: guild.owner_id, roles: &guild.roles }))
        }
    }
}

/// The sum itself.
pub(crate) fn compute(
    rights: &Rights<'_>,
    channel: Option<&ChannelRights>,
    holder: &Holder<'_>,
) -> Permissions {
    if holder.id == rights.owner_id {
        return Permissions::all();
    }
    let role = |id: &RoleId| rights.roles.get(id).map_or(Permissions::empty(), |role| role.permissions);
    // The role of everyone has the id of the server.
    let everyone = RoleId::new(rights.guild_id.get());
    let base = holder.roles.iter().fold(role(&everyone), |sum, id| sum | role(id));
    if base.administrator() {
        return Permissions::all();
    }
    let Some(channel) = channel else { return timeout(base, holder) };
    let mut sum = base;
    apply(&mut sum, channel, |kind| *kind == PermissionOverwriteType::Role(everyone));
    apply(&mut sum, channel, |kind| match kind {
        PermissionOverwriteType::Role(id) => *id != everyone && holder.roles.contains(id),
        _ => false,
    });
    apply(&mut sum, channel, |kind| *kind == PermissionOverwriteType::Member(holder.id));
    timeout(implicit(sum, channel.kind), holder)
}

/// Applies the overwrites that `concerns` accepts as one: what any allows wins over what any denies.
fn apply(
    sum: &mut Permissions,
    channel: &ChannelRights,
    concerns: impl Fn(&PermissionOverwriteType) -> bool,
) {
    let (allow, deny) = channel
        .overwrites
        .iter()
        .filter(|overwrite| concerns(&overwrite.kind))
        .fold((Permissions::empty(), Permissions::empty()), |(allow, deny), o| {
            (allow | o.allow, deny | o.deny)
        });
    *sum = (*sum - deny) | allow;
}

/// What one permission's absence takes away with it.
fn implicit(mut sum: Permissions, kind: ChannelType) -> Permissions {
    if !sum.view_channel() {
        return Permissions::empty();
    }
    if is_thread(kind) {
        sum.set(Permissions::SEND_MESSAGES, sum.send_messages_in_threads());
    }
    if !sum.send_messages() {
        sum -= Permissions::MENTION_EVERYONE
            | Permissions::SEND_TTS_MESSAGES
            | Permissions::ATTACH_FILES
            | Permissions::EMBED_LINKS;
    }
    if matches!(kind, ChannelType::Voice | ChannelType::Stage) && !sum.connect() {
        sum &= Permissions::VIEW_CHANNEL;
    }
    sum
}

fn is_thread(kind: ChannelType) -> bool {
    matches!(kind, ChannelType::NewsThread | ChannelType::PublicThread | ChannelType::PrivateThread)
}

/// Somebody in time-out sees and reads, nothing else.
fn timeout(sum: Permissions, holder: &Holder<'_>) -> Permissions {
    if holder.timed_out { sum & (Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY) } else { sum }
}

async fn member(runtime: &Runtime, guild_id: GuildId, user: UserId) -> Result<Option<Member>, CommandError> {
    // Discord keeps the bot's own member up to date without any intent; others only with the members intent.
    if runtime.identity.id == user {
        let cached = runtime.cache.guild(guild_id).and_then(|guild| guild.members.get(&user).cloned());
        if cached.is_some() {
            return Ok(cached);
        }
    }
    absent(runtime.http.get_member(guild_id, user).await)
}

/// What a channel of this server says, a thread with its parent's word.
///
/// # Errors
///
/// [`CommandError::Lookup`] when Discord cannot be asked.
pub(super) async fn channel(
    runtime: &Runtime,
    guild_id: GuildId,
    id: ChannelId,
) -> Result<Option<ChannelRights>, CommandError> {
    let cached = runtime.cache.guild(guild_id).and_then(|guild| {
        if let Some(thread) = guild.threads.iter().find(|thread| thread.id == id) {
            return Some(ChannelRights::new(thread.kind, guild.channels.get(&thread.parent_id?)?));
        }
        let channel = guild.channels.get(&id)?;
        Some(ChannelRights::new(channel.kind, channel))
    });
    if cached.is_some() {
        return Ok(cached);
    }
    let Some(found) = guild_channel(runtime, guild_id, id).await? else { return Ok(None) };
    if !is_thread(found.kind) {
        return Ok(Some(ChannelRights::new(found.kind, &found)));
    }
    let Some(parent_id) = found.parent_id else { return Ok(None) };
    let parent = guild_channel(runtime, guild_id, parent_id).await?;
    Ok(parent.map(|parent| ChannelRights::new(found.kind, &parent)))
}

async fn guild_channel(
    runtime: &Runtime,
    guild_id: GuildId,
    id: ChannelId,
) -> Result<Option<GuildChannel>, CommandError> {
    Ok(match absent(runtime.http.get_channel(id).await)? {
        // A channel of another server says nothing about this one.
        Some(Channel::Guild(channel)) if channel.guild_id == guild_id => Some(channel),
        _ => None,
    })
}

/// "There is no such thing" and "you may not see it" are answers; any other failure is none.
fn absent<T>(result: serenity::Result<T>) -> Result<Option<T>, CommandError> {
    use serenity::http::{HttpError, StatusCode};
    match result {
        Ok(found) => Ok(Some(found)),
        Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response)))
            if matches!(response.status_code, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN) =>
        {
            Ok(None)
        }
        Err(error) => Err(lookup(error)),
    }
}

fn lookup(error: serenity::Error) -> CommandError {
    CommandError::Lookup(Box::new(error))
}

#[cfg(test)]
mod tests;
