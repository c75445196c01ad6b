//! Messages and their reactions.

use serde_json::{Value, json};
use serenity::model::{
    Timestamp,
    id::{ChannelId, GuildId, InteractionId, MessageId, RoleId, UserId},
};

use super::user::user as webhook_author;
use crate::discord::poll::PollRecord;
use crate::json::put;
use crate::timestamp::iso;

/// The type of the message with which Discord announces that a message was pinned.
pub(crate) const PIN_NOTICE: u8 = 6;

/// The flag of a message whose embeds are not shown.
pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// The flag of a message from which a thread was started.
pub(crate) const HAS_THREAD: u64 = 1 << 5;
/// The flag of a message that only one user sees.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// The flag of a placeholder that shows "is thinking…".
pub(crate) const LOADING: u64 = 1 << 7;

/// The flag of a message that was sent without notifications.
pub(crate) const SILENT: u64 = 1 << 12;
/// The flag of a message with Components V2.
pub(crate) const COMPONENTS_V2: u64 = 1 << 15;

/// One message.
#[derive(Debug, Clone)]
pub(crate) struct MessageRecord {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) author: UserId,
    /// The name a webhook posted under; `author` is then the webhook's id.
    pub(crate) webhook: Option<String>,
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Value>,
    pub(crate) poll: Option<PollRecord>,
    /// The sticker items.
    pub(crate) stickers: Vec<Value>,
    pub(crate) forward: Option<Forwarded>,
    pub(crate) flags: u64,
    pub(crate) tts: bool,
    pub(crate) pinned_at: Option<Timestamp>,
    pub(crate) nonce: Option<Value>,
    pub(crate) edited_at: Option<Timestamp>,
    /// The number of changes since the message was posted.
    pub(crate) changes: u64,
    /// The users who were pinged.
    pub(crate) mentions: Vec<UserId>,
    pub(crate) mention_roles: Vec<RoleId>,
    pub(crate) pings_everyone: bool,
    pub(crate) replies_to: Option<MessageId>,
    pub(crate) reactions: Vec<(Emoji, Vec<UserId>)>,
    /// The interaction this is a response to, and the user who started it.
    pub(crate) interaction: Option<(InteractionId, UserId)>,
    /// The only user who can see the message, if it is ephemeral.
    pub(crate) only_for: Option<UserId>,
}

/// The message that a forward shows.
#[derive(Debug, Clone)]
pub(crate) struct Forwarded {
    pub(crate) id: MessageId,
    pub(crate) channel: ChannelId,
    pub(crate) guild: Option<GuildId>,
    /// The contents at the time of the forward.
    pub(crate) snapshot: Value,
}

/// The emoji of a reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Emoji {
    pub(crate) id: Option<String>,
    pub(crate) name: String,
}

impl MessageRecord {
    pub(crate) fn new(id: MessageId, channel: ChannelId, guild: Option<GuildId>, author: UserId) -> Self {
        Self {
            id,
            channel,
            guild,
            author,
            webhook: None,
            kind: 0,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            poll: None,
            stickers: Vec::new(),
            forward: None,
            flags: 0,
            tts: false,
            pinned_at: None,
            nonce: None,
            edited_at: None,
            changes: 0,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            pings_everyone: false,
            replies_to: None,
            reactions: Vec::new(),
            interaction: None,
            only_for: None,
        }
    }

    /// Returns whether this is a response to the interaction.
    pub(crate) fn answers(&self, interaction: InteractionId) -> bool {
        self.interaction.is_some_and(|(id, _)| id == interaction)
    }

    /// Returns the embeds, unless they are suppressed.
    pub(crate) fn shown_embeds(&self) -> &[Value] {
        if self.flags & SUPPRESS_EMBEDS == 0 { &self.embeds } else { &[] }
    }

    pub(crate) fn is_loading(&self) -> bool {
        self.flags & LOADING != 0
    }

    /// Returns the message as REST does; `user` returns a user object, `referenced` is the replied-to message.
    pub(crate) fn to_json(
        &self,
        (bot, now): (UserId, Timestamp),
        user: impl Fn(UserId) -> Value,
        referenced: Option<Value>,
    ) -> Value {
        let author = match &self.webhook {
            Some(name) => webhook_author(self.author, name, "0000", true),
            None => user(self.author),
        };
        let mentions: Vec<Value> = self.mentions.iter().map(|id| user(*id)).collect();
        let mut message = json!({
            "id": self.id,
            "channel_id": self.channel,
            "type": self.kind,
            "author": author,
            "content": self.content,
            "timestamp": iso(self.id.created_at()),
            "edited_timestamp": self.edited_at.map(iso),
            "tts": self.tts,
            "mention_everyone": self.pings_everyone,
            "mentions": mentions,
            "mention_roles": self.mention_roles,
            "attachments": self.attachments,
            "embeds": self.shown_embeds(),
            "components": self.components,
            "pinned": self.pinned_at.is_some(),
            "flags": self.flags,
        });
        if let Some(object) = message.as_object_mut() {
            if let Some(nonce) = &self.nonce {
                object.insert("nonce".into(), nonce.clone());
            }
            if !self.reactions.is_empty() {
                let reactions = self.reactions.iter().map(|(emoji, users)| emoji.tally(users, bot));
                object.insert("reactions".into(), reactions.collect());
            }
            if self.webhook.is_some() {
                object.insert("webhook_id".into(), json!(self.author));
            }
            if let Some(id) = self.replies_to {
                object.insert("message_reference".into(), reference(0, id, self.channel, self.guild));
                // Only replies contain the message that they refer to.
                if self.kind != PIN_NOTICE {
                    object.insert("referenced_message".into(), referenced.unwrap_or(Value::Null));
                }
            }
            if let Some(Forwarded { id, channel, guild, snapshot }) = &self.forward {
                object.insert("message_reference".into(), reference(1, *id, *channel, *guild));
                object.insert("message_snapshots".into(), json!([{"message": snapshot}]));
            }
            if !self.stickers.is_empty() {
                object.insert("sticker_items".into(), json!(self.stickers));
            }
            if let Some(poll) = &self.poll {
                object.insert("poll".into(), poll.to_json(bot, now));
            }
            if self.interaction.is_some() {
                // Messages of interactions belong to the webhook of the application.
                object.insert("application_id".into(), json!(bot));
                object.insert("webhook_id".into(), json!(bot));
            }
        }
        message
    }
}

/// Returns what a reply or a forward refers to.
fn reference(kind: u8, message: MessageId, channel: ChannelId, guild: Option<GuildId>) -> Value {
    let mut reference = json!({"type": kind, "message_id": message, "channel_id": channel});
    if let Some(guild) = guild {
        put(&mut reference, "guild_id", json!(guild));
    }
    reference
}

impl Emoji {
    /// Parses `👍` or `name:id`, the formats in the path of a reaction route.
    pub(crate) fn parse(text: &str) -> Self {
        match text.rsplit_once(':') {
            Some((name, id)) if id.parse::<u64>().is_ok() => {
                Self { id: Some(id.to_owned()), name: name.trim_start_matches("a:").to_owned() }
            }
            _ => Self { id: None, name: text.to_owned() },
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({"id": self.id, "name": self.name})
    }

    fn tally(&self, users: &[UserId], bot: UserId) -> Value {
        json!({
            "count": users.len(),
            "count_details": {"burst": 0, "normal": users.len()},
            "me": users.contains(&bot),
            "me_burst": false,
            "burst_colors": [],
            "emoji": self.to_json(),
        })
    }
}
