//! The answers to a message that may be edited: a later run writes over those of the run before.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;
use serenity::http::Http;
use serenity::model::id::ChannelId;

use crate::dispatch::Invocation;
use crate::error::CommandError;
use crate::redact::redacted;
use crate::reply::{Forms, Reply, ReplyError, Responder, SentId, Visibility};

/// How many answers of one message are remembered; what comes after them stays as it is.
const MOST: usize = 50;

/// The answers to one message, in the order in which they were sent; cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    sent: Arc<Mutex<Vec<SentId>>>,
}

/// Answers a message in the places of the answers that it has already.
pub(super) struct Again {
    inner: Arc<dyn Responder>,
    channel_id: Option<ChannelId>,
    /// Whether others can read the channel.
    public: bool,
    earlier: Mutex<Earlier>,
    answers: Answers,
}

/// The answers of the run before.
#[derive(Default)]
struct Earlier {
    /// Whose places are not taken yet.
    free: VecDeque<SentId>,
    /// Those that could not be written over.
    stuck: Vec<SentId>,
}

impl Answers {
    /// Takes all of them out.
    pub(super) fn take(&self) -> Vec<SentId> {
        std::mem::take(&mut *self.sent())
    }

    fn add(&self, sent: SentId) {
        let mut known = self.sent();
        if known.len() < MOST && !known.contains(&sent) {
            known.push(sent);
        }
    }

    fn sent(&self) -> MutexGuard<'_, Vec<SentId>> {
        // Nothing in here can panic halfway through a change.
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Again {
    pub(super) fn new(invocation: &Invocation, answers: Answers) -> Self {
        let earlier = Earlier { free: answers.take().into(), stuck: Vec::new() };
        Self {
            inner: Arc::clone(&invocation.responder),
            channel_id: invocation.place.channel_id,
            public: invocation.place.guild_id.is_some(),
            earlier: Mutex::new(earlier),
            answers,
        }
    }

    /// Deletes the answers that the run left over. Where `ran` is false and nothing was said the message is no call of
    /// ours any more, and they stay.
    pub(super) async fn finish(&self, http: &Http, ran: bool) {
        let Earlier { free, mut stuck } = std::mem::take(&mut *self.earlier());
        if !ran && stuck.is_empty() && self.answers.sent().is_empty() {
            *self.answers.sent() = free.into();
            return;
        }
        stuck.extend(free);
        delete(http, stuck).await;
    }

    /// Writes the reply over an earlier answer, if there is one that those may read who may read the reply.
    async fn write_over(&self, reply: &Reply) -> Option<SentId> {
        // Nothing becomes a poll that was none.
        if reply.poll.is_some() {
            return None;
        }
        let private = reply.ephemeral && self.public;
        let place = {
            let free = &mut self.earlier().free;
            let fits = |sent: &SentId| matches!(sent, SentId::Message(channel, _) if (Some(*channel) != self.channel_id) == private);
            free.iter().position(fits).and_then(|position| free.remove(position))?
        };
        match self.inner.edit(place, reply.clone()).await {
            Ok(()) => Some(place),
            Err(error) => {
                // Somebody has deleted it, or it is of a kind that cannot become this.
                tracing::debug!(error = %redacted(&error), "an earlier answer could not be written over");
                self.earlier().stuck.push(place);
                None
            }
        }
    }

    fn earlier(&self) -> MutexGuard<'_, Earlier> {
        self.earlier.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Responder for Again {
    fn patience(&self) -> Option<Duration> {
        self.inner.patience()
    }

    fn deletes(&self) -> bool {
        self.inner.deletes()
    }

    fn is_limited(&self) -> bool {
        self.inner.is_limited()
    }

    fn most_follow_ups(&self) -> Option<u32> {
        self.inner.most_follow_ups()
    }

    fn acknowledges_by_deferring(&self) -> bool {
        self.inner.acknowledges_by_deferring()
    }

    fn forms(&self) -> Forms {
        self.inner.forms()
    }

    fn open_form(&self, form: Value) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.inner.open_form(form)
    }

    fn lifetime(&self) -> Option<Duration> {
        self.inner.lifetime()
    }

    fn defer(&self, visibility: Visibility) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.inner.defer(visibility)
    }

    fn answer(
        &self,
        reply: Reply,
        deferred: Option<Visibility>,
    ) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        async move {
            let sent = match self.write_over(&reply).await {
                Some(sent) => sent,
                None => self.inner.answer(reply, deferred).await?,
            };
            self.answers.add(sent);
            Ok(sent)
        }
        .boxed()
    }

    fn follow_up(&self, reply: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        async move {
            let sent = match self.write_over(&reply).await {
                Some(sent) => sent,
                None => self.inner.follow_up(reply).await?,
            };
            self.answers.add(sent);
            Ok(sent)
        }
        .boxed()
    }

    fn edit(&self, sent: SentId, reply: Reply) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.inner.edit(sent, reply)
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            self.inner.delete(sent).await?;
            self.answers.sent().retain(|known| *known != sent);
            Ok(())
        }
        .boxed()
    }

    fn acknowledgement(&self) -> Option<Reply> {
        self.inner.acknowledgement()
    }

    fn refusal(&self, error: &CommandError, sentence: String) -> Option<Reply> {
        self.inner.refusal(error, sentence)
    }
}

/// Deletes answers, as far as they are still there.
pub(super) async fn delete(http: &Http, answers: Vec<SentId>) {
    for answer in answers {
        let SentId::Message(channel, message) = answer else { continue };
        if let Err(error) = http.delete_message(channel, message, None).await {
            tracing::debug!(error = %redacted(&error), "an answer that nothing asks for any more could not be deleted");
        }
    }
}
