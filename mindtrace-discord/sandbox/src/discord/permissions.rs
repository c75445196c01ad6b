//! Computes permissions as Discord does, including the rules that serenity's computation lacks.

use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use crate::discord::world::{ChannelRecord, GuildRecord, MemberRecord, World};

/// Pinning messages, since February 2026 without `MANAGE_MESSAGES`. serenity has no constant for it.
pub(crate) const PIN_MESSAGES: Permissions = Permissions::from_bits_retain(1 << 51);

/// Writing without waiting in channels with slowmode. serenity has no constant for it.
const BYPASS_SLOWMODE: Permissions = Permissions::from_bits_retain(1 << 52);

/// Every permission. `-` takes some of them away; `!` would take away those that serenity has no constants for as well.
pub(crate) const ALL: Permissions = Permissions::all().union(PIN_MESSAGES).union(BYPASS_SLOWMODE);

impl World {
    /// Returns the bot's permissions in a channel; none if it is not in the guild.
    pub(crate) fn bot_permissions_in(&self, channel: ChannelId) -> Permissions {
        self.permissions_in(channel, self.bot)
    }

    /// Returns a user's permissions in a channel, from roles, overwrites, timeout and implied denials.
    pub(crate) fn permissions_in(&self, channel: ChannelId, user: UserId) -> Permissions {
        let Some(channel) = self.channels.get(&channel) else { return Permissions::empty() };
        let Some(guild) = channel.guild else {
            let is_participant = user == self.bot || channel.recipient == Some(user);
            return if is_participant { Permissions::dm_permissions() } else { Permissions::empty() };
        };
        let Some(guild) = self.guilds.get(&guild) else { return Permissions::empty() };
        let Some(member) = guild.members.get(&user) else { return Permissions::empty() };
        let base = base(guild, member, user);
        if base.administrator() {
            return ALL;
        }
        let overwritten =
            channel.parent.filter(|_| channel.is_thread()).and_then(|parent| self.channels.get(&parent));
        let granted = with_overwrites(base, overwritten.unwrap_or(channel), guild, member, user);
        without_implied(if_not_timed_out(granted, member, self.now()), channel)
    }

    /// Returns a user's permissions in a guild as a whole.
    pub(crate) fn permissions_in_guild(&self, guild: GuildId, user: UserId) -> Permissions {
        let Some(guild) = self.guilds.get(&guild) else { return Permissions::empty() };
        let Some(member) = guild.members.get(&user) else { return Permissions::empty() };
        let base = base(guild, member, user);
        if base.administrator() { base } else { if_not_timed_out(base, member, self.now()) }
    }

    /// Returns whether `actor` ranks above `target`, as kicking, banning, renaming and timing out require.
    pub(crate) fn outranks(&self, guild: GuildId, actor: UserId, target: UserId) -> bool {
        let Some(guild) = self.guilds.get(&guild) else { return false };
        let rank = |user: UserId| guild.members.get(&user).map(|member| top_rank(guild, &member.roles));
        target != guild.owner && (actor == guild.owner || rank(actor) > rank(target))
    }

    /// Returns whether the highest role of `actor` is above a position, as moving a role there requires.
    pub(crate) fn outranks_position(&self, guild: GuildId, actor: UserId, position: u16) -> bool {
        let Some(guild) = self.guilds.get(&guild) else { return false };
        let top = guild.members.get(&actor).map(|member| top_rank(guild, &member.roles).0);
        actor == guild.owner || top > Some(position)
    }

    /// Returns whether `actor` ranks above a role, as assigning and changing it require.
    pub(crate) fn outranks_role(&self, guild: GuildId, actor: UserId, role: RoleId) -> bool {
        let Some(guild) = self.guilds.get(&guild) else { return false };
        let rank = guild.members.get(&actor).map(|member| top_rank(guild, &member.roles));
        actor == guild.owner || rank > Some(top_rank(guild, &[role]))
    }
}

/// Returns the permissions of all roles of a member; all permissions for owners and administrators.
fn base(guild: &GuildRecord, member: &MemberRecord, user: UserId) -> Permissions {
    if user == guild.owner {
        return ALL;
    }
    let everyone = guild.everyone();
    let roles = std::iter::once(&everyone).chain(&member.roles);
    let sum = roles
        .filter_map(|role| guild.roles.get(role))
        .fold(Permissions::empty(), |sum, role| sum | role.permissions);
    if sum.administrator() { ALL } else { sum }
}

fn with_overwrites(
    base: Permissions,
    channel: &ChannelRecord,
    guild: &GuildRecord,
    member: &MemberRecord,
    user: UserId,
) -> Permissions {
    let for_everyone = sum_overwrites(channel, |id, for_member| !for_member && id == guild.id.get());
    let for_roles = sum_overwrites(channel, |id, for_member| {
        !for_member && id != guild.id.get() && member.roles.iter().any(|role| role.get() == id)
    });
    let for_member = sum_overwrites(channel, |id, for_member| for_member && id == user.get());
    [for_everyone, for_roles, for_member].into_iter().fold(base, |sum, (allow, deny)| (sum - deny) | allow)
}

fn sum_overwrites(
    channel: &ChannelRecord,
    applies: impl Fn(u64, bool) -> bool,
) -> (Permissions, Permissions) {
    channel
        .overwrites
        .iter()
        .filter(|overwrite| applies(overwrite.id, overwrite.for_member))
        .fold((Permissions::empty(), Permissions::empty()), |(allow, deny), overwrite| {
            (allow | overwrite.allow, deny | overwrite.deny)
        })
}

fn if_not_timed_out(
    permissions: Permissions,
    member: &MemberRecord,
    now: serenity::model::Timestamp,
) -> Permissions {
    match member.timed_out_until {
        Some(until) if until > now => {
            permissions & (Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY)
        }
        _ => permissions,
    }
}

/// Removes the permissions that depend on a missing `VIEW_CHANNEL`, `SEND_MESSAGES` or `CONNECT`.
fn without_implied(mut permissions: Permissions, channel: &ChannelRecord) -> Permissions {
    if !permissions.view_channel() {
        return Permissions::empty();
    }
    if channel.is_thread() {
        permissions.set(Permissions::SEND_MESSAGES, permissions.send_messages_in_threads());
    }
    if !permissions.send_messages() {
        permissions -= Permissions::MENTION_EVERYONE
            | Permissions::SEND_TTS_MESSAGES
            | Permissions::ATTACH_FILES
            | Permissions::EMBED_LINKS;
    }
    if channel.is_voice() && !permissions.connect() {
        permissions &= Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
    }
    permissions
}

/// Returns the rank of the highest role: by position, and the older role first at the same position.
fn top_rank(guild: &GuildRecord, roles: &[RoleId]) -> (u16, std::cmp::Reverse<RoleId>) {
    let ranks = roles.iter().filter_map(|role| guild.roles.get(role));
    ranks
        .map(|role| (role.position, std::cmp::Reverse(role.id)))
        .max()
        .unwrap_or((0, std::cmp::Reverse(guild.everyone())))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serenity::model::{Timestamp, channel::ChannelType, gateway::GatewayIntents};

    use super::*;
    use crate::discord::world::Settings;

    /// Returns a world, its member alice and its channel `general`.
    fn world() -> (World, UserId, ChannelId) {
        let settings = Settings {
            bot_permissions: Permissions::empty(),
            unapproved: GatewayIntents::empty(),
            heartbeat_interval: Duration::from_secs(40),
            timeout: Duration::from_secs(10),
            clock: std::sync::Arc::new(crate::clock::Clock::new(None)),
            rate_limits: crate::discord::rate_limits::RateLimits::default(),
        };
        let mut world = World::seed(settings, String::new(), String::new());
        let alice = world.add_user("alice", false);
        world.enter(world.home, alice, false);
        let general = world.guilds[&world.home].system_channel.unwrap();
        (world, alice, general)
    }

    #[test]
    fn a_role_allow_beats_a_role_deny_and_a_member_deny_beats_both() {
        let (mut world, alice, general) = world();
        let home = world.home;
        let pins = Permissions::MANAGE_MESSAGES;
        let (one, two) = (world.add_role(home, "1", pins, false), world.add_role(home, "2", pins, false));
        world.set_role(home, alice, one, true);
        world.set_role(home, alice, two, true);
        world.set_overwrite(general, one.get(), false, Permissions::empty(), pins);
        assert!(!world.permissions_in(general, alice).contains(pins));
        world.set_overwrite(general, two.get(), false, pins, Permissions::empty());
        assert!(world.permissions_in(general, alice).contains(pins));
        world.set_overwrite(general, alice.get(), true, Permissions::empty(), pins);
        assert!(!world.permissions_in(general, alice).contains(pins));
    }

    #[test]
    fn denied_permissions_imply_further_denials() {
        let (mut world, alice, general) = world();
        let deny = |world: &mut World, channel: ChannelId, deny| {
            world.set_overwrite(channel, alice.get(), true, Permissions::empty(), deny);
            world.permissions_in(channel, alice)
        };
        let mute = deny(&mut world, general, Permissions::SEND_MESSAGES);
        assert!(
            !mute.intersects(Permissions::ATTACH_FILES | Permissions::EMBED_LINKS) && mute.view_channel()
        );
        assert!(deny(&mut world, general, Permissions::VIEW_CHANNEL).is_empty());
        let voice = world.add_channel(world.home, "talk", ChannelType::Voice);
        assert!(
            !deny(&mut world, voice, Permissions::CONNECT)
                .intersects(Permissions::SPEAK | Permissions::STREAM)
        );
        assert_eq!(world.permissions_in(general, world.owner), ALL);
    }

    #[test]
    fn timed_out_members_can_only_read() {
        let (mut world, alice, general) = world();
        let now = world.now();
        let at = |seconds: i64| Timestamp::from_unix_timestamp(now.unix_timestamp() + seconds).unwrap();
        let time_out = |world: &mut World, until| {
            world.change_member(world.home, alice, "", |member| member.timed_out_until = Some(until));
            world.permissions_in(general, alice)
        };
        let reading = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        assert_eq!(time_out(&mut world, at(60)), reading);
        assert!(time_out(&mut world, at(-60)).send_messages());
    }

    #[test]
    fn threads_use_parent_overwrites_and_their_own_send_permission() {
        let (mut world, alice, general) = world();
        let thread = world.add_channel(world.home, "thread", ChannelType::PublicThread);
        world.channels.get_mut(&thread).unwrap().parent = Some(general);
        let none = Permissions::empty();
        world.set_overwrite(general, alice.get(), true, none, Permissions::SEND_MESSAGES);
        assert!(world.permissions_in(thread, alice).send_messages());
        world.set_overwrite(general, alice.get(), true, none, Permissions::SEND_MESSAGES_IN_THREADS);
        assert!(!world.permissions_in(thread, alice).send_messages());
    }
}
