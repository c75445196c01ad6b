//! Dispatches about messages: events, and calls of prefix commands.

use std::any::TypeId;
use std::sync::Arc;

use serenity::model::event as model;
use serenity::model::id::MessageId;

use super::{Receiver, read, spawn};
use crate::dispatch::event::is_wanted;
use crate::event;
use crate::prefix::edits::{self, Version};
use crate::prefix::{self, CallMessage};
use crate::salvage;

impl Receiver {
    pub(super) fn message_create(&mut self, data: &str) -> serde_json::Result<()> {
        if self.wants_messages::<event::Message>() {
            let message = match self.salvaged::<model::MessageCreateEvent>(data, salvage::MESSAGE) {
                Ok((event, _)) => event.message,
                Err(error) => {
                    // A part that a call does not need must not take the call with it.
                    if let Ok(message) = read(data) {
                        self.call(message);
                    }
                    return Err(error);
                }
            };
            if prefix::begins_call(&self.runtime, &message) {
                self.call(CallMessage::from(&message));
            }
            self.raise(event::Message::new(message));
            return Ok(());
        }
        // Most messages are neither wanted nor calls, so they are not parsed at all.
        if prefix::may_be_call(&self.runtime, data) {
            self.call(read(data)?);
        }
        Ok(())
    }

    fn call(&self, message: CallMessage) {
        if self.is_repeated() {
            return;
        }
        let version = (message.id, Version::of(&message));
        let Some(invocation) = prefix::invocation(&self.runtime, message) else { return };
        // Discord may send a message again after a resume.
        let id = version.0.get();
        if self.runtime.handled.insert(id) {
            // In a task of its own, so that no event handler waits for it.
            let call = edits::created(&self.edits, &self.runtime, version, invocation);
            spawn(&self.runtime, |runtime| async move {
                if runtime.handled.claim(id).await {
                    call.await;
                }
            });
        }
    }

    pub(super) fn message_update(&mut self, data: &str) -> serde_json::Result<()> {
        let is_tracked = self.edits.are_tracked();
        let is_wanted = self.wants_messages::<event::MessageUpdate>();
        if !is_tracked && !is_wanted {
            return Ok(());
        }
        let (update, old) = self.salvaged::<model::MessageUpdateEvent>(data, salvage::MESSAGE)?;
        if is_wanted {
            let message = self.runtime.cache.message(update.channel_id, update.id);
            let new = message.map(|message| message.clone());
            self.raise(event::MessageUpdate::new(old, new, update.clone()));
        }
        if is_tracked && !self.is_repeated() {
            let edits = Arc::clone(&self.edits);
            spawn(&self.runtime, |runtime| async move {
                Box::pin(edits::updated(&edits, &runtime, update)).await;
            });
        }
        Ok(())
    }

    pub(super) fn message_delete(&mut self, data: &str) -> serde_json::Result<()> {
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

    pub(super) fn message_delete_bulk(&mut self, data: &str) -> serde_json::Result<()> {
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
        if self.edits.are_tracked() && !self.is_repeated() {
            let edits = Arc::clone(&self.edits);
            spawn(&self.runtime, |runtime| async move { edits::deleted(&edits, &runtime, &messages).await });
        }
    }

    /// Whether a handler wants the event, or messages are cached.
    fn wants_messages<E: event::Event>(&self) -> bool {
        is_wanted(&self.runtime, TypeId::of::<E>()) || self.runtime.cache.settings().max_messages > 0
    }
}
