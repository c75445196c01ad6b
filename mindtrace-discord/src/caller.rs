//! The caller of a command, and the location of a call.

use std::sync::Arc;

use serde::Serialize;
use serenity::model::Permissions;
use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId};
use serenity::model::user::User;

/// The caller of a command.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) user: Arc<User>,
    /// The roles in the guild, if the surface knows them.
    pub(crate) roles: Option<Arc<[RoleId]>>,
    /// The effective permissions in the channel, if the surface knows them.
    pub(crate) permissions: Option<Permissions>,
    /// The token of the program that calls as this user, if there is one.
    pub(crate) token: Option<Token>,
}

/// The permissions of a program's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "http"), allow(dead_code))]
pub(crate) enum Token {
    /// Running commands, except those for the bot's owners.
    Execute,
    /// Everything.
    Admin,
}

/// The guild and channel of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Location {
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    /// The bot's effective permissions in the channel, if the surface knows them.
    pub(crate) bot_permissions: Option<Permissions>,
    /// Whether the call itself proves that the caller can see the channel, as a message in it does.
    pub(crate) caller_is_present: bool,
    /// Whether Discord has checked that the channel is age-restricted.
    pub(crate) nsfw_checked: bool,
}
