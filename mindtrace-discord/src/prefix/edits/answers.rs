//! The answers to a message that may be edited; each run overwrites those of the previous run.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, MessageId};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

use crate::discord::Discord;
use crate::dispatch::Invocation;
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError, Visibility};
use crate::responder::{MessageAction, ModalSupport, Refusal, Responder, SentId};

/// The most answers to one message that are remembered; further ones are never overwritten.
const MOST: usize = 50;

/// The answers to one message, in the order in which they were sent. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    sent: Arc<Mutex<Vec<Answer>>>,
    /// Permits one write at a time, so that a write of an earlier run never arrives after one of a later run.
    writing: Arc<Semaphore>,
}

/// An answer that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    id: SentId,
    /// Cancelled when a later run overwrites the answer or it is deleted; from then on the run that sent it no longer edits it.
    superseded: CancellationToken,
}

/// A responder that overwrites the answers of the previous run.
pub(crate) struct OverwritingResponder {
    inner: Arc<dyn Responder>,
    channel_id: Option<ChannelId>,
    /// Whether others can read the channel.
    public: bool,
    earlier: Mutex<Earlier>,
    answers: Answers,
    /// The answers that this run sent, including those that a later run has superseded.
    own: Mutex<Vec<Answer>>,
}

/// The answers of the previous run.
#[derive(Default)]
struct Earlier {
    /// Answers that are not overwritten yet.
    free: VecDeque<Answer>,
    /// Answers that could not be overwritten.
    stuck: Vec<Answer>,
}

impl Answers {
    /// Removes and returns all answers.
    pub(crate) fn take(&self) -> Vec<Answer> {
        std::mem::take(&mut *self.sent())
    }

    /// Remembers an answer if there is room.
    fn add(&self, id: SentId) -> Option<Answer> {
        let mut known = self.sent();
        if known.len() >= MOST || known.iter().any(|known| known.id == id) {
            return None;
        }
        let answer = Answer { id, superseded: CancellationToken::new() };
        known.push(answer.clone());
        Some(answer)
    }

    fn sent(&self) -> MutexGuard<'_, Vec<Answer>> {
        // Nothing in here can panic halfway through a change.
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Answers {
    fn default() -> Self {
        Self { sent: Arc::default(), writing: Arc::new(Semaphore::new(1)) }
    }
}

impl OverwritingResponder {
    pub(crate) fn new(invocation: &Invocation, answers: Answers) -> Self {
        let earlier = Earlier { free: answers.take().into(), stuck: Vec::new() };
        Self {
            inner: Arc::clone(&invocation.responder),
            channel_id: invocation.location.channel_id,
            public: invocation.location.guild_id.is_some(),
            earlier: Mutex::new(earlier),
            answers,
            own: Mutex::default(),
        }
    }

    /// Deletes the earlier answers that the run did not overwrite. If `ran` is false and nothing was sent, the message is not a call any
    /// more, and they stay.
    pub(crate) async fn finish(&self, api: &Arc<dyn Discord>, ran: bool) {
        let Earlier { free, mut stuck } = std::mem::take(&mut *self.earlier());
        if !ran && stuck.is_empty() && self.answers.sent().is_empty() {
            *self.answers.sent() = free.into();
            return;
        }
        stuck.extend(free);
        delete(api, stuck).await;
    }

    /// Overwrites an earlier answer with the reply, if there is one with the same audience.
    async fn write_over(&self, reply: &Reply) -> Option<SentId> {
        // A message cannot become a poll or a forward, nor get a sticker.
        if reply.poll.is_some() || reply.channel_only().is_some() {
            return None;
        }
        let _writing = self.answers.writing.acquire().await.ok()?;
        let private = reply.ephemeral && self.public;
        let answer = {
            let free = &mut self.earlier().free;
            let fits = |answer: &Answer| matches!(answer.id, SentId::Message(channel, _) if (Some(channel) != self.channel_id) == private);
            free.iter().position(fits).and_then(|position| free.remove(position))?
        };
        answer.superseded.cancel();
        match self.inner.edit(answer.id, reply.clone()).await {
            Ok(()) => Some(answer.id),
            Err(error) => {
                // It was deleted, or a message of its kind cannot be edited to this reply.
                tracing::debug!(error = %redacted(&error), "an earlier answer could not be overwritten");
                self.earlier().stuck.push(answer);
                None
            }
        }
    }

    fn add(&self, sent: SentId) {
        if let Some(answer) = self.answers.add(sent) {
            self.own().push(answer);
        }
    }

    /// Acquires the permit to write to an answer of this run, unless a later run has superseded it.
    async fn writing(&self, sent: SentId) -> Result<SemaphorePermit<'_>, ReplyError> {
        let permit = self.answers.writing.acquire().await.map_err(|_| ReplyError::Interrupted)?;
        if self.own().iter().any(|answer| answer.id == sent && answer.superseded.is_cancelled()) {
            return Err(ReplyError::Overwritten);
        }
        Ok(permit)
    }

    fn own(&self) -> MutexGuard<'_, Vec<Answer>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn earlier(&self) -> MutexGuard<'_, Earlier> {
        self.earlier.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Responder for OverwritingResponder {
    fn acknowledgement_delay(&self) -> Option<Duration> {
        self.inner.acknowledgement_delay()
    }

    fn deletes(&self) -> bool {
        self.inner.deletes()
    }

    fn is_limited(&self) -> bool {
        self.inner.is_limited()
    }

    fn max_follow_ups(&self) -> Option<u32> {
        self.inner.max_follow_ups()
    }

    fn defer_suffices(&self) -> bool {
        self.inner.defer_suffices()
    }

    fn modal_support(&self) -> ModalSupport {
        self.inner.modal_support()
    }

    fn open_modal(&self, modal: Value) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.inner.open_modal(modal)
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
            self.add(sent);
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
            self.add(sent);
            Ok(sent)
        }
        .boxed()
    }

    fn edit(&self, sent: SentId, reply: Reply) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let _writing = self.writing(sent).await?;
            self.inner.edit(sent, reply).await
        }
        .boxed()
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        async move {
            let _writing = self.writing(sent).await?;
            self.inner.delete(sent).await?;
            self.answers.sent().retain(|known| known.id != sent);
            self.own().retain(|own| own.id != sent);
            Ok(())
        }
        .boxed()
    }

    fn message(&self, sent: SentId) -> BoxFuture<'_, Result<Message, ReplyError>> {
        self.inner.message(sent)
    }

    fn act(
        &self,
        channel: ChannelId,
        message: MessageId,
        action: MessageAction,
    ) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.inner.act(channel, message, action)
    }

    fn superseded(&self, sent: SentId) -> Option<CancellationToken> {
        self.own().iter().find(|answer| answer.id == sent).map(|answer| answer.superseded.clone())
    }

    fn needs_answer(&self) -> bool {
        self.inner.needs_answer()
    }

    fn refusal(&self, refusal: Refusal) -> Option<Reply> {
        self.inner.refusal(refusal)
    }
}

/// Deletes those answers that still exist.
pub(crate) async fn delete(api: &Arc<dyn Discord>, answers: Vec<Answer>) {
    for answer in &answers {
        answer.superseded.cancel();
    }
    for answer in answers {
        let SentId::Message(channel, message) = answer.id else { continue };
        if let Err(error) = api.delete_message(channel, message).await {
            tracing::debug!(error = %redacted(&error), "an outdated answer could not be deleted");
        }
    }
}
