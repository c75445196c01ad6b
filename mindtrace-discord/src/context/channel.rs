//! A channel to act in.

use serenity::builder::GetMessages;
use serenity::model::Timestamp;
use serenity::model::id::{ChannelId, MessageId};

use super::Context;
use crate::reply::{Reply, ReplyError, fit, wire};

/// How old a message may be to be deleted with others at once: Discord says 14 days; a minute is left for the way.
const BULK_DELETE_SECONDS: i64 = 14 * 24 * 60 * 60 - 60;

/// A channel to act in.
#[derive(Clone, Copy, Debug)]
pub struct ChannelHandle<'a> {
    ctx: &'a Context,
    id: Option<ChannelId>,
}

impl Context {
    /// The channel this happens in. Where it happens in none, acting in it is [`ReplyError::NoChannel`].
    pub fn channel(&self) -> ChannelHandle<'_> {
        ChannelHandle { ctx: self, id: self.inner.channel_id }
    }

    /// A channel by its id.
    pub fn channel_by_id(&self, id: ChannelId) -> ChannelHandle<'_> {
        ChannelHandle { ctx: self, id: Some(id) }
    }

    /// The channel where the server shows its own messages, such as joins.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NoChannel`] outside a server or when it has none, [`ReplyError::Discord`] when asking Discord fails.
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
    /// [`ReplyError::NoChannel`] when the call or event has no channel.
    pub fn id(self) -> Result<ChannelId, ReplyError> {
        self.id.ok_or(ReplyError::NoChannel)
    }

    /// Posts a message, as nobody's answer.
    ///
    /// The error is boxed, so that saying something can be the last thing an event handler does.
    ///
    /// # Errors
    ///
    /// A [`ReplyError`]: without a channel, or when Discord does not take it.
    pub async fn say(self, reply: impl Into<Reply>) -> crate::Result<()> {
        self.post(&reply.into()).await.map_err(Into::into)
    }

    /// Deletes the newest `count` messages that came before this call, 1 to 100, and says how many it deleted.
    ///
    /// Messages older than 14 days stay: Discord deletes them one by one only.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Discord`] when Discord refuses, for example because the bot lacks `MANAGE_MESSAGES`.
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
            // A bulk deletion takes 2 to 100.
            [one] => channel.delete_message(self.ctx.http(), *one).await?,
            several => channel.delete_messages(self.ctx.http(), several).await?,
        }
        Ok(messages.len())
    }

    /// Shows the bot as typing, for ten seconds or until it posts.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Discord`] when Discord refuses.
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
