//! Guilds, their roles and their members.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use serenity::model::{
    Permissions, Timestamp,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use super::{Belongings, Kind};
use crate::json::put;
use crate::timestamp::iso;

/// The largest number of members of a guild.
const MAX_MEMBERS: u32 = 25_000_000;

/// One guild.
#[derive(Debug, Clone)]
pub(crate) struct GuildRecord {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) system_channel: Option<ChannelId>,
    /// The preferred locale.
    pub(crate) locale: String,
    /// The settings that a bot has changed and that have no effect in the emulator, such as `verification_level`.
    pub(crate) settings: Map<String, Value>,
    pub(crate) joined_at: Timestamp,
    /// `false` during an outage.
    pub(crate) available: bool,
    pub(crate) bot_inside: bool,
    pub(crate) roles: BTreeMap<RoleId, RoleRecord>,
    pub(crate) members: BTreeMap<UserId, MemberRecord>,
    pub(crate) voice: BTreeMap<UserId, VoiceRecord>,
    /// The banned users with the reasons.
    pub(crate) bans: BTreeMap<UserId, Option<String>>,
    pub(crate) belongings: Belongings,
}

/// One role of a guild.
#[derive(Debug, Clone)]
pub(crate) struct RoleRecord {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
    pub(crate) position: u16,
    pub(crate) color: u32,
    pub(crate) hoist: bool,
    pub(crate) mentionable: bool,
    /// The emoji that is shown as the icon.
    pub(crate) unicode_emoji: Option<String>,
    /// The bot whose own role this is; such a role is managed.
    pub(crate) bot: Option<UserId>,
}

/// The membership of a user in a guild.
#[derive(Debug, Clone)]
pub(crate) struct MemberRecord {
    pub(crate) nick: Option<String>,
    /// Without @everyone, as on Discord.
    pub(crate) roles: Vec<RoleId>,
    pub(crate) joined_at: Timestamp,
    pub(crate) timed_out_until: Option<Timestamp>,
    pub(crate) boosting_since: Option<Timestamp>,
    pub(crate) deaf: bool,
    pub(crate) mute: bool,
}

/// The voice state of a member in a channel.
#[derive(Debug, Clone)]
pub(crate) struct VoiceRecord {
    pub(crate) channel: ChannelId,
    pub(crate) session: String,
    pub(crate) self_mute: bool,
    pub(crate) self_deaf: bool,
}

impl GuildRecord {
    /// Returns the @everyone role, which has the id of its guild.
    pub(crate) fn everyone(&self) -> RoleId {
        RoleId::new(self.id.get())
    }

    /// Returns the part of a guild object that REST and `GUILD_UPDATE` share with `GUILD_CREATE`.
    pub(crate) fn to_json(&self) -> Value {
        let roles: Vec<Value> = self.roles.values().map(RoleRecord::to_json).collect();
        let mut guild = json!({
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner,
            "system_channel_id": self.system_channel,
            "system_channel_flags": 0,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": false,
            "preferred_locale": self.locale,
            "afk_timeout": 300,
            "afk_channel_id": null,
            "features": [],
            "emojis": self.belongings.all(Kind::Emoji),
            "stickers": self.belongings.all(Kind::Sticker),
            "roles": roles,
        });
        if let (Some(guild), Value::Object(unused)) = (guild.as_object_mut(), unused_features()) {
            guild.extend(unused);
            guild.extend(self.settings.clone());
        }
        guild
    }
}

/// Returns the fields of features that no guild of the emulator uses, but that Discord always sends.
fn unused_features() -> Value {
    json!({
        "application_id": null,
        "description": null,
        "icon": null,
        "banner": null,
        "splash": null,
        "discovery_splash": null,
        "home_header": null,
        "region": "us-west",
        "rules_channel_id": null,
        "public_updates_channel_id": null,
        "safety_alerts_channel_id": null,
        "widget_enabled": false,
        "widget_channel_id": null,
        "vanity_url_code": null,
        "max_presences": null,
        "max_members": MAX_MEMBERS,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "premium_subscription_count": 0,
        "incidents_data": null,
        "nsfw": false,
    })
}

impl RoleRecord {
    pub(crate) fn new(id: RoleId, name: &str, permissions: Permissions, position: u16) -> Self {
        Self {
            id,
            name: name.to_owned(),
            permissions,
            position,
            color: 0,
            hoist: false,
            mentionable: false,
            unicode_emoji: None,
            bot: None,
        }
    }

    /// Returns whether the role belongs to an integration, as the bot's own role does.
    pub(crate) fn is_managed(&self) -> bool {
        self.bot.is_some()
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut json = json!({
            "id": self.id,
            "name": self.name,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist,
            "managed": self.is_managed(),
            "mentionable": self.mentionable,
            "icon": null,
            "unicode_emoji": self.unicode_emoji,
            "permissions": self.permissions.bits().to_string(),
            "position": self.position,
            "flags": 0,
        });
        if let Some(bot) = self.bot {
            put(&mut json, "tags", json!({"bot_id": bot}));
        }
        json
    }
}

impl MemberRecord {
    pub(crate) fn new(joined_at: Timestamp) -> Self {
        Self {
            nick: None,
            roles: Vec::new(),
            joined_at,
            timed_out_until: None,
            boosting_since: None,
            deaf: false,
            mute: false,
        }
    }

    /// Returns the member object without `user`, as in messages.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "nick": self.nick,
            "avatar": null,
            "avatar_decoration_data": null,
            "banner": null,
            "collectibles": null,
            "roles": self.roles,
            "joined_at": iso(self.joined_at),
            "premium_since": self.boosting_since.map(iso),
            "communication_disabled_until": self.timed_out_until.map(iso),
            "deaf": self.deaf,
            "mute": self.mute,
            "pending": false,
            "flags": 0,
        })
    }
}
