//! Messages that were sent, which can be read, changed and reacted to.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serenity::model::channel::{Message, ReactionType};
use serenity::model::id::{ChannelId, MessageId};
use tokio::time::Instant;

use super::{MessageAction, Responder, SentId};
use crate::reply::{Reply, ReplyError, as_file, check, fit};

/// A message that was sent: it can be read, edited, deleted, pinned and reacted to.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Ask for votes, and count them after ten minutes.
/// #[command(surfaces(prefix, slash))]
/// async fn poll(ctx: &Context, question: String) -> Result<()> {
///     let sent = ctx.reply(question).await?;
///     sent.pin().await?;
///     sent.react('👍').await?;
///     println!("message {} in channel {}", sent.message_id().await?, sent.channel_id().await?);
///     ctx.sleep(Duration::from_mins(10)).await?;
///     let votes = sent.message().await?.reactions.first().map_or(0, |reaction| reaction.count);
///     sent.edit(format!("{votes} votes")).await?;
///     sent.unreact('👍').await?;
///     Ok(sent.unpin().await?)
/// }
/// ```
#[derive(Clone)]
pub struct Sent {
    responder: Arc<dyn Responder>,
    started: Instant,
    id: SentId,
    /// The further messages of a reply that did not fit one.
    rest: Arc<Mutex<Vec<SentId>>>,
    private: bool,
    /// Whether it is a layout, which it stays.
    is_layout: Arc<AtomicBool>,
    /// Where the answer to an interaction is, once Discord was asked.
    place: Arc<OnceLock<(ChannelId, MessageId)>>,
}

impl Sent {
    pub(crate) fn new(
        responder: Arc<dyn Responder>,
        started: Instant,
        id: SentId,
        rest: Vec<SentId>,
        private: bool,
    ) -> Self {
        let rest = Arc::new(Mutex::new(rest));
        Self { responder, started, id, rest, private, is_layout: Arc::default(), place: Arc::default() }
    }

    /// Sets whether the message is a layout.
    pub(super) fn with_layout(self, is_layout: bool) -> Self {
        self.is_layout.store(is_layout, Ordering::Relaxed);
        self
    }

    /// The id of the message. The first answer to an interaction is looked up the first time; of a reply that was split, it is the first
    /// message.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NotOnDiscord`] for an answer over HTTP, [`ReplyError::Discord`] when the look-up fails.
    pub async fn message_id(&self) -> Result<MessageId, ReplyError> {
        match self.id {
            SentId::Message(_, id) | SentId::FollowUp(id) => Ok(id),
            _ => Ok(self.place().await?.1),
        }
    }

    /// The channel of the message.
    ///
    /// # Errors
    ///
    /// Those of [`message_id`](Self::message_id).
    pub async fn channel_id(&self) -> Result<ChannelId, ReplyError> {
        Ok(self.place().await?.0)
    }

    /// Reads the message from Discord, as it is now.
    ///
    /// # Errors
    ///
    /// [`ReplyError::NotOnDiscord`] for an answer over HTTP, [`ReplyError::Expired`] 15 minutes after an interaction,
    /// [`ReplyError::Discord`] when Discord refuses.
    pub async fn message(&self) -> Result<Message, ReplyError> {
        check_lifetime(&*self.responder, self.started)?;
        let message = self.responder.message(self.id).await?;
        self.place.get_or_init(|| (message.channel_id, message.id));
        Ok(message)
    }

    /// Adds a reaction of the bot: a Unicode emoji, or a custom one as [`ReactionType`].
    ///
    /// # Errors
    ///
    /// [`ReplyError::NotOnDiscord`] for an answer over HTTP, [`ReplyError::Discord`] when Discord refuses, for example a private message.
    pub async fn react(&self, emoji: impl Into<ReactionType>) -> Result<(), ReplyError> {
        self.act(MessageAction::React(emoji.into())).await
    }

    /// Removes a reaction of the bot.
    ///
    /// # Errors
    ///
    /// Those of [`react`](Self::react).
    pub async fn unreact(&self, emoji: impl Into<ReactionType>) -> Result<(), ReplyError> {
        self.act(MessageAction::Unreact(emoji.into())).await
    }

    /// Pins the message. In a guild the bot needs [`PIN_MESSAGES`](crate::permissions::PIN_MESSAGES).
    ///
    /// # Errors
    ///
    /// Those of [`react`](Self::react).
    pub async fn pin(&self) -> Result<(), ReplyError> {
        self.act(MessageAction::Pin).await
    }

    /// Unpins the message.
    ///
    /// # Errors
    ///
    /// Those of [`react`](Self::react).
    pub async fn unpin(&self) -> Result<(), ReplyError> {
        self.act(MessageAction::Unpin).await
    }

    async fn act(&self, action: MessageAction) -> Result<(), ReplyError> {
        let (channel, message) = self.place().await?;
        self.responder.act(channel, message, action).await
    }

    async fn place(&self) -> Result<(ChannelId, MessageId), ReplyError> {
        if let SentId::Message(channel, message) = self.id {
            return Ok((channel, message));
        }
        match self.place.get() {
            Some(place) => Ok(*place),
            None => self.message().await.map(|message| (message.channel_id, message.id)),
        }
    }

    /// Replaces the message, and deletes the further messages of the reply. A layout stays one: a text becomes a text display in it.
    ///
    /// # Errors
    ///
    /// [`ReplyError::WouldBePublic`] for private text in a message that others see, [`ReplyError::OnlyInChannel`] for stickers and
    /// forwarded messages, [`ReplyError::Refused`] for embeds and polls in place of a layout, [`ReplyError::Expired`] 15 minutes after an
    /// interaction, [`ReplyError::Discord`] when Discord refuses.
    pub async fn edit(&self, reply: impl Into<Reply>) -> Result<(), ReplyError> {
        let reply = reply.into();
        if reply.ephemeral && !self.private {
            return Err(ReplyError::WouldBePublic);
        }
        if let Some(part) = reply.channel_only() {
            return Err(ReplyError::OnlyInChannel(part));
        }
        check_lifetime(&*self.responder, self.started)?;
        // An edited message stays one message.
        let is_layout = self.is_layout.load(Ordering::Relaxed);
        let mut parts = parts(&*self.responder, if is_layout { reply.into_layout()? } else { reply })?;
        if let Some(last) = parts.pop() {
            let reply = if parts.is_empty() { last } else { as_file(parts, last) };
            let is_layout = !reply.layout.is_empty();
            self.responder.edit(self.id, reply).await?;
            self.is_layout.fetch_or(is_layout, Ordering::Relaxed);
        }
        self.delete_rest().await
    }

    /// Deletes the message and the further messages of the reply.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Count down.
    /// #[command(surfaces(prefix, slash))]
    /// async fn countdown(ctx: &Context) -> Result<()> {
    ///     let three = ctx.reply("Three…").await?;
    ///     ctx.sleep(Duration::from_secs(3)).await?;
    ///     three.delete().await?;
    ///     ctx.channel().say("Go!").await?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ReplyError::Expired`] 15 minutes after an interaction, [`ReplyError::Overwritten`] when the call's message was edited and the
    /// answer now belongs to the new call, [`ReplyError::Discord`] when Discord refuses.
    pub async fn delete(&self) -> Result<(), ReplyError> {
        check_lifetime(&*self.responder, self.started)?;
        let rest = self.delete_rest().await;
        self.responder.delete(self.id).await.and(rest)
    }

    /// Returns whether the message can be changed for a limited time only.
    pub(crate) fn expires(&self) -> bool {
        self.responder.lifetime().is_some()
    }

    /// Waits until the message no longer belongs to this call, which may never happen.
    pub(crate) async fn superseded(&self) {
        match self.responder.superseded(self.id) {
            Some(superseded) => superseded.cancelled_owned().await,
            None => std::future::pending().await,
        }
    }

    async fn delete_rest(&self) -> Result<(), ReplyError> {
        // No code panics while it holds the lock.
        let rest = std::mem::take(&mut *self.rest.lock().unwrap_or_else(PoisonError::into_inner));
        let mut failed = Ok(());
        // A failure does not prevent the deletion of the others.
        for id in rest.into_iter().rev() {
            failed = failed.and(self.responder.delete(id).await);
        }
        failed
    }
}

pub(super) fn check_lifetime(responder: &dyn Responder, started: Instant) -> Result<(), ReplyError> {
    match responder.lifetime() {
        Some(lifetime) if started.elapsed() >= lifetime => Err(ReplyError::Expired),
        _ => Ok(()),
    }
}

/// Checks a reply and splits it into messages.
pub(super) fn parts(responder: &dyn Responder, reply: Reply) -> Result<Vec<Reply>, ReplyError> {
    if reply.is_empty() {
        return Err(ReplyError::Empty);
    }
    check(&reply)?;
    if let Some(part) = reply.channel_only()
        && responder.is_interaction()
    {
        return Err(ReplyError::OnlyInChannel(part));
    }
    Ok(if responder.is_limited() { fit(reply) } else { vec![reply] })
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Sent").field(&self.id).finish()
    }
}
