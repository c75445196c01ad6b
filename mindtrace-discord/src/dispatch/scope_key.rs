//! Whose calls are counted together: what a scope comes to for one call.

use serenity::model::id::{ChannelId, GuildId, UserId};

use super::{Invocation, Place};
use crate::command::CooldownScope;

/// Those who share uses, or places in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ScopeKey {
    User(UserId),
    Guild(GuildId),
    Channel(ChannelId),
    Member(GuildId, UserId),
    Global,
}

impl ScopeKey {
    /// Where there is no such place, as there is no server in direct messages, each user counts alone.
    pub(super) fn of(scope: CooldownScope, invocation: &Invocation) -> Self {
        let Place { guild_id, channel_id, .. } = invocation.place;
        let user = invocation.caller.user.id;
        match scope {
            CooldownScope::User => Self::User(user),
            CooldownScope::Guild => guild_id.map_or(Self::User(user), Self::Guild),
            CooldownScope::Channel => channel_id.map_or(Self::User(user), Self::Channel),
            CooldownScope::Member => guild_id.map_or(Self::User(user), |guild| Self::Member(guild, user)),
            CooldownScope::Global => Self::Global,
        }
    }
}
