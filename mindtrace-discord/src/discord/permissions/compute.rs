//! Computes permissions with Discord's rules.
//!
//! Source: Discord's documentation of permissions. The order of the steps matters. serenity's own computation ignores timeouts,
//! implicit denials and threads.

use serenity::model::Permissions;
use serenity::model::channel::{ChannelType, PermissionOverwriteType};
use serenity::model::id::RoleId;

use super::{ChannelPermissions, PermissionHolder};
use crate::discord::directory::GuildPermissions;
use crate::permissions::ALL;

/// Computes the effective permissions of a member in a channel, or in the guild as a whole.
pub(super) fn compute(
    rights: &GuildPermissions<'_>,
    channel: Option<&ChannelPermissions>,
    holder: &PermissionHolder<'_>,
) -> Permissions {
    if holder.id == rights.owner_id {
        return ALL;
    }
    let role = |id: &RoleId| rights.roles.get(id).map_or(Permissions::empty(), |role| role.permissions);
    // The id of the @everyone role is that of the guild.
    let everyone = RoleId::new(rights.guild_id.get());
    let base = holder.roles.iter().fold(role(&everyone), |sum, id| sum | role(id));
    if base.administrator() {
        return ALL;
    }
    let Some(channel) = channel else { return timeout(base, holder) };
    let mut permissions = base;
    apply(&mut permissions, channel, |kind| *kind == PermissionOverwriteType::Role(everyone));
    apply(&mut permissions, channel, |kind| match kind {
        PermissionOverwriteType::Role(id) => *id != everyone && holder.roles.contains(id),
        _ => false,
    });
    apply(&mut permissions, channel, |kind| *kind == PermissionOverwriteType::Member(holder.id));
    timeout(implicit(permissions, channel.kind), holder)
}

/// Returns whether a channel of this kind is a thread.
pub(super) fn is_thread(kind: ChannelType) -> bool {
    matches!(kind, ChannelType::NewsThread | ChannelType::PublicThread | ChannelType::PrivateThread)
}

/// Applies the overwrites that `applies` accepts as one: a permission that any of them allows wins over one that any denies.
fn apply(
    permissions: &mut Permissions,
    channel: &ChannelPermissions,
    applies: impl Fn(&PermissionOverwriteType) -> bool,
) {
    let (allow, deny) = channel
        .overwrites
        .iter()
        .filter(|overwrite| applies(&overwrite.kind))
        .fold((Permissions::empty(), Permissions::empty()), |(allow, deny), o| {
            (allow | o.allow, deny | o.deny)
        });
    *permissions = (*permissions - deny) | allow;
}

/// Removes the permissions that depend on missing ones.
fn implicit(mut permissions: Permissions, kind: ChannelType) -> Permissions {
    if !permissions.view_channel() {
        return Permissions::empty();
    }
    if is_thread(kind) {
        permissions.set(Permissions::SEND_MESSAGES, permissions.send_messages_in_threads());
    }
    if !permissions.send_messages() {
        permissions -= Permissions::MENTION_EVERYONE
            | Permissions::SEND_TTS_MESSAGES
            | Permissions::ATTACH_FILES
            | Permissions::EMBED_LINKS;
    }
    if matches!(kind, ChannelType::Voice | ChannelType::Stage) && !permissions.connect() {
        permissions &= Permissions::VIEW_CHANNEL;
    }
    permissions
}

/// Reduces the permissions of a member who is timed out to viewing and reading.
fn timeout(permissions: Permissions, holder: &PermissionHolder<'_>) -> Permissions {
    if holder.timed_out {
        permissions & (Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY)
    } else {
        permissions
    }
}

#[cfg(test)]
mod tests;
