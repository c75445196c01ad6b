//! Gateway commands: payloads that a shard sends to Discord on its connection.

use serde_json::{Value, json};
use serenity::gateway::ActivityData;
use serenity::model::id::{ChannelId, GuildId};
use serenity::model::user::OnlineStatus;

use crate::activity::Busy;

/// Discord's opcodes of gateway commands.
mod op {
    pub(super) const PRESENCE: u8 = 3;
    pub(super) const VOICE: u8 = 4;
    pub(super) const REQUEST_MEMBERS: u8 = 8;
    pub(super) const REQUEST_SOUNDS: u8 = 31;
}

/// A payload for a shard to send.
#[derive(Debug)]
pub(crate) struct GatewayCommand {
    pub(crate) op: u8,
    pub(crate) data: Value,
    /// The bot is busy until the command is sent.
    pub(crate) busy: Busy,
}

impl GatewayCommand {
    /// Requests the members of a guild whose names begin with `query`.
    pub(crate) fn members(guild_id: GuildId, query: &str, busy: Busy) -> Self {
        // Discord allows 0, which is no limit, only without a query.
        let limit = if query.is_empty() { 0 } else { 100 };
        let data = json!({ "guild_id": guild_id, "query": query, "limit": limit });
        Self { op: op::REQUEST_MEMBERS, data, busy }
    }

    /// Requests the members that a query asks for.
    pub(crate) fn request_members(query: Value, busy: Busy) -> Self {
        Self { op: op::REQUEST_MEMBERS, data: query, busy }
    }

    /// Sets the bot's voice state in a guild.
    pub(crate) fn voice(
        guild_id: GuildId,
        channel_id: Option<ChannelId>,
        (self_mute, self_deaf): (bool, bool),
        busy: Busy,
    ) -> Self {
        let data = json!({
            "guild_id": guild_id, "channel_id": channel_id, "self_mute": self_mute, "self_deaf": self_deaf,
        });
        Self { op: op::VOICE, data, busy }
    }

    /// Requests the sounds of a guild's soundboard.
    pub(crate) fn sounds(guild_id: GuildId, busy: Busy) -> Self {
        Self { op: op::REQUEST_SOUNDS, data: json!({ "guild_ids": [guild_id] }), busy }
    }

    /// Sets the bot's presence.
    pub(crate) fn presence(presence: &Presence, busy: Busy) -> Self {
        Self { op: op::PRESENCE, data: presence.0.clone(), busy }
    }
}

/// Why a gateway command cannot be sent.
///
/// ```
/// use mindtrace_discord::GatewayError;
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::serenity::gateway::ActivityData;
/// use mindtrace_discord::serenity::model::user::OnlineStatus;
///
/// #[every("5m")]
/// async fn show_time(ctx: &Context) -> Result<()> {
///     match ctx.set_presence(OnlineStatus::Online, ActivityData::custom(ctx.now().to_string())) {
///         // The next run tries again.
///         Err(GatewayError::NotConnected | GatewayError::Full) => Ok(()),
///         sent => Ok(sent?),
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// There is no connection: the bot is connecting again, so try again later; or it receives interactions by webhook only, and never
    /// has one.
    #[error("the bot has no connection to Discord's gateway")]
    NotConnected,
    /// The guild belongs to a shard of another process; see `DISCORD_SHARDS`. Send the command there, for example in a handler of an
    /// event of that guild.
    #[error("the guild belongs to shard {shard}, which another process runs")]
    OtherProcess {
        /// The shard.
        shard: u32,
    },
    /// Too many commands wait already: Discord allows 120 a minute for each shard. Try again in a minute, or send fewer.
    #[error("too many gateway commands are waiting to be sent")]
    Full,
}

/// The bot's status and activity.
#[derive(Clone, Debug)]
pub(crate) struct Presence(Value);

impl Presence {
    pub(crate) fn new(status: OnlineStatus, activity: Option<&ActivityData>) -> Self {
        let activities: Vec<Value> = activity.map(|activity| json!(activity)).into_iter().collect();
        Self(json!({ "since": null, "activities": activities, "status": status.name(), "afk": false }))
    }

    /// Returns the payload for Discord.
    pub(crate) fn into_json(self) -> Value {
        self.0
    }
}
