//! Changes and deletes channels, threads and roles; adds and removes thread members.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use crate::json::put;
use crate::timestamp::iso;
use crate::{
    discord::{
        Discord,
        dispatch::Scope,
        world::{ChannelRecord, World, channel_name},
    },
    error::SandboxError,
    location::{Channel, Role},
    member::Member,
};

/// # Changes of channels, roles and the guild
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::serenity::model::channel::ChannelType;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let tea = discord.new_channel("tea", ChannelType::Text).await?;
/// let coffee = discord.rename_channel(&tea, "coffee").await?;
/// assert_eq!((coffee.name(), coffee.id()), ("coffee", tea.id()));
/// discord.bot_joins_thread(&discord.new_thread(&coffee, "beans").await?).await?;
/// discord.delete_channel(&coffee).await?;
///
/// let helper = discord.role("helper", Permissions::empty()).await?;
/// discord.change_role(&helper, Permissions::MANAGE_MESSAGES).await?;
/// discord.delete_role(&helper).await?;
/// discord.rename_guild("Tea house").await?;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Renames a channel or a thread (`CHANNEL_UPDATE`, `THREAD_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if it was deleted.
    pub async fn rename_channel(&self, channel: &Channel, name: &str) -> Result<Channel, SandboxError> {
        let renamed = self.change(|world| {
            let record = world.channels.get_mut(&channel.id)?;
            record.name = channel_name(record.kind, name);
            let name = record.name.clone();
            let event = if record.is_thread() { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" };
            world.announce_channel(event, channel.id)?;
            Some(name)
        });
        renamed.map(|name| Channel { name, ..channel.clone() }).ok_or_else(|| unknown_channel(channel))
    }

    /// Deletes a channel or a thread (`CHANNEL_DELETE`, `THREAD_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if it was deleted.
    pub async fn delete_channel(&self, channel: &Channel) -> Result<(), SandboxError> {
        self.change(|world| world.delete_channel(channel.id))
            .map(drop)
            .ok_or_else(|| unknown_channel(channel))
    }

    /// Sets the permissions of a role (`GUILD_ROLE_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if it was deleted.
    pub async fn change_role(&self, role: &Role, permissions: Permissions) -> Result<(), SandboxError> {
        let changed = self.change(|world| {
            world.guilds.get_mut(&role.guild)?.roles.get_mut(&role.id)?.permissions = permissions;
            world.announce_role("GUILD_ROLE_UPDATE", role.guild, role.id)
        });
        changed.map(drop).ok_or_else(|| SandboxError::Unknown { kind: "role", name: role.name.clone() })
    }

    /// Deletes a role (`GUILD_ROLE_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if it was deleted.
    pub async fn delete_role(&self, role: &Role) -> Result<(), SandboxError> {
        let deleted = self.change(|world| world.delete_role(role.guild, role.id, world.owner, None));
        let unknown = || SandboxError::Unknown { kind: "role", name: role.name.clone() };
        deleted.then_some(()).ok_or_else(unknown)
    }

    /// Renames the first guild (`GUILD_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a name that is not 2 to 100 characters long.
    pub async fn rename_guild(&self, name: &str) -> Result<(), SandboxError> {
        if !(2..=100).contains(&name.chars().count()) {
            return Err(self.refused("the name of a guild has 2 to 100 characters"));
        }
        self.change(|world| {
            let home = world.home;
            let Some(guild) = world.guilds.get_mut(&home) else { return };
            name.clone_into(&mut guild.name);
            let json = guild.to_json();
            world.emit("GUILD_UPDATE", Scope::guild(home), &json);
        });
        Ok(())
    }

    /// Adds the bot to a thread (`THREAD_MEMBERS_UPDATE`, `THREAD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a thread.
    pub async fn bot_joins_thread(&self, thread: &Channel) -> Result<(), SandboxError> {
        self.require_thread(thread)?;
        self.change(|world| world.join_thread(thread.id, thread.guild));
        Ok(())
    }

    fn require_thread(&self, thread: &Channel) -> Result<(), SandboxError> {
        let is_thread =
            self.look(|world| world.channels.get(&thread.id).is_some_and(ChannelRecord::is_thread));
        if is_thread { Ok(()) } else { Err(self.refused(format!("#{} is not a thread", thread.name))) }
    }
}

/// # Join threads
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let thread = discord.new_thread(&discord.channel("general")?, "tea").await?;
/// alice.joins_thread(&thread).await?;
/// alice.at(&thread).posts("hello").await?;
/// alice.leaves_thread(&thread).await?;
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Joins a thread (`THREAD_MEMBERS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a thread.
    pub async fn joins_thread(&self, thread: &Channel) -> Result<(), SandboxError> {
        self.discord().require_thread(thread)?;
        self.discord().change(|world| world.thread_members(thread.id, &[self.id()], &[]));
        Ok(())
    }

    /// Leaves a thread (`THREAD_MEMBERS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a thread.
    pub async fn leaves_thread(&self, thread: &Channel) -> Result<(), SandboxError> {
        self.discord().require_thread(thread)?;
        self.discord().change(|world| world.thread_members(thread.id, &[], &[self.id()]));
        Ok(())
    }
}

impl World {
    /// Deletes a channel of a guild and its messages; returns the deleted channel.
    pub(crate) fn delete_channel(&mut self, id: ChannelId) -> Option<Value> {
        let json = self.channel_json(id)?;
        let channel = self.channels.get(&id).filter(|channel| channel.guild.is_some())?;
        let event = if channel.is_thread() { "THREAD_DELETE" } else { "CHANNEL_DELETE" };
        self.emit(event, Scope::channel(channel.guild, id), &json);
        self.channels.remove(&id);
        self.messages.retain(|_, message| message.channel != id);
        Some(json)
    }

    /// Deletes a role and removes it from its members; returns `false` if it does not exist.
    pub(crate) fn delete_role(
        &mut self,
        guild: GuildId,
        id: RoleId,
        by: UserId,
        reason: Option<&str>,
    ) -> bool {
        let Some(record) = self.guilds.get_mut(&guild) else { return false };
        if record.roles.remove(&id).is_none() {
            return false;
        }
        for member in record.members.values_mut() {
            member.roles.retain(|role| *role != id);
        }
        self.emit("GUILD_ROLE_DELETE", Scope::guild(guild), &json!({"guild_id": guild, "role_id": id}));
        self.audit(guild, super::automod::AuditAction::RoleDelete, by, id.get(), reason);
        true
    }

    /// Adds the bot to a thread.
    pub(crate) fn join_thread(&mut self, thread: ChannelId, guild: GuildId) {
        self.thread_members(thread, &[self.bot], &[]);
        let mut event = thread_member_json(thread, self.bot, self.now());
        put(&mut event, "guild_id", json!(guild));
        self.emit("THREAD_MEMBER_UPDATE", Scope::guild(guild), &event);
    }

    /// Adds members to a thread and removes others from it.
    pub(crate) fn thread_members(&mut self, thread: ChannelId, joined: &[UserId], left: &[UserId]) {
        let Some(record) = self.channels.get_mut(&thread) else { return };
        let Some(guild) = record.guild else { return };
        record.in_thread.retain(|user| !joined.contains(user) && !left.contains(user));
        record.in_thread.extend_from_slice(joined);
        let count = record.in_thread.len();
        let added: Vec<Value> = joined
            .iter()
            .map(|user| {
                let mut member = thread_member_json(thread, *user, self.now());
                put(&mut member, "member", json!(self.member_json(guild, *user)));
                member
            })
            .collect();
        let event = json!({
            "id": thread, "guild_id": guild, "member_count": count,
            "added_members": added, "removed_member_ids": left,
        });
        self.emit("THREAD_MEMBERS_UPDATE", Scope::guild(guild), &event);
    }

    /// Sends the threads of a channel that became visible to the bot (`THREAD_LIST_SYNC`).
    pub(super) fn sync_threads(&mut self, parent: ChannelId) {
        let threads: Vec<&super::world::ChannelRecord> = self
            .channels
            .values()
            .filter(|channel| channel.parent == Some(parent) && channel.is_thread())
            .collect();
        let Some(guild) = threads.first().and_then(|thread| thread.guild) else { return };
        let joined = threads.iter().filter(|thread| thread.in_thread.contains(&self.bot));
        let members: Vec<Value> =
            joined.map(|thread| thread_member_json(thread.id, self.bot, self.now())).collect();
        let threads: Vec<Value> = threads.iter().map(|thread| thread.to_json(None)).collect();
        let event =
            json!({"guild_id": guild, "channel_ids": [parent], "threads": threads, "members": members});
        self.emit("THREAD_LIST_SYNC", Scope::guild(guild), &event);
    }
}

/// Returns the membership of a user in a thread.
pub(super) fn thread_member_json(thread: ChannelId, user: UserId, now: serenity::model::Timestamp) -> Value {
    json!({"id": thread, "user_id": user, "join_timestamp": iso(now), "flags": 0})
}

fn unknown_channel(channel: &Channel) -> SandboxError {
    SandboxError::Unknown { kind: "channel", name: channel.name.clone() }
}
