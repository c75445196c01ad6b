//! Responds with messages in a channel.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde::Deserialize;
use serde_json::json;
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, MessageId, UserId};

use super::{Client, Created, Request, Route, action, delete_message, typing};
use crate::component::Signer;
use crate::discord::MessageTarget;
use crate::error::RequestError;
use crate::reply::{Reply, ReplyError, Visibility, wire};
use crate::responder::{MessageAction, ModalSupport, Refusal, Responder, SentId};

/// Discord: the user accepts no direct messages from the bot, cannot receive any, or shares no guild with it any more.
const CANNOT_BE_MESSAGED: [u32; 3] = [50007, 50033, 50278];

/// Discord: replying to a message needs the permission to read the message history.
const CANNOT_REPLY: u32 = 160_002;

/// The delay after which the bot is shown as typing.
const ACKNOWLEDGEMENT_DELAY: Duration = Duration::from_secs(2);

/// The responder of a message, or of a channel.
pub(super) struct MessageResponder {
    client: Arc<Client>,
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
    pub(super) fn new(client: Arc<Client>, signer: Arc<Signer>, target: MessageTarget) -> Self {
        let MessageTarget { channel_id, reply_to, public, addressed } = target;
        Self { client, signer, channel_id, call: reply_to, public, addressed }
    }

    async fn post(&self, reply: &Reply, reply_to: Option<MessageId>) -> Result<SentId, ReplyError> {
        let sent = match self.create(self.channel_id, reply, reply_to).await {
            // Without that permission the answer is sent as an ordinary message.
            Err(error) if error.code() == Some(CANNOT_REPLY) => {
                self.create(self.channel_id, reply, None).await?
            }
            sent => sent?,
        };
        Ok(SentId::Message(sent.channel_id, sent.id))
    }

    async fn create(
        &self,
        channel: ChannelId,
        reply: &Reply,
        reply_to: Option<MessageId>,
    ) -> Result<Created, RequestError> {
        let body = wire::message(reply, reply_to, &self.signer);
        let request = Request::new(Route::post(format!("/channels/{channel}/messages")));
        // Discord creates one message for a nonce, however often it is sent.
        let request = request.message(&body, &reply.files).map_err(RequestError::invalid)?.repeatable();
        self.client.fetch_with(request, Created::read).await
    }

    /// Sends private text as a direct message to the caller.
    async fn post_privately(&self, reply: &Reply) -> Result<SentId, ReplyError> {
        let Some((_, author)) = self.call else { return Err(ReplyError::NoPrivateAnswer) };
        let recipient = json!({ "recipient_id": author.to_string() });
        // Creating the channel again returns the same one.
        let request = Request::new(Route::post("/users/@me/channels".to_owned())).repeatable();
        let request = request.json(&recipient).map_err(RequestError::invalid)?;
        // Discord may refuse the creation of the channel or the message in it.
        let channel: Private = self.client.fetch(request).await.map_err(unsent_private)?;
        let sent = self.create(channel.id, reply, None).await.map_err(unsent_private)?;
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
        async move { Ok(self.client.run(typing(self.channel_id)).await?) }.boxed()
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
            let request = Request::new(Route::patch(format!("/channels/{channel}/messages/{message}")));
            let request = request.message(&body, &reply.files).map_err(RequestError::invalid)?;
            Ok(self.client.run(request).await?)
        }
        .boxed()
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let SentId::Message(channel, message) = sent else { return Err(ReplyError::NotAnswered) };
            Ok(self.client.run(delete_message(channel, message)).await?)
        }
        .boxed()
    }

    fn message(&self, sent: SentId) -> BoxFuture<'_, Result<Message, ReplyError>> {
        async move {
            let SentId::Message(channel, message) = sent else { return Err(ReplyError::NotAnswered) };
            let route = Route::get(format!("/channels/{channel}/messages/{message}"));
            Ok(self.client.fetch(Request::new(route)).await?)
        }
        .boxed()
    }

    fn act(
        &self,
        channel: ChannelId,
        message: MessageId,
        what: MessageAction,
    ) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move { Ok(self.client.run(action(channel, message, &what)).await?) }.boxed()
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

/// The part of a direct message channel that is needed.
#[derive(Deserialize)]
struct Private {
    id: ChannelId,
}

fn unsent_private(error: RequestError) -> ReplyError {
    match error.code() {
        Some(code) if CANNOT_BE_MESSAGED.contains(&code) => ReplyError::NoPrivateAnswer,
        _ => error.into(),
    }
}
