//! Channels and roles as a test names them.

use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

/// A channel a test can send people to.
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

/// A role a test can hand out.
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

/// Whom a permission overwrite is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// Everybody with a role.
    Role(RoleId),
    /// One person.
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
