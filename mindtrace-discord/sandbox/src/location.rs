//! Channels and roles of the test API.

use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

/// A channel of a guild, in which members can act.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let general = discord.channel("general")?;
/// assert_eq!((general.name(), general.guild()), ("general", discord.guild()));
/// let posted = discord.member("alice").await?.at(&general).posts("hello").await?;
/// assert_eq!(posted.channel_id, general.id());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    pub(crate) id: ChannelId,
    pub(crate) name: String,
    pub(crate) guild: GuildId,
}

impl Channel {
    /// The id of the channel.
    pub fn id(&self) -> ChannelId {
        self.id
    }

    /// The name, without the leading `#`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The guild the channel belongs to.
    pub fn guild(&self) -> GuildId {
        self.guild
    }
}

/// A role of a guild, which members can get and lose.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let helper = discord.role("helper", Permissions::MANAGE_MESSAGES).await?;
/// assert_eq!((helper.name(), helper.guild()), ("helper", discord.guild()));
/// let alice = discord.member("alice").await?;
/// alice.gets(&helper).await?;
/// assert_eq!(alice.roles()[0].id(), helper.id());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) guild: GuildId,
}

impl Role {
    /// The id of the role.
    pub fn id(&self) -> RoleId {
        self.id
    }

    /// The name, without the leading `@`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The guild the role belongs to.
    pub fn guild(&self) -> GuildId {
        self.guild
    }
}

/// The target of a permission overwrite.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::sandbox::Target;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let (alice, general) = (discord.member("alice").await?, discord.channel("general")?);
/// assert_eq!(Target::from(&alice), Target::Member(alice.id()));
/// discord.overwrite(&general, &alice, Permissions::empty(), Permissions::SEND_MESSAGES).await?;
/// assert!(alice.posts("hello").await.is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The members with a role.
    Role(RoleId),
    /// One member.
    Member(UserId),
}

impl From<&Role> for Target {
    fn from(role: &Role) -> Self {
        Self::Role(role.id)
    }
}

impl From<RoleId> for Target {
    fn from(role: RoleId) -> Self {
        Self::Role(role)
    }
}

impl From<UserId> for Target {
    fn from(user: UserId) -> Self {
        Self::Member(user)
    }
}
