//! Users and bots.

use serde_json::{Value, json};
use serenity::model::id::UserId;

use crate::json::put;

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
        user(self.id, &self.name, "0", self.bot)
    }

    /// Returns the user as it sees itself, which has more fields.
    pub(crate) fn to_own_json(&self) -> Value {
        let mut json = self.to_json();
        put(&mut json, "mfa_enabled", json!(true));
        put(&mut json, "locale", json!("en-US"));
        put(&mut json, "premium_type", json!(0));
        put(&mut json, "verified", json!(true));
        put(&mut json, "email", Value::Null);
        json
    }
}

/// Returns a user object; only webhooks have another discriminator than `0`.
pub(crate) fn user(id: UserId, name: &str, discriminator: &str, bot: bool) -> Value {
    json!({
        "id": id,
        "username": name,
        "discriminator": discriminator,
        "global_name": null,
        "display_name_styles": null,
        "avatar": null,
        "avatar_decoration_data": null,
        "banner": null,
        "banner_color": null,
        "accent_color": null,
        "collectibles": null,
        "primary_guild": null,
        "clan": null,
        "bot": bot,
        "flags": 0,
        "public_flags": 0,
    })
}
