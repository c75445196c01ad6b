//! Dispatches about messages: events, and calls of prefix commands.

use std::any::TypeId;
use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::model::event as model;
use serenity::model::id::{GuildId, MessageId, UserId};

use super::{Receiver, read, spawn};
use crate::dispatch::event::is_wanted;
use crate::event;
use crate::prefix;
use crate::prefix::edits;

/// The part of a message that shows whether it may be a call.
#[derive(Deserialize)]
struct Peek<'a> {
    #[serde(borrow)]
    content: Cow<'a, str>,
    author: Author,
    guild_id: Option<GuildId>,
}

#[derive(Deserialize)]
struct Author {
    id: UserId,
    #[serde(default)]
    bot: bool,
}

impl Receiver {
    pub(super) fn message_create(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let is_wanted = self.wants_messages::<event::Message>();
        // Most messages are neither wanted nor calls, so they are not parsed further.
        if !is_wanted && !self.may_call(&peek(data)?) {
            return Ok(());
        }
        let message = self.cached::<model::MessageCreateEvent>(data)?.0.message;
        if let Some(invocation) = prefix::invocation(&self.runtime, &message) {
            // In a task of its own, so that no event handler waits for it.
            let call = edits::created(&self.edits, &self.runtime, &message, invocation);
            spawn(&self.runtime, |_| call);
        }
        if is_wanted {
            self.raise(event::Message::new(message));
        }
        Ok(())
    }

    pub(super) fn message_update(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let is_tracked = self.edits.are_tracked();
        let is_wanted = self.wants_messages::<event::MessageUpdate>();
        if !is_tracked && !is_wanted {
            return Ok(());
        }
        let (update, old) = self.cached::<model::MessageUpdateEvent>(data)?;
        if is_wanted {
            let message = self.runtime.cache.message(update.channel_id, update.id);
            let new = message.map(|message| message.clone());
            self.raise(event::MessageUpdate::new(old, new, update.clone()));
        }
        if is_tracked {
            let edits = Arc::clone(&self.edits);
            spawn(&self.runtime, |runtime| async move {
                Box::pin(edits::updated(&edits, &runtime, update)).await;
            });
        }
        Ok(())
    }

    pub(super) fn message_delete(&mut self, data: &RawValue) -> serde_json::Result<()> {
        if !self.edits.are_tracked() && !self.wants_messages::<event::MessageDelete>() {
            return Ok(());
        }
        let event: model::MessageDeleteEvent = read(data)?;
        // serenity's cache keeps a deleted message until newer ones evict it.
        let message = self.runtime.cache.message(event.channel_id, event.message_id);
        let message = message.map(|message| message.clone());
        let (channel_id, message_id) = (event.channel_id, event.message_id);
        self.raise(event::MessageDelete::new(event.guild_id, channel_id, message_id, message));
        self.forget(vec![message_id]);
        Ok(())
    }

    pub(super) fn message_delete_bulk(&mut self, data: &RawValue) -> serde_json::Result<()> {
        if !self.edits.are_tracked() && !self.wants_messages::<event::MessageDeleteBulk>() {
            return Ok(());
        }
        let event: model::MessageDeleteBulkEvent = read(data)?;
        let bulk = event::MessageDeleteBulk::new(event.guild_id, event.channel_id, event.ids.clone());
        self.raise(bulk);
        self.forget(event.ids);
        Ok(())
    }

    /// Deletes the answers to commands whose messages were deleted.
    fn forget(&self, messages: Vec<MessageId>) {
        if self.edits.are_tracked() {
            let edits = Arc::clone(&self.edits);
            spawn(&self.runtime, |runtime| async move { edits::deleted(&edits, &runtime, &messages).await });
        }
    }

    fn may_call(&self, message: &Peek<'_>) -> bool {
        !message.author.bot
            && message.author.id != self.runtime.identity.id
            && prefix::is_call(&self.runtime, &message.content, message.guild_id)
    }

    /// Whether a handler wants the event, or messages are cached.
    fn wants_messages<E: event::Event>(&self) -> bool {
        is_wanted(&self.runtime, TypeId::of::<E>()) || self.runtime.cache.settings().max_messages > 0
    }
}

fn peek(data: &RawValue) -> serde_json::Result<Peek<'_>> {
    serde_json::from_str(data.get())
}
