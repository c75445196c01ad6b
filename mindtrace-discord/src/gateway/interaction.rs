//! Answers to interactions.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serenity::http::Http;
use serenity::model::application::CommandInteraction;
use serenity::model::id::InteractionId;

use crate::bot::Runtime;
use crate::error::CommandError;
use crate::reply::{Reply, ReplyError, Responder, SentId, Visibility, wire};

/// Discord gives up on an interaction after three seconds; one is left for the way.
const PATIENCE: Duration = Duration::from_secs(2);

/// Discord takes answers for 15 minutes; a few seconds are left for the way.
const LIFETIME: Duration = Duration::from_secs(15 * 60 - 5);

/// Answers one interaction.
pub(super) struct InteractionResponder {
    http: Arc<Http>,
    id: InteractionId,
    /// A credential for as long as the interaction lives; it goes nowhere but into requests.
    token: String,
    /// Whether "thinking" was taken away to make room for a private answer.
    placeholder_gone: AtomicBool,
}

impl InteractionResponder {
    pub(super) fn new(runtime: &Runtime, interaction: &CommandInteraction) -> Self {
        Self {
            http: Arc::clone(&runtime.http),
            id: interaction.id,
            token: interaction.token.clone(),
            placeholder_gone: AtomicBool::new(false),
        }
    }

    async fn first(&self, reply: Reply, deferred: Option<Visibility>) -> Result<SentId, ReplyError> {
        match deferred {
            None => {
                self.http
                    .create_interaction_response(self.id, &self.token, &wire::response(&reply), Vec::new())
                    .await?;
                Ok(SentId::Original)
            }
            // "Thinking" was public and stays so. Private text needs a message of its own, and the first follow-up
            // would take the placeholder's place and visibility; so the placeholder goes first.
            Some(Visibility::Public) if reply.ephemeral => {
                if !self.placeholder_gone.load(Ordering::Acquire) {
                    self.http.delete_original_interaction_response(&self.token).await?;
                    self.placeholder_gone.store(true, Ordering::Release);
                }
                self.further(reply).await
            }
            // The placeholder of a private answer that did not get through: what comes now needs a message of its own, too.
            Some(_) if self.placeholder_gone.load(Ordering::Acquire) => self.further(reply).await,
            // Not a follow-up: Discord would ignore its flags.
            Some(_) => {
                let body = wire::edit(&reply);
                self.http.edit_original_interaction_response(&self.token, &body, Vec::new()).await?;
                Ok(SentId::Original)
            }
        }
    }

    async fn further(&self, reply: Reply) -> Result<SentId, ReplyError> {
        let sent =
            self.http.create_followup_message(&self.token, &wire::interaction(&reply), Vec::new()).await?;
        Ok(SentId::FollowUp(sent.id))
    }
}

impl Responder for InteractionResponder {
    fn patience(&self) -> Option<Duration> {
        Some(PATIENCE)
    }

    fn lifetime(&self) -> Option<Duration> {
        Some(LIFETIME)
    }

    fn defer(&self, visibility: Visibility) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let body = wire::deferral(visibility);
            Ok(self.http.create_interaction_response(self.id, &self.token, &body, Vec::new()).await?)
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
            let body = wire::edit(&reply);
            match sent {
                SentId::FollowUp(id) => {
                    self.http.edit_followup_message(&self.token, id, &body, Vec::new()).await?
                }
                _ => self.http.edit_original_interaction_response(&self.token, &body, Vec::new()).await?,
            };
            Ok(())
        }
        .boxed()
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            match sent {
                SentId::FollowUp(id) => self.http.delete_followup_message(&self.token, id).await?,
                _ => self.http.delete_original_interaction_response(&self.token).await?,
            }
            Ok(())
        }
        .boxed()
    }

    fn acknowledgement(&self) -> Option<Reply> {
        // Without any response Discord tells the caller that the application did not respond.
        Some(Reply::new("Done.").ephemeral())
    }

    fn refusal(&self, _: &CommandError, sentence: String) -> Option<Reply> {
        Some(Reply::new(sentence).ephemeral())
    }
}
