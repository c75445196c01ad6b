//! What a shard is asked to say to Discord.

use serde_json::{Value, json};
use serenity::gateway::ActivityData;
use serenity::model::id::GuildId;
use serenity::model::user::OnlineStatus;

use super::frame::op;
use crate::bot::Busy;

/// Something a shard is asked to say to Discord.
#[derive(Debug)]
pub(crate) struct Order {
    pub(super) op: u8,
    pub(super) data: Value,
    /// The bot is busy until it is said.
    pub(super) busy: Busy,
}

impl Order {
    /// The members of a server whose names begin so.
    pub(crate) fn members(guild_id: GuildId, query: &str, busy: Busy) -> Self {
        // Discord: 0 is no limit, and only without a query.
        let limit = if query.is_empty() { 0 } else { 100 };
        let data = json!({ "guild_id": guild_id, "query": query, "limit": limit });
        Self { op: op::REQUEST_MEMBERS, data, busy }
    }

    /// The sounds of a server's soundboard.
    pub(crate) fn sounds(guild_id: GuildId, busy: Busy) -> Self {
        Self { op: op::REQUEST_SOUNDS, data: json!({ "guild_ids": [guild_id] }), busy }
    }

    /// What the bot shows beside its name.
    pub(super) fn presence(presence: &Presence, busy: Busy) -> Self {
        Self { op: op::PRESENCE, data: presence.0.clone(), busy }
    }
}

/// Why a shard cannot say something to Discord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// There is no connection.
    #[error("the bot has no connection to Discord's gateway")]
    NotConnected,
    /// Too much waits to be said already.
    #[error("too much waits to be said to Discord's gateway already")]
    Full,
}

/// What the bot shows beside its name.
#[derive(Clone, Debug)]
pub(crate) struct Presence(Value);

impl Presence {
    pub(crate) fn new(status: OnlineStatus, activity: Option<&ActivityData>) -> Self {
        let activities: Vec<Value> = activity.map(|activity| json!(activity)).into_iter().collect();
        Self(json!({ "since": null, "activities": activities, "status": status.name(), "afk": false }))
    }

    /// As Discord reads it.
    pub(super) fn into_json(self) -> Value {
        self.0
    }
}
