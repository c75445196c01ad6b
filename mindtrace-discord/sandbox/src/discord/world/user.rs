//! Users and bots.

use serde_json::{Value, json};
use serenity::model::id::UserId;

/// One user or bot.
#[derive(Debug, Clone)]
pub(crate) struct UserRecord {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) bot: bool,
    /// Whether the user refuses direct messages from the bot.
    pub(crate) dms_closed: bool,
}

impl UserRecord {
    pub(crate) fn new(id: UserId, name: &str, bot: bool) -> Self {
        Self { id, name: name.to_owned(), bot, dms_closed: false }
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": null,
            "avatar": null,
            "bot": self.bot,
            "public_flags": 0,
        })
    }
}
