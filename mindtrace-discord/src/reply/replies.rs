//! The replies of one call: what may be sent when.
//!
//! ```text
//! New ──defer──▶ Deferred(visibility) ──reply──▶ Answered ──followup, edit, delete──▶ Answered
//!  └───────────────────reply──────────────────────▲
//! ```
//! Every step first claims its place in this machine and then talks to Discord, so that a handler and the watchdog
//! that defers for it can never both send the first response.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Reply, ReplyError, Responder, SentId};
use crate::bot::Runtime;
use crate::redact::redacted;

/// Who sees an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    Public,
    Private,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    /// A deferral is on its way.
    Deferring,
    Deferred(Visibility),
    /// The answer is on its way.
    Answering,
    Answered,
}

/// The replies of one call; cheap to clone.
#[derive(Clone)]
pub(crate) struct Replies {
    inner: Arc<Inner>,
}

struct Inner {
    responder: Arc<dyn Responder>,
    state: watch::Sender<State>,
    started: Instant,
    /// Requests run here: one that has begun ends, also when its handler is dropped, and shutting down waits for it.
    tasks: TaskTracker,
    /// Cancelled when the bot begins to stop.
    draining: CancellationToken,
}

/// A place in the machine while Discord is talked to. Unless that ends well, also when serenity panics over it, the call
/// is again what it was before: the refusal may still get through.
struct Claim {
    inner: Arc<Inner>,
    next: State,
}

impl Claim {
    fn then(&mut self, next: State) {
        self.next = next;
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.inner.state.send_replace(self.next);
    }
}

/// A message that was sent; edit or delete it.
#[derive(Clone)]
pub struct Sent {
    replies: Replies,
    id: SentId,
    private: bool,
}

impl Replies {
    pub(crate) fn new(responder: Arc<dyn Responder>, runtime: &Runtime) -> Self {
        let (tasks, draining) = (runtime.tasks.clone(), runtime.draining.clone());
        let state = watch::Sender::new(State::New);
        Self { inner: Arc::new(Inner { responder, state, started: Instant::now(), tasks, draining }) }
    }

    pub(crate) fn responder(&self) -> &dyn Responder {
        &*self.inner.responder
    }

    /// Whether an answer was sent or is being sent.
    pub(crate) fn is_answered(&self) -> bool {
        matches!(*self.inner.state.borrow(), State::Answering | State::Answered)
    }

    /// Tells the caller that an answer will come.
    pub(crate) async fn defer(&self, visibility: Visibility) -> Result<(), ReplyError> {
        self.alive()?;
        let mut claim =
            self.claim(State::Deferring, |state| state == State::New).ok_or(ReplyError::AlreadyDeferred)?;
        let replies = self.clone();
        self.begun(async move {
            replies.inner.responder.defer(visibility).await?;
            claim.then(State::Deferred(visibility));
            Ok(())
        })
        .await
    }

    /// Sends the answer.
    pub(crate) async fn reply(&self, reply: Reply) -> Result<Sent, ReplyError> {
        check(&reply)?;
        self.alive()?;
        let mut claim = self.claim_answer().await?;
        let deferred = match claim.next {
            State::Deferred(visibility) => Some(visibility),
            _ => None,
        };
        let (private, delete_after) =
            (reply.ephemeral || deferred == Some(Visibility::Private), reply.delete_after);
        let replies = self.clone();
        let sent = self.begun(async move {
            let id = replies.inner.responder.answer(reply, deferred).await?;
            claim.then(State::Answered);
            Ok(id)
        });
        Ok(self.sent(sent.await?, private, delete_after))
    }

    /// Sends one more message after the answer.
    pub(crate) async fn follow_up(&self, reply: Reply) -> Result<Sent, ReplyError> {
        check(&reply)?;
        self.alive()?;
        self.settled().await;
        if *self.inner.state.borrow() != State::Answered {
            return Err(ReplyError::NotAnswered);
        }
        let (private, delete_after) = (reply.ephemeral, reply.delete_after);
        let id = self.inner.responder.follow_up(reply).await?;
        Ok(self.sent(id, private, delete_after))
    }

    /// Sends the answer, or one more message when there is one.
    pub(crate) async fn say(&self, reply: Reply) -> Result<Sent, ReplyError> {
        self.settled().await;
        if self.is_answered() { self.follow_up(reply).await } else { self.reply(reply).await }
    }

    /// Runs a request to its end, whatever becomes of who waits for it.
    async fn begun<T: Send + 'static>(
        &self,
        request: impl Future<Output = Result<T, ReplyError>> + Send + 'static,
    ) -> Result<T, ReplyError> {
        self.inner.tasks.spawn(request).await.unwrap_or(Err(ReplyError::Interrupted))
    }

    fn sent(&self, id: SentId, private: bool, delete_after: Option<Duration>) -> Sent {
        let sent = Sent { replies: self.clone(), id, private };
        if let Some(delay) = delete_after
            && self.inner.responder.deletes()
        {
            let sent = sent.clone();
            self.inner.tasks.spawn(async move {
                // A bot that stops does not come back for it.
                tokio::select! {
                    () = tokio::time::sleep(delay) => {}
                    () = sent.replies.inner.draining.cancelled() => {}
                }
                if let Err(error) = sent.delete().await {
                    tracing::debug!(error = %redacted(&error), "a reply that was to be deleted could not be");
                }
            });
        }
        sent
    }

    /// Moves to `now` if `from` accepts the state.
    fn claim(&self, now: State, from: impl Fn(State) -> bool) -> Option<Claim> {
        let mut before = None;
        self.inner.state.send_if_modified(|state| {
            let accepted = from(*state);
            if accepted {
                before = Some(*state);
                *state = now;
            }
            accepted
        });
        before.map(|before| Claim { inner: Arc::clone(&self.inner), next: before })
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

    /// Waits while a first response is on its way.
    async fn settled(&self) {
        let mut state = self.inner.state.subscribe();
        // The sender lives in `self`, so waiting cannot fail.
        let _ = state.wait_for(|state| !matches!(state, State::Deferring | State::Answering)).await;
    }

    fn alive(&self) -> Result<(), ReplyError> {
        match self.inner.responder.lifetime() {
            Some(lifetime) if self.inner.started.elapsed() >= lifetime => Err(ReplyError::Expired),
            _ => Ok(()),
        }
    }
}

impl Sent {
    /// Replaces the message.
    ///
    /// # Errors
    ///
    /// [`ReplyError::WouldBePublic`] for private text in a message that others see, [`ReplyError::Expired`] 15 minutes
    /// after an interaction, [`ReplyError::Discord`] when Discord refuses.
    pub async fn edit(&self, reply: impl Into<Reply>) -> Result<(), ReplyError> {
        let reply = reply.into();
        check(&reply)?;
        if reply.ephemeral && !self.private {
            return Err(ReplyError::WouldBePublic);
        }
        self.replies.alive()?;
        self.replies.inner.responder.edit(self.id, reply).await
    }

    /// Removes the message.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Expired`] 15 minutes after an interaction, [`ReplyError::Discord`] when Discord refuses.
    pub async fn delete(&self) -> Result<(), ReplyError> {
        self.replies.alive()?;
        self.replies.inner.responder.delete(self.id).await
    }
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Sent").field(&self.id).finish()
    }
}

fn check(reply: &Reply) -> Result<(), ReplyError> {
    if reply.is_empty() {
        return Err(ReplyError::Empty);
    }
    match reply.content.chars().count() {
        length if length > 2000 => Err(ReplyError::TooLong(length)),
        _ => Ok(()),
    }
}
