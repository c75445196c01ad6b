//! Responds with messages in a channel.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::json;
use serenity::http::{Http, HttpError};
use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::component::Signer;
use crate::discord::MessageTarget;
use crate::reply::{Reply, ReplyError, Visibility, wire};
use crate::responder::{ModalSupport, Refusal, Responder, SentId};

/// Discord: the user accepts no direct messages from the bot, cannot receive any, or shares no guild with it any more.
const CANNOT_BE_MESSAGED: [isize; 3] = [50007, 50033, 50278];

/// Discord: replying to a message needs the permission to read the message history.
const CANNOT_REPLY: isize = 160_002;

/// The delay after which the bot is shown as typing.
const ACKNOWLEDGEMENT_DELAY: Duration = Duration::from_secs(2);

/// The responder of a message, or of a channel.
pub(super) struct MessageResponder {
    http: Arc<Http>,
    signer: Arc<Signer>,
    channel_id: ChannelId,
    /// The message to reply to and its author, if there is one.
    call: Option<(MessageId, UserId)>,
    /// Whether others can read the channel.
    public: bool,
    /// Whether the message was addressed to this bot and to no other.
    addressed: bool,
}

impl MessageResponder {
    pub(super) fn new(http: Arc<Http>, signer: Arc<Signer>, target: MessageTarget) -> Self {
        let MessageTarget { channel_id, reply_to, public, addressed } = target;
        Self { http, signer, channel_id, call: reply_to, public, addressed }
    }

    async fn post(&self, reply: &Reply, reply_to: Option<MessageId>) -> Result<SentId, ReplyError> {
        let post = |reply_to| {
            let body = wire::message(reply, reply_to, &self.signer);
            async move { self.http.send_message(self.channel_id, wire::uploads(reply), &body).await }
        };
        let sent = match post(reply_to).await {
            // Without that permission the answer is sent as an ordinary message.
            Err(error) if has_code(&error, CANNOT_REPLY) => post(None).await?,
            sent => sent?,
        };
        Ok(SentId::Message(sent.channel_id, sent.id))
    }

    /// Sends private text as a direct message to the caller.
    async fn post_privately(&self, reply: &Reply) -> Result<SentId, ReplyError> {
        let Some((_, author)) = self.call else { return Err(ReplyError::NoPrivateAnswer) };
        let recipient = json!({ "recipient_id": author.to_string() });
        // Discord may refuse the creation of the channel or the message in it.
        let channel = self.http.create_private_channel(&recipient).await.map_err(unsent_private)?;
        let body = wire::message(reply, None, &self.signer);
        let sent = self.http.send_message(channel.id, wire::uploads(reply), &body).await;
        let sent = sent.map_err(unsent_private)?;
        Ok(SentId::Message(sent.channel_id, sent.id))
    }

    async fn send(&self, reply: Reply, first: bool) -> Result<SentId, ReplyError> {
        if reply.ephemeral && self.public {
            return self.post_privately(&reply).await;
        }
        let reply_to = if first { self.call.map(|(message, _)| message) } else { None };
        self.post(&reply, reply_to).await
    }
}

impl Responder for MessageResponder {
    fn acknowledgement_delay(&self) -> Option<Duration> {
        Some(ACKNOWLEDGEMENT_DELAY)
    }

    fn defer(&self, _: Visibility) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move { Ok(self.channel_id.broadcast_typing(&self.http).await?) }.boxed()
    }

    fn answer(&self, reply: Reply, _: Option<Visibility>) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.send(reply, true).boxed()
    }

    fn follow_up(&self, reply: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.send(reply, false).boxed()
    }

    fn edit(&self, sent: SentId, reply: Reply) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let SentId::Message(channel, message) = sent else { return Err(ReplyError::NotAnswered) };
            let body = wire::edit(&reply, &self.signer);
            self.http.edit_message(channel, message, &body, wire::uploads(&reply)).await?;
            Ok(())
        }
        .boxed()
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let SentId::Message(channel, message) = sent else { return Err(ReplyError::NotAnswered) };
            Ok(self.http.delete_message(channel, message, None).await?)
        }
        .boxed()
    }

    fn modal_support(&self) -> ModalSupport {
        if self.call.is_some() { ModalSupport::BehindButton } else { ModalSupport::Never }
    }

    fn refusal(&self, refusal: Refusal) -> Option<Reply> {
        // Other bots may use the same prefix: a name unlike any of this bot's commands is probably one of theirs.
        let is_for_another = refusal.is_foreign && !self.addressed;
        (!is_for_another).then(|| Reply::new(refusal.message))
    }
}

fn unsent_private(error: serenity::Error) -> ReplyError {
    if CANNOT_BE_MESSAGED.iter().any(|code| has_code(&error, *code)) {
        return ReplyError::NoPrivateAnswer;
    }
    error.into()
}

fn has_code(error: &serenity::Error, code: isize) -> bool {
    matches!(error, serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) if response.error.code == code)
}
