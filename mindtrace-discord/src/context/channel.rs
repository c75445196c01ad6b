//! Handles of channels: messages to send and delete.

use serenity::builder::GetMessages;
use serenity::model::Timestamp;
use serenity::model::id::{ChannelId, MessageId};

use super::Context;
use crate::reply::{Reply, ReplyError, fit, wire};

/// The maximum age of a message in a bulk deletion: Discord allows 14 days, less a minute for the request.
const BULK_DELETE_SECONDS: i64 = 14 * 24 * 60 * 60 - 60;

/// A handle of a channel: sends and deletes messages.
#[derive(Clone, Copy, Debug)]
pub struct ChannelHandle<'a> {
    ctx: &'a Context,
    id: Option<ChannelId>,
}

impl Context {
    /// The channel of the call or event. Without one, every action fails with [`ReplyError::NoChannel`].
    pub fn channel(&self) -> ChannelHandle<'_> {
        ChannelHandle { ctx: self, id: self.inner.channel_id }
    }

    /// The channel with an id.
    pub fn channel_by_id(&self, id: ChannelId) -> ChannelHandle<'_> {
        ChannelHandle { ctx: self, id: Some(id) }
    }

    /// The guild's system channel, which shows messages such as joins.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] outside a guild or if it has none, [`ReplyError::Lookup`] if the request to Discord fails.
    pub async fn system_channel(&self) -> Result<ChannelHandle<'_>, ReplyError> {
        let guild_id = self.inner.guild_id.ok_or(ReplyError::NoChannel)?;
        let id = self.inner.runtime.directory.system_channel(guild_id).await;
        let id = id.map_err(|error| ReplyError::Lookup(error.into_error()))?;
        id.map(|id| self.channel_by_id(id)).ok_or(ReplyError::NoChannel)
    }
}

impl ChannelHandle<'_> {
    /// The channel's id.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] if the call or event has no channel.
    pub fn id(self) -> Result<ChannelId, ReplyError> {
        self.id.ok_or(ReplyError::NoChannel)
    }

    /// Sends a message that is not an answer.
    ///
    /// The error is boxed, so that an event handler can return the result.
    ///
    /// # Errors
    ///
    /// A [`ReplyError`], without a channel or if Discord refuses the message.
    pub async fn say(self, reply: impl Into<Reply>) -> crate::Result<()> {
        self.post(&reply.into()).await.map_err(Into::into)
    }

    /// Deletes the newest `count` messages before this call, 1 to 100, and returns how many it deleted.
    ///
    /// Messages older than 14 days are not deleted, because Discord deletes them only one by one.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Discord`] if Discord refuses, for example because the bot lacks `MANAGE_MESSAGES`.
    pub async fn delete_recent(self, count: u8) -> Result<usize, ReplyError> {
        let mut query = GetMessages::new().limit(count.clamp(1, 100));
        if let Some(call) = self.ctx.message_id() {
            query = query.before(call);
        }
        let oldest = Timestamp::now().unix_timestamp() - BULK_DELETE_SECONDS;
        let channel = self.id()?;
        let messages: Vec<MessageId> = channel
            .messages(self.ctx.http(), query)
            .await?
            .into_iter()
            .filter(|message| message.timestamp.unix_timestamp() > oldest)
            .map(|message| message.id)
            .collect();
        match messages.as_slice() {
            [] => {}
            // A bulk deletion takes 2 to 100 messages.
            [one] => channel.delete_message(self.ctx.http(), *one).await?,
            several => channel.delete_messages(self.ctx.http(), several).await?,
        }
        Ok(messages.len())
    }

    /// Shows the bot as typing for ten seconds, or until it sends a message.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Discord`] if Discord refuses.
    pub async fn typing(self) -> Result<(), ReplyError> {
        Ok(self.id()?.broadcast_typing(self.ctx.http()).await?)
    }

    async fn post(self, reply: &Reply) -> Result<(), ReplyError> {
        if reply.is_empty() {
            return Err(ReplyError::Empty);
        }
        if reply.ephemeral {
            return Err(ReplyError::WouldBePublic);
        }
        for part in fit(reply.clone()) {
            let body = wire::message(&part, None, self.ctx.signer());
            self.ctx.http().send_message(self.id()?, wire::uploads(&part), &body).await?;
        }
        Ok(())
    }
}
