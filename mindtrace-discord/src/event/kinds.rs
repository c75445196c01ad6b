//! The events there are, with what Discord says about each.

use std::ops::Deref;

use serenity::model::channel as model;
use serenity::model::gateway::{GatewayIntents, Ready as ReadyData};
use serenity::model::guild::{Guild, Member};
use serenity::model::id::GuildId;
use serenity::model::user::User;
use serenity::model::voice::VoiceState;

use super::Event;

/// The bot is connected; also after a connection that was lost for too long.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ready {
    /// What Discord says about the bot.
    pub data: ReadyData,
}

/// Somebody wrote a message, the bot itself included.
///
/// Reads like serenity's message: `event.content`, `event.author`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Message {
    /// The message.
    pub message: model::Message,
}

/// Somebody added or removed a reaction.
///
/// Reads like serenity's reaction: `event.emoji`, `event.message_id`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reaction {
    /// The reaction.
    pub reaction: model::Reaction,
    /// Whether it came or went.
    pub change: ReactionChange,
}

/// Whether a reaction came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReactionChange {
    /// Somebody reacted.
    Added,
    /// Somebody took a reaction back.
    Removed,
}

/// Somebody joined a server.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MemberJoin {
    /// The server.
    pub guild_id: GuildId,
    /// The new member.
    pub member: Member,
}

/// Somebody left a server, or was made to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MemberLeave {
    /// The server.
    pub guild_id: GuildId,
    /// Who left.
    pub user: User,
    /// The member as the cache knew it.
    pub member: Option<Member>,
}

/// Somebody joined, left or moved between voice channels, or muted.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct VoiceStateUpdate {
    /// What was, if the cache knew it.
    pub old: Option<VoiceState>,
    /// What is.
    pub new: VoiceState,
}

/// The bot was added to a server. Servers it was in already when it started do not count.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GuildJoin {
    /// The server.
    pub guild: Guild,
}

/// The bot was removed from a server. An outage of Discord does not count.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GuildLeave {
    /// The server.
    pub guild_id: GuildId,
    /// The server as the cache knew it.
    pub guild: Option<Guild>,
}

impl Deref for Message {
    type Target = model::Message;

    fn deref(&self) -> &Self::Target {
        &self.message
    }
}

impl Deref for Reaction {
    type Target = model::Reaction;

    fn deref(&self) -> &Self::Target {
        &self.reaction
    }
}

/// One line an event: the table of intents is Discord's.
macro_rules! events {
    ($($event:ident: $($intent:ident)|*;)*) => {$(
        impl Event for $event {
            const NAME: &'static str = stringify!($event);
            const INTENTS: GatewayIntents = GatewayIntents::empty()$(.union(GatewayIntents::$intent))*;
        }
    )*};
}

events! {
    Ready: ;
    Message: GUILD_MESSAGES | DIRECT_MESSAGES | MESSAGE_CONTENT;
    Reaction: GUILD_MESSAGE_REACTIONS | DIRECT_MESSAGE_REACTIONS;
    MemberJoin: GUILD_MEMBERS;
    MemberLeave: GUILD_MEMBERS;
    VoiceStateUpdate: GUILD_VOICE_STATES;
    GuildJoin: GUILDS;
    GuildLeave: GUILDS;
}
