//! Guilds, their roles and their members.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use serenity::model::{
    Permissions, Timestamp,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use super::{Belongings, Kind};

/// One guild.
#[derive(Debug, Clone)]
pub(crate) struct GuildRecord {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) owner: UserId,
    pub(crate) system_channel: Option<ChannelId>,
    /// The preferred locale.
    pub(crate) locale: String,
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
    /// Whether the role belongs to an integration, as the bot's own role does.
    pub(crate) managed: bool,
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
        json!({
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner,
            "icon": null,
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
        })
    }
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
            managed: false,
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist,
            "managed": self.managed,
            "mentionable": self.mentionable,
            "permissions": self.permissions.bits().to_string(),
            "position": self.position,
            "flags": 0,
        })
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
            "roles": self.roles,
            "joined_at": self.joined_at,
            "premium_since": self.boosting_since,
            "communication_disabled_until": self.timed_out_until,
            "deaf": self.deaf,
            "mute": self.mute,
            "pending": false,
            "flags": 0,
        })
    }
}
