//! Channels and roles of the test API.

use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

/// A channel of a guild, in which members can act.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Channel {
    /// The id of the channel.
    pub id: ChannelId,
    /// The name, without the leading `#`.
    pub name: String,
    /// The guild the channel belongs to.
    pub guild: GuildId,
}

/// A role of a guild, which members can get and lose.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Role {
    /// The id of the role.
    pub id: RoleId,
    /// The name, without the leading `@`.
    pub name: String,
    /// The guild the role belongs to.
    pub guild: GuildId,
}

/// The target of a permission overwrite.
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
