//! Creates, changes and deletes messages and reactions, with their events and transcript lines.

use std::collections::BTreeMap;

use serde_json::json;
use serenity::model::{
    Timestamp,
    id::{ChannelId, GuildId, MessageId, UserId},
};

use crate::json::put;
use crate::timestamp::iso;
use crate::{
    discord::{
        dispatch::Scope,
        mentions::AllowedMentions,
        world::{Emoji, MessageRecord, PIN_NOTICE, World},
    },
    transcript::LineKind,
};

impl World {
    /// Posts a message (`MESSAGE_CREATE`).
    pub(crate) fn post(&mut self, mut message: MessageRecord, allowed: &AllowedMentions) -> MessageId {
        self.resolve_mentions(&mut message, allowed);
        let id = message.id;
        if !message.is_loading() {
            self.note_message(LineKind::Message, &message);
        }
        let event = self.message_event_json(&message);
        let scope = scope(&message);
        let channel = self.channels.get_mut(&message.channel).filter(|_| message.only_for.is_none());
        if let Some(channel) = channel {
            channel.last_message = Some(id);
            channel.messages += 1;
            channel.sent += 1;
        }
        let (channel, is_visible) = (message.channel, message.only_for.is_none());
        self.messages.insert(id, message);
        self.emit("MESSAGE_CREATE", scope, &event);
        if is_visible {
            self.open_thread(channel);
        }
        id
    }

    /// Opens an archived thread, as a message in it does (`THREAD_UPDATE`).
    fn open_thread(&mut self, id: ChannelId) {
        let now = self.now();
        let Some(thread) = self.channels.get_mut(&id).filter(|thread| thread.archived) else { return };
        thread.archived = false;
        thread.archive_changed = Some(now);
        self.announce_channel("THREAD_UPDATE", id);
    }

    /// Replaces a message with its edited version (`MESSAGE_UPDATE`).
    ///
    /// In the transcript, a placeholder that becomes an answer is a new message.
    pub(crate) fn replace(
        &mut self,
        mut message: MessageRecord,
        allowed: &AllowedMentions,
        was_loading: bool,
    ) {
        let edited_at = if was_loading { message.edited_at } else { Some(self.edit_time()) };
        self.resolve_mentions(&mut message, allowed);
        let kind = if was_loading { LineKind::Message } else { LineKind::Edit };
        self.note_message(kind, &message);
        self.refresh(message, edited_at);
    }

    /// Replaces a message (`MESSAGE_UPDATE`) without a line in the transcript.
    pub(crate) fn refresh(&mut self, mut message: MessageRecord, edited_at: Option<Timestamp>) {
        message.changes += 1;
        message.edited_at = edited_at;
        let event = self.message_event_json(&message);
        let scope = scope(&message);
        self.messages.insert(message.id, message);
        self.emit("MESSAGE_UPDATE", scope, &event);
    }

    /// Deletes a message on behalf of `actor`.
    pub(crate) fn delete(&mut self, id: MessageId, actor: UserId) {
        let Some(message) = self.messages.remove(&id) else { return };
        if !message.is_loading() {
            let text = self.summary(&message);
            self.note(LineKind::Deletion, actor, Some(message.channel), text);
        }
        if message.only_for.is_none() {
            self.uncount(message.channel, 1);
        }
        let mut event = json!({"id": id, "channel_id": message.channel});
        if let (Some(guild), None) = (message.guild, message.only_for) {
            put(&mut event, "guild_id", json!(guild));
        }
        self.emit("MESSAGE_DELETE", scope(&message), &event);
    }

    /// Deletes all messages of a user in a guild, channel by channel.
    pub(crate) fn purge(&mut self, guild: GuildId, author: UserId) {
        let mut by_channel: BTreeMap<ChannelId, Vec<MessageId>> = BTreeMap::new();
        for message in
            self.messages.values().filter(|message| message.author == author && message.guild == Some(guild))
        {
            by_channel.entry(message.channel).or_default().push(message.id);
        }
        for (channel, ids) in by_channel {
            self.messages.retain(|id, _| !ids.contains(id));
            self.uncount(channel, ids.len());
            let event = json!({"ids": ids, "channel_id": channel, "guild_id": guild});
            self.emit("MESSAGE_DELETE_BULK", Scope::channel(Some(guild), channel), &event);
        }
    }

    /// Deletes messages of one channel at once.
    pub(crate) fn delete_many(&mut self, channel: ChannelId, ids: &[MessageId], actor: UserId) {
        let ids: Vec<MessageId> =
            ids.iter().filter(|id| self.messages.remove(id).is_some()).copied().collect();
        self.uncount(channel, ids.len());
        self.note(LineKind::Deletion, actor, Some(channel), format!("{} messages at once", ids.len()));
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let event = json!({"ids": ids, "channel_id": channel, "guild_id": guild});
        self.emit("MESSAGE_DELETE_BULK", Scope::channel(guild, channel), &event);
    }

    /// Subtracts deleted messages from the count of a channel.
    fn uncount(&mut self, channel: ChannelId, deleted: usize) {
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.messages = channel.messages.saturating_sub(u32::try_from(deleted).unwrap_or(u32::MAX));
        }
    }

    /// Pins or unpins a message. Discord announces a pin with a message of its own.
    pub(crate) fn pin(&mut self, id: MessageId, pinned: bool, by: UserId) {
        let last = pinned.then(|| self.now());
        let Some(message) = self.messages.get_mut(&id) else { return };
        let is_new = pinned && message.pinned_at.is_none();
        message.pinned_at = last;
        let (channel, guild) = (message.channel, message.guild);
        if let (Some(_), Some(channel)) = (last, self.channels.get_mut(&channel)) {
            channel.last_pin = last;
        }
        let event = json!({"channel_id": channel, "guild_id": guild, "last_pin_timestamp": last.map(iso)});
        self.emit("CHANNEL_PINS_UPDATE", Scope::channel(guild, channel), &event);
        if !is_new {
            return;
        }
        let mut notice = MessageRecord::new(MessageId::new(self.snowflake()), channel, guild, by);
        notice.kind = PIN_NOTICE;
        notice.replies_to = Some(id);
        let mut allowed = AllowedMentions::users_only();
        allowed.without_reply_ping();
        self.post(notice, &allowed);
    }

    /// Removes all reactions, or those with one emoji.
    pub(crate) fn clear_reactions(&mut self, id: MessageId, only: Option<&Emoji>) {
        let Some(message) = self.messages.get_mut(&id) else { return };
        message.reactions.retain(|(emoji, _)| only.is_some_and(|only| only != emoji));
        let mut event = json!({"channel_id": message.channel, "message_id": id});
        if let Some(guild) = message.guild {
            put(&mut event, "guild_id", json!(guild));
        }
        let scope = scope(message);
        if let Some(emoji) = only {
            put(&mut event, "emoji", emoji.to_json());
            put(&mut event, "burst", json!(false));
            put(&mut event, "type", json!(0));
            self.emit("MESSAGE_REACTION_REMOVE_EMOJI", scope, &event);
        } else {
            self.emit("MESSAGE_REACTION_REMOVE_ALL", scope, &event);
        }
    }

    /// Adds a reaction; returns `false` if it exists already.
    pub(crate) fn react(&mut self, id: MessageId, user: UserId, emoji: &Emoji) -> bool {
        let Some(message) = self.messages.get_mut(&id) else { return false };
        let position = message.reactions.iter().position(|(known, _)| known == emoji);
        match position.and_then(|position| message.reactions.get_mut(position)) {
            Some((_, users)) if users.contains(&user) => return false,
            Some((_, users)) => users.push(user),
            None => message.reactions.push((emoji.clone(), vec![user])),
        }
        let (channel, guild, author) = (message.channel, message.guild, message.author);
        let mut event = json!({
            "user_id": user,
            "channel_id": channel,
            "message_id": id,
            "message_author_id": author,
            "emoji": emoji.to_json(),
            "burst": false,
            "type": 0,
        });
        if let Some(guild) = guild {
            put(&mut event, "guild_id", json!(guild));
            if let Some(member) = self.member_json(guild, user) {
                put(&mut event, "member", member);
            }
        }
        self.note(LineKind::Reaction, user, Some(channel), format!("reacted with {}", emoji.name));
        self.emit("MESSAGE_REACTION_ADD", Scope::channel(guild, channel), &event);
        true
    }

    /// Removes a reaction; returns `false` if it does not exist.
    pub(crate) fn unreact(&mut self, id: MessageId, user: UserId, emoji: &Emoji) -> bool {
        let Some(message) = self.messages.get_mut(&id) else { return false };
        let Some((_, users)) = message.reactions.iter_mut().find(|(known, _)| known == emoji) else {
            return false;
        };
        let before = users.len();
        users.retain(|other| *other != user);
        if users.len() == before {
            return false;
        }
        message.reactions.retain(|(_, users)| !users.is_empty());
        let (channel, guild) = (message.channel, message.guild);
        let mut event = json!({
            "user_id": user,
            "channel_id": channel,
            "message_id": id,
            "emoji": emoji.to_json(),
            "burst": false,
            "type": 0,
        });
        if let Some(guild) = guild {
            put(&mut event, "guild_id", json!(guild));
        }
        self.note(LineKind::Reaction, user, Some(channel), format!("removed the reaction {}", emoji.name));
        self.emit("MESSAGE_REACTION_REMOVE", Scope::channel(guild, channel), &event);
        true
    }

    fn note_message(&mut self, kind: LineKind, message: &MessageRecord) {
        let mut text = self.summary(message);
        if let Some(user) = message.only_for {
            text = format!("(only {} sees this) {text}", self.name_of(user));
        }
        self.note(kind, message.author, Some(message.channel), text);
    }
}

/// Returns the scope of the events of a message.
pub(crate) fn scope(message: &MessageRecord) -> Scope {
    if message.only_for.is_some() {
        Scope::ephemeral(message.guild)
    } else {
        Scope::channel(message.guild, message.channel)
    }
}
