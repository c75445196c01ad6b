//! The replies of one call: a state machine that decides which response may follow which.
//!
//! ```text
//! New ──defer──▶ Deferred(visibility) ──reply──▶ Answered ──followup, edit, delete──▶ Answered
//!  └───────────────────reply──────────────────────▲
//! ```
//! Every step claims the next state before its request to Discord, so that a handler and the watchdog that defers for it never both
//! send the first response.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::Value;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::outliving::Outliving;
use super::sent::{Sent, check_lifetime, parts};
use super::{Responder, SentId};
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError, Visibility, as_file};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// The request of a deferral is in progress.
    Deferring,
    Deferred(Visibility),
    /// The request of the answer is in progress.
    Answering,
    Answered,
}

/// How far the answer to an interaction is.
#[derive(Clone, Copy, Debug)]
struct Progress {
    /// Counts the interactions that replaced an earlier one.
    interaction: u32,
    state: State,
}

/// The replies of one call; cheap to clone.
#[derive(Clone)]
pub(crate) struct Replies {
    inner: Arc<Inner>,
}

struct Inner {
    /// A modal submission is an interaction of its own and replaces the one that opened the modal.
    channel: Mutex<Channel>,
    progress: watch::Sender<Progress>,
    /// When the first response was sent.
    acknowledged: OnceLock<std::time::Instant>,
    /// Runs the requests. A started request is completed even if its handler is dropped, and the shutdown waits for it.
    tasks: TaskTracker,
    /// Cancelled when the bot starts to shut down.
    draining: CancellationToken,
}

/// The responder that replies are sent with, and its counters.
#[derive(Clone)]
struct Channel {
    responder: Arc<dyn Responder>,
    started: Instant,
    follow_ups: u32,
    max_follow_ups: Option<u32>,
}

/// A claim on a state during a request. Unless the request succeeds, dropping the claim restores the previous state, also when serenity
/// panics, so that an error message can still be sent.
struct Claim {
    inner: Arc<Inner>,
    interaction: u32,
    /// The state that is set when the claim is dropped.
    next: State,
}

impl Claim {
    fn then(&mut self, next: State) {
        self.next = next;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if matches!(self.next, State::Deferred(_) | State::Answered) {
            self.inner.acknowledged.get_or_init(std::time::Instant::now);
        }
        let Self { interaction, next, .. } = *self;
        // A request of an earlier interaction says nothing about the one that replaced it.
        self.inner.progress.send_if_modified(|progress| {
            let is_current = progress.interaction == interaction;
            if is_current {
                progress.state = next;
            }
            is_current
        });
    }
}

impl Replies {
    pub(crate) fn new(
        responder: Arc<dyn Responder>,
        tasks: &TaskTracker,
        draining: &CancellationToken,
    ) -> Self {
        let (tasks, draining) = (tasks.clone(), draining.clone());
        let progress = watch::Sender::new(Progress { interaction: 0, state: State::New });
        let max_follow_ups = responder.max_follow_ups();
        let channel =
            Mutex::new(Channel { responder, started: Instant::now(), follow_ups: 0, max_follow_ups });
        Self { inner: Arc::new(Inner { channel, progress, acknowledged: OnceLock::new(), tasks, draining }) }
    }

    /// Returns when the first response was sent.
    pub(crate) fn acknowledged(&self) -> Option<std::time::Instant> {
        self.inner.acknowledged.get().copied()
    }

    pub(crate) fn responder(&self) -> Arc<dyn Responder> {
        self.channel().responder.clone()
    }

    /// Continues with another interaction: a modal submission, which is answered from now on.
    pub(crate) fn continue_with(&self, responder: Arc<dyn Responder>, started: Instant) {
        let mut channel = self.channel();
        // The submission does not repeat the installation context.
        let max_follow_ups = responder.max_follow_ups().or(channel.max_follow_ups);
        *channel = Channel { responder, started, follow_ups: 0, max_follow_ups };
        self.inner.progress.send_modify(|progress| {
            *progress = Progress { interaction: progress.interaction + 1, state: State::New };
        });
    }

    fn channel(&self) -> MutexGuard<'_, Channel> {
        // No code panics while it holds the lock.
        self.inner.channel.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether an answer was sent or is being sent.
    pub(crate) fn is_answered(&self) -> bool {
        matches!(self.state(), State::Answering | State::Answered)
    }

    /// Returns whether no response was sent yet.
    pub(crate) fn is_new(&self) -> bool {
        self.state() == State::New
    }

    fn state(&self) -> State {
        self.inner.progress.borrow().state
    }

    /// Defers the answer.
    pub(crate) async fn defer(&self, visibility: Visibility) -> Result<(), ReplyError> {
        self.check_lifetime()?;
        let mut claim =
            self.claim(State::Deferring, |state| state == State::New).ok_or(ReplyError::AlreadyDeferred)?;
        let replies = self.clone();
        self.run_to_completion(async move {
            replies.responder().defer(visibility).await?;
            claim.then(State::Deferred(visibility));
            Ok(())
        })
        .await
    }

    /// Acknowledges a click, whose message stays as it is; from now on there are follow-ups.
    pub(crate) async fn acknowledge(&self) -> Result<(), ReplyError> {
        self.check_lifetime()?;
        let mut claim =
            self.claim(State::Deferring, |state| state == State::New).ok_or(ReplyError::AlreadyDeferred)?;
        let responder = self.responder();
        self.run_to_completion(async move {
            responder.defer(Visibility::Public).await?;
            claim.then(State::Answered);
            Ok(())
        })
        .await
    }

    /// Replaces the message that was clicked, after the click was acknowledged. A private reply does not replace a message that others
    /// see: it is a message of its own.
    pub(crate) async fn update(&self, reply: Reply) -> Result<(), ReplyError> {
        self.check_lifetime()?;
        let responder = self.responder();
        let mut parts = parts(&*responder, reply)?;
        let last = parts.pop().ok_or(ReplyError::Empty)?;
        // A message stays one message.
        let reply = if parts.is_empty() { last } else { as_file(parts, last) };
        self.run_to_completion(async move {
            responder.answer(reply.update(), Some(Visibility::Public)).await.map(drop)
        })
        .await
    }

    /// Opens a modal as the first response. The call counts as answered until the modal is submitted.
    pub(crate) async fn open_modal(&self, modal: Value) -> Result<(), ReplyError> {
        self.check_lifetime()?;
        let mut claim =
            self.claim(State::Answering, |state| state == State::New).ok_or(ReplyError::ModalTooLate)?;
        let responder = self.responder();
        self.run_to_completion(async move {
            responder.open_modal(modal).await?;
            claim.then(State::Answered);
            Ok(())
        })
        .await
    }

    /// Sends the answer, in several messages if it does not fit one.
    pub(crate) async fn reply(&self, reply: Reply) -> Result<Sent, ReplyError> {
        let channel = self.channel().clone();
        let mut parts = parts(&*channel.responder, reply)?.into_iter();
        self.check_lifetime()?;
        let mut claim = self.claim_answer().await?;
        let deferred = match claim.next {
            State::Deferred(visibility) => Some(visibility),
            _ => None,
        };
        let first = parts.next().ok_or(ReplyError::Empty)?;
        let (private, delete_after) =
            (first.ephemeral || deferred == Some(Visibility::Private), first.delete_after);
        let is_layout = !first.layout.is_empty() || channel.responder.replaces_layout(&first);
        let responder = Arc::clone(&channel.responder);
        let id = self
            .run_to_completion(async move {
                let id = responder.answer(first, deferred).await?;
                claim.then(State::Answered);
                Ok(id)
            })
            .await?;
        let rest = self.send_further(parts).await?;
        Ok(self.sent(id, rest, private, delete_after).with_layout(is_layout))
    }

    /// Sends one more message after the answer.
    pub(crate) async fn follow_up(&self, reply: Reply) -> Result<Sent, ReplyError> {
        let parts = parts(&*self.responder(), reply)?;
        self.check_lifetime()?;
        self.settled().await;
        if self.state() != State::Answered {
            return Err(ReplyError::NotAnswered);
        }
        let (private, delete_after) =
            parts.first().map_or((false, None), |part| (part.ephemeral, part.delete_after));
        let is_layout = parts.first().is_some_and(|part| !part.layout.is_empty());
        let mut ids = self.send_further(parts.into_iter()).await?.into_iter();
        let id = ids.next().ok_or(ReplyError::Empty)?;
        Ok(self.sent(id, ids.collect(), private, delete_after).with_layout(is_layout))
    }

    async fn send_further(
        &self,
        parts: impl ExactSizeIterator<Item = Reply>,
    ) -> Result<Vec<SentId>, ReplyError> {
        let mut ids = Vec::with_capacity(parts.len());
        for part in parts {
            let responder = {
                let mut channel = self.channel();
                if channel.max_follow_ups.is_some_and(|most| channel.follow_ups >= most) {
                    return Err(ReplyError::TooManyFollowUps);
                }
                channel.follow_ups += 1;
                Arc::clone(&channel.responder)
            };
            let request = Arc::clone(&responder);
            let sent = self.run_to_completion(async move { request.follow_up(part).await }).await;
            let mut channel = self.channel();
            // An unsent message does not count, unless the interaction was replaced meanwhile.
            if sent.is_err() && Arc::ptr_eq(&channel.responder, &responder) {
                channel.follow_ups -= 1;
            }
            drop(channel);
            ids.push(sent?);
        }
        Ok(ids)
    }

    /// Sends the answer, or one more message if the call is already answered.
    pub(crate) async fn say(&self, reply: Reply) -> Result<Sent, ReplyError> {
        self.settled().await;
        if self.is_answered() { self.follow_up(reply).await } else { self.reply(reply).await }
    }

    /// Runs a request to completion, even if the returned future is dropped.
    fn run_to_completion<T: Send + 'static>(
        &self,
        request: impl Future<Output = Result<T, ReplyError>> + Send + 'static,
    ) -> Outliving<T> {
        Outliving { request: Some(Box::pin(request)), tasks: self.inner.tasks.clone() }
    }

    fn sent(&self, id: SentId, rest: Vec<SentId>, private: bool, delete_after: Option<Duration>) -> Sent {
        let Channel { responder, started, .. } = self.channel().clone();
        let deletes = responder.deletes();
        let sent = Sent::new(responder, started, id, rest, private);
        if let Some(delay) = delete_after
            && deletes
        {
            let sent = sent.clone();
            let draining = self.inner.draining.clone();
            self.inner.tasks.spawn(async move {
                // A bot that shuts down deletes the reply at once.
                tokio::select! {
                    () = tokio::time::sleep(delay) => {}
                    () = draining.cancelled() => {}
                    () = sent.superseded() => return,
                }
                if let Err(error) = sent.delete().await {
                    tracing::debug!(error = %redacted(&error), "a reply with `delete_after` could not be deleted");
                }
            });
        }
        sent
    }

    /// Claims the state `now` if `from` accepts the current state.
    fn claim(&self, now: State, from: impl Fn(State) -> bool) -> Option<Claim> {
        let mut before = None;
        self.inner.progress.send_if_modified(|progress| {
            let accepted = from(progress.state);
            if accepted {
                before = Some(*progress);
                progress.state = now;
            }
            accepted
        });
        before.map(|Progress { interaction, state }| Claim {
            inner: Arc::clone(&self.inner),
            interaction,
            next: state,
        })
    }

    async fn claim_answer(&self) -> Result<Claim, ReplyError> {
        loop {
            if let Some(claim) =
                self.claim(State::Answering, |s| matches!(s, State::New | State::Deferred(_)))
            {
                return Ok(claim);
            }
            if self.is_answered() {
                return Err(ReplyError::AlreadyAnswered);
            }
            self.settled().await;
        }
    }

    /// Waits while a first response is being sent.
    async fn settled(&self) {
        let mut progress = self.inner.progress.subscribe();
        let is_settled = |progress: &Progress| !matches!(progress.state, State::Deferring | State::Answering);
        // The sender is in `self`, so waiting cannot fail.
        let _ = progress.wait_for(is_settled).await;
    }

    fn check_lifetime(&self) -> Result<(), ReplyError> {
        let channel = self.channel();
        check_lifetime(&*channel.responder, channel.started)
    }
}

#[cfg(test)]
mod tests;
