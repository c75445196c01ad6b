//! Responds to interactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use http::Method;
use serde::Serialize;
use serde_json::Value;
use serenity::model::channel::Message;
use serenity::model::id::{ApplicationId, ChannelId, InteractionId, MessageId};

use super::{Client, Created, Request, Route, action};

use crate::component::Signer;
use crate::discord::{InteractionKey, InteractionTarget, Origin};
use crate::error::RequestError;
use crate::reply::{File, Reply, ReplyError, Visibility, wire};
use crate::responder::{MessageAction, ModalSupport, Refusal, Responder, SentId};

/// The delay after which the answer is deferred. Discord drops an interaction after three seconds; one is left for the network.
const ACKNOWLEDGEMENT_DELAY: Duration = Duration::from_secs(2);

/// Discord accepts answers for 15 minutes; a few seconds are left for the network.
const LIFETIME: Duration = Duration::from_secs(15 * 60 - 5);

/// Discord: the most follow-up messages of an application that is installed for the user and not in the guild.
const MOST_FOLLOW_UPS: u32 = 5;

/// The time for a first response: Discord drops an interaction after three seconds.
const FIRST_RESPONSE_TIMEOUT: Duration = Duration::from_secs(3);

/// The end of the path of an interaction's answer.
const ORIGINAL: &str = "/messages/@original";

/// Returns a first response without a body.
pub(super) fn callback(id: InteractionId, token: &str) -> Request {
    Request::new(Route::post(format!("/interactions/{id}/{token}/callback")))
        .within(FIRST_RESPONSE_TIMEOUT)
        .acknowledging()
}

/// The responder of one interaction.
pub(super) struct InteractionResponder {
    client: Arc<Client>,
    application: ApplicationId,
    id: InteractionId,
    /// A credential for the lifetime of the interaction; it is used in requests only and never logged.
    token: String,
    signer: Arc<Signer>,
    origin: Origin,
    /// Whether the application is installed for the user only, which limits its follow-up messages.
    for_user: bool,
    /// Whether the "thinking" placeholder was deleted to make room for a private answer.
    placeholder_gone: AtomicBool,
}

impl InteractionResponder {
    pub(super) fn new(
        client: Arc<Client>,
        application: ApplicationId,
        signer: Arc<Signer>,
        target: InteractionTarget<'_>,
    ) -> Self {
        use serenity::model::application::AuthorizingIntegrationOwner::{GuildInstall, UserInstall};
        let InteractionTarget { key: InteractionKey { id, token }, origin, owners } = target;
        let installed_by_user = owners.0.iter().any(|owner| matches!(owner, UserInstall(_)));
        let installed_in_guild = owners.0.iter().any(|owner| matches!(owner, GuildInstall(_)));
        Self {
            client,
            application,
            id,
            token,
            signer,
            origin,
            for_user: installed_by_user && !installed_in_guild,
            placeholder_gone: AtomicBool::new(false),
        }
    }

    /// Sends the first response. It may be repeated, because Discord refuses a second one.
    async fn respond(&self, body: &impl Serialize, files: &[File]) -> Result<(), ReplyError> {
        let request = callback(self.id, &self.token).message(body, files).map_err(RequestError::invalid)?;
        Ok(self.client.run(request).await?)
    }

    /// The path of the answer and the follow-ups, such as `messages/@original`.
    fn webhook(&self, method: Method, rest: &str) -> Request {
        Request::new(Route::new(method, format!("/webhooks/{}/{}{rest}", self.application, self.token)))
    }

    async fn change(&self, method: Method, rest: &str, reply: &Reply) -> Result<(), ReplyError> {
        let body = wire::edit(reply, &self.signer);
        let request =
            self.webhook(method, rest).message(&body, &reply.files).map_err(RequestError::invalid)?;
        Ok(self.client.run(request).await?)
    }

    async fn remove(&self, rest: &str) -> Result<(), ReplyError> {
        Ok(self.client.run(self.webhook(Method::DELETE, rest)).await?)
    }

    /// Returns whether a reply replaces the message that the interaction belongs to.
    fn updates(&self, reply: &Reply) -> bool {
        reply.update && self.origin.may_be_changed_by(reply)
    }

    /// Sends the first answer to a click or a modal submission: an update of the message it belongs to, or a new message.
    async fn first_on_message(
        &self,
        reply: Reply,
        deferred: Option<Visibility>,
    ) -> Result<SentId, ReplyError> {
        let updates = self.updates(&reply);
        let reply = if updates { self.origin.adapt(reply)? } else { reply };
        match (deferred, updates) {
            (None, true) => self.respond(&wire::update(&reply, &self.signer), &reply.files).await?,
            (Some(_), true) => self.edit_original(&reply).await?,
            (None, false) => self.respond(&wire::response(&reply, &self.signer), &reply.files).await?,
            // Acknowledged without a placeholder: `@original` is the existing message.
            (Some(_), false) => return self.further(reply).await,
        }
        Ok(SentId::Original)
    }

    async fn edit_original(&self, reply: &Reply) -> Result<(), ReplyError> {
        self.change(Method::PATCH, ORIGINAL, reply).await
    }

    async fn first(&self, reply: Reply, deferred: Option<Visibility>) -> Result<SentId, ReplyError> {
        if self.origin.has_message() {
            return self.first_on_message(reply, deferred).await;
        }
        match deferred {
            None => {
                self.respond(&wire::response(&reply, &self.signer), &reply.files).await?;
                Ok(SentId::Original)
            }
            // The "thinking" placeholder is public and cannot become private. The first follow-up would replace it and get its
            // visibility, so the placeholder is deleted before the private answer is sent.
            Some(Visibility::Public) if reply.ephemeral => {
                if !self.placeholder_gone.load(Ordering::Acquire) {
                    self.remove(ORIGINAL).await?;
                    self.placeholder_gone.store(true, Ordering::Release);
                }
                self.instead_of_placeholder(reply).await
            }
            // The placeholder was deleted for a private answer that failed, so this answer needs a new message too.
            Some(_) if self.placeholder_gone.load(Ordering::Acquire) => {
                self.instead_of_placeholder(reply).await
            }
            // An edit and not a follow-up, because Discord would ignore the follow-up's flags.
            Some(_) => {
                self.edit_original(&reply).await?;
                Ok(SentId::Original)
            }
        }
    }

    /// Sends the answer after the placeholder was deleted. It is repeated even if it may have arrived: the caller would rather see it
    /// twice than not at all.
    async fn instead_of_placeholder(&self, reply: Reply) -> Result<SentId, ReplyError> {
        self.created(self.webhook(Method::POST, "").repeatable(), reply).await
    }

    async fn further(&self, reply: Reply) -> Result<SentId, ReplyError> {
        self.created(self.webhook(Method::POST, ""), reply).await
    }

    async fn created(&self, request: Request, reply: Reply) -> Result<SentId, ReplyError> {
        let body = wire::interaction(&reply, &self.signer);
        let request = request.message(&body, &reply.files).map_err(RequestError::invalid)?;
        let Created { id, .. } = self.client.fetch_with(request, Created::read).await?;
        Ok(SentId::FollowUp(id))
    }
}

impl Responder for InteractionResponder {
    fn acknowledgement_delay(&self) -> Option<Duration> {
        Some(ACKNOWLEDGEMENT_DELAY)
    }

    fn lifetime(&self) -> Option<Duration> {
        Some(LIFETIME)
    }

    fn is_interaction(&self) -> bool {
        true
    }

    fn replaces_layout(&self, reply: &Reply) -> bool {
        self.updates(reply) && self.origin.has_layout()
    }

    fn defer(&self, visibility: Visibility) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let body =
                if self.origin.has_message() { wire::acknowledgement() } else { wire::deferral(visibility) };
            self.respond(&body, &[]).await
        }
        .boxed()
    }

    fn answer(
        &self,
        reply: Reply,
        deferred: Option<Visibility>,
    ) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.first(reply, deferred).boxed()
    }

    fn follow_up(&self, reply: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.further(reply).boxed()
    }

    fn edit(&self, sent: SentId, reply: Reply) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let SentId::FollowUp(id) = sent else { return self.edit_original(&reply).await };
            self.change(Method::PATCH, &format!("/messages/{id}"), &reply).await
        }
        .boxed()
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            match sent {
                SentId::FollowUp(id) => self.remove(&format!("/messages/{id}")).await,
                _ => self.remove(ORIGINAL).await,
            }
        }
        .boxed()
    }

    fn message(&self, sent: SentId) -> BoxFuture<'_, Result<Message, ReplyError>> {
        async move {
            let request = match sent {
                SentId::FollowUp(id) => self.webhook(Method::GET, &format!("/messages/{id}")),
                _ => self.webhook(Method::GET, ORIGINAL),
            };
            Ok(self.client.fetch(request).await?)
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

    fn max_follow_ups(&self) -> Option<u32> {
        self.for_user.then_some(MOST_FOLLOW_UPS)
    }

    fn defer_suffices(&self) -> bool {
        self.origin.has_message()
    }

    fn modal_support(&self) -> ModalSupport {
        match self.origin {
            Origin::Command | Origin::Component { .. } => ModalSupport::Directly,
            // Discord cannot open a modal in response to a modal submission.
            Origin::Modal | Origin::ModalOnMessage { .. } => ModalSupport::BehindButton,
        }
    }

    fn open_modal(&self, modal: Value) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move { self.respond(&wire::modal(&modal), &[]).await }.boxed()
    }

    fn needs_answer(&self) -> bool {
        // Without a response Discord shows the caller that the application did not respond.
        true
    }

    fn refusal(&self, refusal: Refusal) -> Option<Reply> {
        Some(Reply::new(refusal.message).ephemeral())
    }
}
