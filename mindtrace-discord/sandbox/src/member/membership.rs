//! Changes of a member: roles, timeouts, boosts, voice, and leaving.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serenity::model::{Permissions, Timestamp, id::ChannelId};

use crate::{
    discord::world::ChannelRecord,
    error::SandboxError,
    location::{Channel, Role},
    member::Member,
};

/// # Join voice channels, get roles, leave
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::serenity::model::channel::ChannelType;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// alice.joins_voice(&discord.channel("voice")?).await?;
/// alice.moves_voice(&discord.new_channel("music", ChannelType::Voice).await?).await?;
/// alice.leaves_voice().await?;
///
/// let helper = discord.role("helper", Permissions::MANAGE_MESSAGES).await?;
/// alice.gets(&helper).await?;
/// assert_eq!(alice.roles(), [helper.clone()]);
/// alice.loses(&helper).await?;
/// alice.with_permissions(Permissions::BAN_MEMBERS).await?;
/// alice.boosts(Timestamp::now()).await?;
/// alice.timed_out(None).await?;
/// alice.closes_dms();
/// alice.leaves().await?;
/// assert!(!alice.is_member());
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Joins a voice channel (`VOICE_STATE_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a voice channel or the member may not connect.
    pub async fn joins_voice(&self, channel: &Channel) -> Result<(), SandboxError> {
        self.connect(channel).await
    }

    /// Moves to another voice channel (`VOICE_STATE_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if it is not a voice channel, or the member may not connect or is not in voice.
    pub async fn moves_voice(&self, channel: &Channel) -> Result<(), SandboxError> {
        let inside = self.discord.look(|world| {
            world.guilds.get(&channel.guild).is_some_and(|guild| guild.voice.contains_key(&self.user))
        });
        if !inside {
            return Err(self
                .discord
                .refused(format!("{} is not in a voice channel; use `joins_voice` first", self.name)));
        }
        self.connect(channel).await
    }

    /// Leaves voice (`VOICE_STATE_UPDATE` without a channel).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in a voice channel.
    pub async fn leaves_voice(&self) -> Result<(), SandboxError> {
        let left = self.discord.change(|world| {
            let mut guilds = world.guilds.values();
            let guild = guilds.find(|guild| guild.voice.contains_key(&self.user)).map(|guild| guild.id);
            if let Some(guild) = guild {
                world.set_voice(guild, self.user, None);
            }
            guild.is_some()
        });
        if left {
            Ok(())
        } else {
            Err(self.discord.refused(format!("{} is not in a voice channel", self.name)))
        }
    }

    /// Leaves the first guild (`GUILD_MEMBER_REMOVE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in it, or owns it.
    pub async fn leaves(&self) -> Result<(), SandboxError> {
        let left = self.discord.change(|world| {
            let home = world.home;
            let is_owner = world.guilds.get(&home).is_some_and(|guild| guild.owner == self.user);
            !is_owner && world.leave(home, self.user, "left the guild")
        });
        if left {
            return Ok(());
        }
        Err(self
            .discord
            .refused(format!("{} cannot leave the guild: they are not a member, or its owner", self.name)))
    }

    /// Gets a role from the owner (`GUILD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in the guild of the role.
    pub async fn gets(&self, role: &Role) -> Result<(), SandboxError> {
        let changed = self.discord.change(|world| world.set_role(role.guild, self.user, role.id, true));
        self.if_member(changed)
    }

    /// Loses a role (`GUILD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in the guild of the role.
    pub async fn loses(&self, role: &Role) -> Result<(), SandboxError> {
        let changed = self.discord.change(|world| world.set_role(role.guild, self.user, role.id, false));
        self.if_member(changed)
    }

    /// Gets a new role with these permissions; returns the same member.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in the first guild.
    pub async fn with_permissions(&self, permissions: Permissions) -> Result<Self, SandboxError> {
        let role = self.discord.role(&format!("{}'s permissions", self.name), permissions).await?;
        self.gets(&role).await?;
        Ok(self.clone())
    }

    /// Is timed out until this time, or with `None` no longer (`GUILD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in the first guild.
    pub async fn timed_out(&self, until: impl Into<Option<Timestamp>>) -> Result<(), SandboxError> {
        let until = until.into();
        let action = if until.is_some() { "was timed out" } else { "is no longer timed out" };
        let changed = self.discord.change(|world| {
            let home = world.home;
            world.change_member(home, self.user, action, |member| member.timed_out_until = until)
        });
        self.if_member(changed)
    }

    /// Boosts the first guild since this time, or with `None` no longer (`GUILD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member is not in the first guild.
    pub async fn boosts(&self, since: impl Into<Option<Timestamp>>) -> Result<(), SandboxError> {
        let since = since.into();
        let action = if since.is_some() { "boosts the guild" } else { "no longer boosts the guild" };
        let changed = self.discord.change(|world| {
            let home = world.home;
            world.change_member(home, self.user, action, |member| member.boosting_since = since)
        });
        self.if_member(changed)
    }

    /// Refuses direct messages from now on: the bot gets 50007 when it tries.
    pub fn closes_dms(&self) {
        self.discord.change(|world| {
            if let Some(user) = world.users.get_mut(&self.user) {
                user.dms_closed = true;
            }
        });
    }

    async fn connect(&self, channel: &Channel) -> Result<(), SandboxError> {
        let moved = self.discord.change(|world| {
            let id: ChannelId = channel.id;
            let voice = world.channels.get(&id).is_some_and(ChannelRecord::is_voice);
            let allowed = voice && world.permissions_in(id, self.user).contains(Permissions::CONNECT);
            if allowed {
                world.set_voice(channel.guild, self.user, Some(id));
            }
            allowed
        });
        if moved {
            return Ok(());
        }
        Err(self.discord.refused(format!(
            "{} cannot join #{}: it is not a voice channel, or they may not connect",
            self.name, channel.name
        )))
    }

    pub(super) fn if_member(&self, changed: bool) -> Result<(), SandboxError> {
        if changed {
            return Ok(());
        }
        Err(self
            .discord
            .refused(format!("{} is not a member of the guild; use `Discord::join` first", self.name)))
    }
}
