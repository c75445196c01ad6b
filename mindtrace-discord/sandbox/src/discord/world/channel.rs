//! Channels and their permission overwrites.

use serde_json::{Value, json};
use serenity::model::{
    Permissions, Timestamp,
    channel::ChannelType,
    id::{ChannelId, GuildId, MessageId, UserId},
};

use crate::json::put;
use crate::timestamp::iso;

/// The number at which Discord stops to count the members of a thread.
const MAX_COUNTED: usize = 50;

/// A channel of a guild, a thread, or a DM channel.
#[derive(Debug, Clone)]
pub(crate) struct ChannelRecord {
    pub(crate) id: ChannelId,
    /// `None` for a DM.
    pub(crate) guild: Option<GuildId>,
    pub(crate) kind: ChannelType,
    pub(crate) name: String,
    pub(crate) topic: Option<String>,
    pub(crate) nsfw: bool,
    pub(crate) position: u16,
    pub(crate) slow_mode: u16,
    pub(crate) parent: Option<ChannelId>,
    pub(crate) overwrites: Vec<Overwrite>,
    /// Of a voice channel, in bits per second.
    pub(crate) bitrate: u32,
    /// The most users of a voice channel; 0 for any number.
    pub(crate) user_limit: u16,
    /// The minutes without a message after which new threads are archived, if the channel says so.
    pub(crate) default_auto_archive: Option<u16>,
    /// The same of a thread. The emulator archives none by itself.
    pub(crate) auto_archive: u16,
    pub(crate) archived: bool,
    /// Whether only moderators can open the archived thread.
    pub(crate) locked: bool,
    /// When the thread was archived or opened last.
    pub(crate) archive_changed: Option<Timestamp>,
    /// The user on the other side of a DM.
    pub(crate) recipient: Option<UserId>,
    /// The user who started the thread.
    pub(crate) owner: Option<UserId>,
    /// The users who joined, if it is a thread.
    pub(crate) in_thread: Vec<UserId>,
    pub(crate) last_message: Option<MessageId>,
    pub(crate) last_pin: Option<Timestamp>,
    /// The number of messages, which ephemeral ones do not count towards.
    pub(crate) messages: u32,
    /// The number of messages including those that were deleted.
    pub(crate) sent: u32,
}

/// The permissions that a channel allows and denies one role or member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Overwrite {
    /// The id of the role or the user.
    pub(crate) id: u64,
    pub(crate) for_member: bool,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

/// Returns the name that Discord gives a channel: text channels have lower-case names without spaces, all others keep theirs.
pub(crate) fn channel_name(kind: ChannelType, name: &str) -> String {
    if matches!(kind, ChannelType::Text | ChannelType::News | ChannelType::Forum) {
        name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
    } else {
        name.to_owned()
    }
}

impl ChannelRecord {
    pub(crate) fn in_guild(id: ChannelId, guild: GuildId, kind: ChannelType, name: &str) -> Self {
        Self {
            id,
            guild: Some(guild),
            kind,
            name: channel_name(kind, name),
            topic: None,
            nsfw: false,
            position: 0,
            slow_mode: 0,
            parent: None,
            overwrites: Vec::new(),
            bitrate: 64_000,
            user_limit: 0,
            default_auto_archive: None,
            auto_archive: 1440,
            archived: false,
            locked: false,
            archive_changed: None,
            recipient: None,
            owner: None,
            in_thread: Vec::new(),
            last_message: None,
            last_pin: None,
            messages: 0,
            sent: 0,
        }
    }

    pub(crate) fn dm(id: ChannelId, recipient: UserId) -> Self {
        Self {
            guild: None,
            recipient: Some(recipient),
            ..Self::in_guild(id, GuildId::new(1), ChannelType::Private, "")
        }
    }

    pub(crate) fn is_thread(&self) -> bool {
        matches!(self.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
    }

    pub(crate) fn is_voice(&self) -> bool {
        matches!(self.kind, ChannelType::Voice | ChannelType::Stage)
    }

    /// Returns whether the channel can contain messages.
    pub(crate) fn holds_messages(&self) -> bool {
        !matches!(self.kind, ChannelType::Category | ChannelType::Forum | ChannelType::Directory)
    }

    /// Replaces the overwrite for the same role or member.
    pub(crate) fn set_overwrite(&mut self, overwrite: Overwrite) {
        self.overwrites.retain(|old| old.id != overwrite.id);
        self.overwrites.push(overwrite);
    }

    /// Returns the channel object; `recipient` is the user object of the other side of a DM.
    pub(crate) fn to_json(&self, recipient: Option<Value>) -> Value {
        if self.guild.is_none() {
            let recipients: Vec<Value> = recipient.into_iter().collect();
            let last = self.last_message;
            return json!({
                "id": self.id, "type": 1, "flags": 0, "recipients": recipients, "last_message_id": last,
                "last_pin_timestamp": self.last_pin.map(iso),
            });
        }
        let overwrites: Vec<Value> = self.overwrites.iter().copied().map(Overwrite::to_json).collect();
        let mut channel = json!({
            "id": self.id,
            "guild_id": self.guild,
            "type": u8::from(self.kind),
            "flags": 0,
            "name": self.name,
            "topic": self.topic,
            "nsfw": self.nsfw,
            "position": self.position,
            "rate_limit_per_user": self.slow_mode,
            "parent_id": self.parent,
            "permission_overwrites": overwrites,
            "last_message_id": self.last_message,
        });
        if let Some(last_pin) = self.last_pin {
            put(&mut channel, "last_pin_timestamp", json!(iso(last_pin)));
        }
        if let Some(minutes) = self.default_auto_archive {
            put(&mut channel, "default_auto_archive_duration", json!(minutes));
        }
        if self.is_voice() {
            put(&mut channel, "bitrate", json!(self.bitrate));
            put(&mut channel, "user_limit", json!(self.user_limit));
            put(&mut channel, "rtc_region", Value::Null);
        }
        if self.is_thread() {
            let created_at = iso(self.id.created_at());
            let metadata = json!({
                "archived": self.archived,
                "auto_archive_duration": self.auto_archive,
                "archive_timestamp": self.archive_changed.map_or_else(|| created_at.clone(), iso),
                "create_timestamp": created_at,
                "locked": self.locked,
            });
            put(&mut channel, "thread_metadata", metadata);
            put(&mut channel, "owner_id", json!(self.owner));
            put(&mut channel, "message_count", json!(self.messages));
            put(&mut channel, "total_message_sent", json!(self.sent));
            put(&mut channel, "member_count", json!(self.in_thread.len().min(MAX_COUNTED)));
        }
        channel
    }
}

impl Overwrite {
    fn to_json(self) -> Value {
        json!({
            "id": self.id.to_string(),
            "type": u8::from(self.for_member),
            "allow": self.allow.bits().to_string(),
            "deny": self.deny.bits().to_string(),
        })
    }
}
