//! Creates guilds, channels and roles, and simulates outages.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::json;
use serenity::model::{
    Permissions,
    channel::ChannelType,
    gateway::GatewayIntents,
    id::{ChannelId, GuildId},
};

use crate::{
    discord::{
        Discord,
        dispatch::Scope,
        locales,
        session::Listing,
        world::{World, channel_name},
    },
    error::SandboxError,
    location::{Channel, Role, Target},
    member::Member,
};

/// # Guilds, channels and roles
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::serenity::model::channel::ChannelType;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let staff = discord.new_channel("staff", ChannelType::Text).await?;
/// assert_eq!(discord.channel("staff")?, staff);
/// discord.new_thread(&staff, "tea").await?;
/// let helper = discord.role("helper", Permissions::MANAGE_MESSAGES).await?;
/// discord.overwrite(&staff, &helper, Permissions::VIEW_CHANNEL, Permissions::empty()).await?;
/// let boss = discord.role_above_bot("boss", Permissions::ADMINISTRATOR).await?;
/// discord.owner().gets(&boss).await?;
/// discord.guild_locale("de").await?;
///
/// let second = discord.new_guild("Second").await?;
/// discord.channel_in(second, "general")?;
/// discord.outage(second).await?;
/// discord.end_outage(second).await?;
/// discord.remove_bot_from(second).await?;
/// discord.transfer_ownership(&discord.member("alice").await?).await?;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns the channel of the first guild with this name. From the start there are `general` (text, also the system
    /// channel), `voice`, `announcements` and `nsfw` (age-restricted).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such channel.
    pub fn channel(&self, name: &str) -> Result<Channel, SandboxError> {
        let guild = self.guild();
        self.channel_in(guild, name)
    }

    /// Returns the channel of a guild with this name.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such channel.
    pub fn channel_in(&self, guild: GuildId, name: &str) -> Result<Channel, SandboxError> {
        let plain = name.trim_start_matches('#');
        let found = self.look(|world| {
            let mut channels = world.channels.values().filter(|channel| channel.guild == Some(guild));
            let found = channels
                .find(|channel| channel.name == plain || channel.name == channel_name(channel.kind, plain))?;
            Some((found.id, found.name.clone()))
        });
        match found {
            Some((id, name)) => Ok(Channel { id, name, guild }),
            None => Err(SandboxError::Unknown { kind: "channel", name: name.to_owned() }),
        }
    }

    /// Sets the preferred locale of the first guild, which interactions carry as `guild_locale` (`GUILD_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a locale Discord does not have.
    pub async fn guild_locale(&self, locale: &str) -> Result<(), SandboxError> {
        if !locales::is_known(locale) {
            return Err(
                self.refused(format!("there is no locale `{locale}`; write it as in `en-US` or `de`"))
            );
        }
        self.change(|world| {
            let home = world.home;
            let Some(guild) = world.guilds.get_mut(&home) else { return };
            locale.clone_into(&mut guild.locale);
            let json = guild.to_json();
            world.emit("GUILD_UPDATE", Scope::guild(home), &json);
        });
        Ok(())
    }

    /// Creates a channel in the first guild (`CHANNEL_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a type of channel that cannot be created in a guild.
    pub async fn new_channel(&self, name: &str, kind: ChannelType) -> Result<Channel, SandboxError> {
        if matches!(kind, ChannelType::Private | ChannelType::GroupDm) {
            return Err(self.refused("direct messages are not channels of a guild; use `Member::in_dm`"));
        }
        let guild = self.guild();
        let id = self.change(|world| {
            let id = world.add_channel(guild, name, kind);
            world.announce_channel("CHANNEL_CREATE", id);
            id
        });
        Ok(Channel { id, name: channel_name(kind, name), guild })
    }

    /// Starts a public thread in a channel (`THREAD_CREATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if the channel was deleted.
    pub async fn new_thread(&self, parent: &Channel, name: &str) -> Result<Channel, SandboxError> {
        self.require_channel(parent.id)?;
        let id = self.change(|world| {
            let id = world.add_channel(parent.guild, name, ChannelType::PublicThread);
            if let Some(thread) = world.channels.get_mut(&id) {
                thread.parent = Some(parent.id);
            }
            world.announce_channel("THREAD_CREATE", id);
            id
        });
        Ok(Channel { id, name: name.to_owned(), guild: parent.guild })
    }

    /// Creates a role below the bot's own in the first guild (`GUILD_ROLE_CREATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn role(&self, name: &str, permissions: Permissions) -> Result<Role, SandboxError> {
        self.make_role(name, permissions, false).await
    }

    /// Creates a role above the bot's own; the bot cannot act on its members.
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn role_above_bot(&self, name: &str, permissions: Permissions) -> Result<Role, SandboxError> {
        self.make_role(name, permissions, true).await
    }

    async fn make_role(
        &self,
        name: &str,
        permissions: Permissions,
        above: bool,
    ) -> Result<Role, SandboxError> {
        let guild = self.guild();
        let id = self.change(|world| {
            let id = world.add_role(guild, name, permissions, above);
            world.announce_role("GUILD_ROLE_CREATE", guild, id);
            id
        });
        Ok(Role { id, name: name.to_owned(), guild })
    }

    /// Sets the permissions that a channel allows and denies a role or member (`CHANNEL_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if the channel was deleted.
    pub async fn overwrite(
        &self,
        channel: &Channel,
        target: impl Into<Target>,
        allow: Permissions,
        deny: Permissions,
    ) -> Result<(), SandboxError> {
        self.require_channel(channel.id)?;
        let (id, for_member) = match target.into() {
            Target::Role(role) => (role.get(), false),
            Target::Member(user) => (user.get(), true),
        };
        self.change(|world| world.set_overwrite(channel.id, id, for_member, allow, deny));
        Ok(())
    }

    /// Invites the bot to another guild, which has one channel, `general` (`GUILD_CREATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_guild(&self, name: &str) -> Result<GuildId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.add_guild(name);
            world.remark(format!("the bot was invited to {name}"));
            world.announce_guild(id);
            id
        }))
    }

    /// Removes the bot from a guild (`GUILD_DELETE` without `unavailable`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such guild.
    pub async fn remove_bot_from(&self, guild: GuildId) -> Result<(), SandboxError> {
        self.require_guild(guild)?;
        self.change(|world| world.remove_bot(guild));
        Ok(())
    }

    /// Makes a guild unavailable (`GUILD_DELETE` with `unavailable`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such guild.
    pub async fn outage(&self, guild: GuildId) -> Result<(), SandboxError> {
        self.require_guild(guild)?;
        self.change(|world| {
            world.remark("a guild became unavailable");
            if let Some(guild) = world.guilds.get_mut(&guild) {
                guild.available = false;
            }
            world.emit("GUILD_DELETE", Scope::guild(guild), &json!({"id": guild, "unavailable": true}));
        });
        Ok(())
    }

    /// Ends an outage (`GUILD_CREATE` again).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such guild.
    pub async fn end_outage(&self, guild: GuildId) -> Result<(), SandboxError> {
        self.require_guild(guild)?;
        self.change(|world| {
            world.remark("a guild is available again");
            if let Some(guild) = world.guilds.get_mut(&guild) {
                guild.available = true;
            }
            world.announce_guild(guild);
        });
        Ok(())
    }

    /// Makes another member the owner of the first guild (`GUILD_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if the member has left.
    pub async fn transfer_ownership(&self, to: &Member) -> Result<(), SandboxError> {
        let id = self.guild();
        let transferred = self.change(|world| {
            let guild = world.guilds.get_mut(&id).filter(|guild| guild.members.contains_key(&to.id()))?;
            guild.owner = to.id();
            let json = guild.to_json();
            world.remark(format!("{} owns the guild now", to.name()));
            world.emit("GUILD_UPDATE", Scope::guild(id), &json);
            Some(())
        });
        transferred.ok_or_else(|| SandboxError::Unknown { kind: "member", name: to.name().to_owned() })
    }

    fn require_channel(&self, id: ChannelId) -> Result<(), SandboxError> {
        let known = self.look(|world| world.channels.contains_key(&id));
        known.then_some(()).ok_or_else(|| SandboxError::Unknown { kind: "channel", name: id.to_string() })
    }

    fn require_guild(&self, id: GuildId) -> Result<(), SandboxError> {
        let known = self.look(|world| world.guilds.contains_key(&id));
        known.then_some(()).ok_or_else(|| SandboxError::Unknown { kind: "guild", name: id.to_string() })
    }
}

impl World {
    /// Removes the bot from a guild (`GUILD_DELETE`).
    pub(crate) fn remove_bot(&mut self, guild: GuildId) {
        self.remark("the bot was removed from a guild");
        if let Some(record) = self.guilds.get_mut(&guild) {
            record.bot_inside = false;
            record.members.remove(&self.bot);
        }
        self.emit("GUILD_DELETE", Scope::guild(guild), &json!({"id": guild}));
    }

    /// Sends `GUILD_CREATE`; only sessions with the intent for presences receive all members.
    fn announce_guild(&mut self, guild: GuildId) {
        let receivers: Vec<(String, Listing)> = self
            .sessions
            .all
            .iter()
            .filter(|(_, session)| {
                session.serves(Some(guild)) && session.intents.contains(GatewayIntents::GUILDS)
            })
            .map(|(id, session)| (id.clone(), session.listing()))
            .collect();
        for (id, listing) in receivers {
            if let Some(payload) = self.guild_create_json(guild, listing) {
                self.sessions.dispatch(&id, "GUILD_CREATE", &payload);
            }
        }
    }
}
