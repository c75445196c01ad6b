//! Changes of members: joining, leaving, bans, roles and voice; announces roles and channels.

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use crate::json::put;
use crate::{
    discord::{
        automod::AuditAction,
        dispatch::Scope,
        world::{MemberRecord, Overwrite, VoiceRecord, World},
    },
    transcript::LineKind,
};

impl World {
    /// Adds a user to a guild; `announce` is whether `GUILD_MEMBER_ADD` is sent.
    pub(crate) fn enter(&mut self, guild: GuildId, user: UserId, announce: bool) {
        let now = self.now();
        let Some(record) = self.guilds.get_mut(&guild) else { return };
        if record.members.contains_key(&user) {
            return;
        }
        record.members.insert(user, MemberRecord::new(now));
        if !announce {
            return;
        }
        self.note(LineKind::Notice, user, None, "joined the guild");
        if let Some(mut event) = self.member_json(guild, user) {
            put(&mut event, "guild_id", json!(guild));
            self.emit("GUILD_MEMBER_ADD", Scope::guild(guild), &event);
        }
    }

    /// Removes a user from a guild, with `action` in the transcript; returns `false` if they were not a member.
    pub(crate) fn leave(&mut self, guild: GuildId, user: UserId, action: &str) -> bool {
        self.set_voice(guild, user, None);
        let Some(record) = self.guilds.get_mut(&guild) else { return false };
        if record.members.remove(&user).is_none() {
            return false;
        }
        self.note(LineKind::Notice, user, None, action);
        self.presences.remove(&(guild, user));
        let event = json!({"guild_id": guild, "user": self.user_json(user)});
        self.emit("GUILD_MEMBER_REMOVE", Scope::guild(guild), &event);
        true
    }

    pub(crate) fn ban(&mut self, guild: GuildId, user: UserId, by: UserId, reason: Option<String>) {
        let event = json!({"guild_id": guild, "user": self.user_json(user)});
        self.audit(guild, AuditAction::Ban, by, user.get(), reason.as_deref());
        if let Some(record) = self.guilds.get_mut(&guild) {
            record.bans.insert(user, reason);
        }
        self.emit("GUILD_BAN_ADD", Scope::guild(guild), &event);
        self.leave(guild, user, "was banned");
    }

    /// Kicks a member; returns `false` if there is no such member.
    pub(crate) fn kick(&mut self, guild: GuildId, user: UserId, by: UserId, reason: Option<&str>) -> bool {
        let left = self.leave(guild, user, "was kicked");
        if left {
            self.audit(guild, AuditAction::Kick, by, user.get(), reason);
        }
        left
    }

    /// Lifts a ban; returns `false` if there is none.
    pub(crate) fn unban(&mut self, guild: GuildId, user: UserId, by: UserId, reason: Option<&str>) -> bool {
        let lifted = self.guilds.get_mut(&guild).is_some_and(|guild| guild.bans.remove(&user).is_some());
        if lifted {
            self.note(LineKind::Notice, user, None, "was unbanned");
            let event = json!({"guild_id": guild, "user": self.user_json(user)});
            self.emit("GUILD_BAN_REMOVE", Scope::guild(guild), &event);
            self.audit(guild, AuditAction::Unban, by, user.get(), reason);
        }
        lifted
    }

    /// Changes a member, with `action` in the transcript; returns `false` if there is no such member.
    pub(crate) fn change_member(
        &mut self,
        guild: GuildId,
        user: UserId,
        action: &str,
        change: impl FnOnce(&mut MemberRecord),
    ) -> bool {
        let Some(member) = self.guilds.get_mut(&guild).and_then(|guild| guild.members.get_mut(&user)) else {
            return false;
        };
        change(member);
        self.note(LineKind::Notice, user, None, action);
        if let Some(mut event) = self.member_json(guild, user) {
            put(&mut event, "guild_id", json!(guild));
            self.emit("GUILD_MEMBER_UPDATE", Scope::guild(guild), &event);
        }
        true
    }

    /// Adds a role to a member, or removes it.
    pub(crate) fn set_role(&mut self, guild: GuildId, user: UserId, role: RoleId, has: bool) -> bool {
        let name = self.guilds.get(&guild).and_then(|guild| guild.roles.get(&role));
        let name = name.map_or_else(|| role.to_string(), |role| role.name.clone());
        let action = if has { format!("got the role @{name}") } else { format!("lost the role @{name}") };
        self.change_member(guild, user, &action, |member| {
            member.roles.retain(|other| *other != role);
            if has {
                member.roles.push(role);
            }
        })
    }

    /// Moves a member to a voice channel, or out of voice.
    pub(crate) fn set_voice(&mut self, guild: GuildId, user: UserId, channel: Option<ChannelId>) {
        let before = self.guilds.get(&guild).and_then(|guild| guild.voice.get(&user));
        let own = before.map_or((false, false), |state| (state.self_mute, state.self_deaf));
        self.set_own_voice(guild, user, channel, own);
    }

    /// Moves a member to a voice channel, or out of voice, with whether they muted and deafened themselves.
    pub(crate) fn set_own_voice(
        &mut self,
        guild: GuildId,
        user: UserId,
        channel: Option<ChannelId>,
        (self_mute, self_deaf): (bool, bool),
    ) {
        let session = format!("voice{:x}", self.snowflake());
        let Some(record) = self.guilds.get_mut(&guild) else { return };
        let before = record.voice.remove(&user);
        if before.is_none() && channel.is_none() {
            return;
        }
        let session = before.map_or(session, |state| state.session);
        if let Some(channel) = channel {
            record
                .voice
                .insert(user, VoiceRecord { channel, session: session.clone(), self_mute, self_deaf });
        }
        let action = if channel.is_some() { "is in voice" } else { "left voice" };
        self.note(LineKind::Notice, user, channel, action);
        let event = self.voice_json(guild, user, &session, channel);
        self.emit("VOICE_STATE_UPDATE", Scope::guild(guild), &event);
    }

    /// Sends the event of a role that was created or changed; returns the role.
    pub(crate) fn announce_role(
        &mut self,
        name: &'static str,
        guild: GuildId,
        role: RoleId,
    ) -> Option<Value> {
        let json = self.guilds.get(&guild)?.roles.get(&role)?.to_json();
        self.emit(name, Scope::guild(guild), &json!({"guild_id": guild, "role": json}));
        Some(json)
    }

    /// Sends the event of a channel that was created or changed; returns the channel.
    pub(crate) fn announce_channel(&mut self, name: &'static str, channel: ChannelId) -> Option<Value> {
        let json = self.channel_json(channel)?;
        let guild = self.channels.get(&channel)?.guild;
        let scope = Scope::channel(guild, channel);
        if name == "THREAD_CREATE" {
            // Without the field, clients take it for a thread that the bot was added to.
            let mut event = json.clone();
            put(&mut event, "newly_created", json!(true));
            self.emit(name, scope, &event);
        } else {
            self.emit(name, scope, &json);
        }
        Some(json)
    }

    /// Sets the permissions that a channel allows and denies one role or member.
    pub(crate) fn set_overwrite(
        &mut self,
        channel: ChannelId,
        id: u64,
        for_member: bool,
        allow: Permissions,
        deny: Permissions,
    ) {
        let could_see = self.bot_permissions_in(channel).contains(Permissions::VIEW_CHANNEL);
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.set_overwrite(Overwrite { id, for_member, allow, deny });
        }
        self.announce_channel("CHANNEL_UPDATE", channel);
        if !could_see && self.bot_permissions_in(channel).contains(Permissions::VIEW_CHANNEL) {
            self.sync_threads(channel);
        }
    }
}
