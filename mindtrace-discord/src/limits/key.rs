//! The key under which calls are counted together.

use std::fmt;

use serenity::model::id::{ChannelId, GuildId, UserId};

use super::CooldownScope;
use crate::caller::Location;

/// The scope of one call: its callers share the uses of a cooldown, or the permits of a concurrency limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ScopeKey {
    User(UserId),
    Guild(GuildId),
    Channel(ChannelId),
    Member(GuildId, UserId),
    Global,
}

impl ScopeKey {
    /// Returns the key of a scope for one call. Without a guild or channel, as in direct messages, each user is counted alone.
    pub(crate) fn of(scope: CooldownScope, user: UserId, location: &Location) -> Self {
        let Location { guild_id, channel_id, .. } = *location;
        match scope {
            CooldownScope::User => Self::User(user),
            CooldownScope::Guild => guild_id.map_or(Self::User(user), Self::Guild),
            CooldownScope::Channel => channel_id.map_or(Self::User(user), Self::Channel),
            CooldownScope::Member => guild_id.map_or(Self::User(user), |guild| Self::Member(guild, user)),
            CooldownScope::Global => Self::Global,
        }
    }
}

impl fmt::Display for ScopeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(user) => write!(f, "user:{user}"),
            Self::Guild(guild) => write!(f, "guild:{guild}"),
            Self::Channel(channel) => write!(f, "channel:{channel}"),
            Self::Member(guild, user) => write!(f, "member:{guild}:{user}"),
            Self::Global => f.write_str("global"),
        }
    }
}
