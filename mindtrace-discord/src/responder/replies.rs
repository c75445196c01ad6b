//! The replies of one call: what may be sent when.
//!
//! ```text
//! New ──defer──▶ Deferred(visibility) ──reply──▶ Answered ──followup, edit, delete──▶ Answered
//!  └───────────────────reply──────────────────────▲
//! ```
//! Every step first claims its place in this machine and then talks to Discord, so that a handler and the watchdog
//! that defers for it can never both send the first response.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::Value;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Responder, SentId};
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError, Visibility, as_file, check, fit};

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
    /// A submitted form is an interaction of its own, and takes the place of the one that opened it.
    channel: Mutex<Channel>,
    state: watch::Sender<State>,
    /// When Discord had the first response.
    acknowledged: OnceLock<std::time::Instant>,
    /// Requests run here: one that has begun ends, also when its handler is dropped, and shutting down waits for it.
    tasks: TaskTracker,
    /// Cancelled when the bot begins to stop.
    draining: CancellationToken,
}

/// Where replies go.
#[derive(Clone)]
struct Channel {
    responder: Arc<dyn Responder>,
    started: Instant,
    follow_ups: u32,
    most_follow_ups: Option<u32>,
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
        if matches!(self.next, State::Deferred(_) | State::Answered) {
            self.inner.acknowledged.get_or_init(std::time::Instant::now);
        }
        self.inner.state.send_replace(self.next);
    }
}

/// A reply that was sent; edit or delete it.
#[derive(Clone)]
pub struct Sent {
    responder: Arc<dyn Responder>,
    started: Instant,
    id: SentId,
    /// The other messages of a reply that did not fit one.
    rest: Arc<Mutex<Vec<SentId>>>,
    private: bool,
}

impl Replies {
    pub(crate) fn new(
        responder: Arc<dyn Responder>,
        tasks: &TaskTracker,
        draining: &CancellationToken,
    ) -> Self {
        let (tasks, draining) = (tasks.clone(), draining.clone());
        let state = watch::Sender::new(State::New);
        let most_follow_ups = responder.most_follow_ups();
        let channel =
            Mutex::new(Channel { responder, started: Instant::now(), follow_ups: 0, most_follow_ups });
        Self { inner: Arc::new(Inner { channel, state, acknowledged: OnceLock::new(), tasks, draining }) }
    }

    /// When the first response was sent.
    pub(crate) fn acknowledged(&self) -> Option<std::time::Instant> {
        self.inner.acknowledged.get().copied()
    }

    pub(crate) fn responder(&self) -> Arc<dyn Responder> {
        self.channel().responder.clone()
    }

    /// Goes on with another interaction: a form was submitted, and that is to be answered now.
    pub(crate) fn continue_with(&self, responder: Arc<dyn Responder>, started: Instant) {
        let mut channel = self.channel();
        // Who installed the application is not said again.
        let most_follow_ups = responder.most_follow_ups().or(channel.most_follow_ups);
        *channel = Channel { responder, started, follow_ups: 0, most_follow_ups };
        drop(channel);
        self.inner.state.send_replace(State::New);
    }

    fn channel(&self) -> MutexGuard<'_, Channel> {
        // Nothing in here can panic halfway through a change.
        self.inner.channel.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an answer was sent or is being sent.
    pub(crate) fn is_answered(&self) -> bool {
        matches!(*self.inner.state.borrow(), State::Answering | State::Answered)
    }

    /// Whether nothing was sent yet.
    pub(crate) fn is_new(&self) -> bool {
        *self.inner.state.borrow() == State::New
    }

    /// Tells the caller that an answer will come.
    pub(crate) async fn defer(&self, visibility: Visibility) -> Result<(), ReplyError> {
        self.alive()?;
        let mut claim =
            self.claim(State::Deferring, |state| state == State::New).ok_or(ReplyError::AlreadyDeferred)?;
        let replies = self.clone();
        self.begun(async move {
            replies.responder().defer(visibility).await?;
            claim.then(State::Deferred(visibility));
            Ok(())
        })
        .await
    }

    /// Opens a form as the first response; the call is answered until the form is submitted.
    pub(crate) async fn open_modal(&self, form: Value) -> Result<(), ReplyError> {
        self.alive()?;
        let mut claim =
            self.claim(State::Answering, |state| state == State::New).ok_or(ReplyError::ModalTooLate)?;
        let responder = self.responder();
        self.begun(async move {
            responder.open_modal(form).await?;
            claim.then(State::Answered);
            Ok(())
        })
        .await
    }

    /// Sends the answer; what does not fit one message follows in further ones.
    pub(crate) async fn reply(&self, reply: Reply) -> Result<Sent, ReplyError> {
        let channel = self.channel().clone();
        let mut parts = parts(&*channel.responder, reply)?.into_iter();
        self.alive()?;
        let mut claim = self.claim_answer().await?;
        let deferred = match claim.next {
            State::Deferred(visibility) => Some(visibility),
            _ => None,
        };
        let first = parts.next().ok_or(ReplyError::Empty)?;
        let (private, delete_after) =
            (first.ephemeral || deferred == Some(Visibility::Private), first.delete_after);
        let responder = Arc::clone(&channel.responder);
        let id = self
            .begun(async move {
                let id = responder.answer(first, deferred).await?;
                claim.then(State::Answered);
                Ok(id)
            })
            .await?;
        let rest = self.further(parts).await?;
        Ok(self.sent(id, rest, private, delete_after))
    }

    /// Sends one more message after the answer.
    pub(crate) async fn follow_up(&self, reply: Reply) -> Result<Sent, ReplyError> {
        let parts = parts(&*self.responder(), reply)?;
        self.alive()?;
        self.settled().await;
        if *self.inner.state.borrow() != State::Answered {
            return Err(ReplyError::NotAnswered);
        }
        let (private, delete_after) =
            parts.first().map_or((false, None), |part| (part.ephemeral, part.delete_after));
        let mut ids = self.further(parts.into_iter()).await?.into_iter();
        let id = ids.next().ok_or(ReplyError::Empty)?;
        Ok(self.sent(id, ids.collect(), private, delete_after))
    }

    async fn further(&self, parts: impl ExactSizeIterator<Item = Reply>) -> Result<Vec<SentId>, ReplyError> {
        let mut ids = Vec::with_capacity(parts.len());
        for part in parts {
            let responder = {
                let mut channel = self.channel();
                if channel.most_follow_ups.is_some_and(|most| channel.follow_ups >= most) {
                    return Err(ReplyError::TooManyFollowUps);
                }
                channel.follow_ups += 1;
                Arc::clone(&channel.responder)
            };
            let sent = self.begun(async move { responder.follow_up(part).await }).await;
            if sent.is_err() {
                // What was not sent does not count.
                self.channel().follow_ups -= 1;
            }
            ids.push(sent?);
        }
        Ok(ids)
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

    fn sent(&self, id: SentId, rest: Vec<SentId>, private: bool, delete_after: Option<Duration>) -> Sent {
        let Channel { responder, started, .. } = self.channel().clone();
        let deletes = responder.deletes();
        let sent = Sent { responder, started, id, rest: Arc::new(Mutex::new(rest)), private };
        if let Some(delay) = delete_after
            && deletes
        {
            let sent = sent.clone();
            let draining = self.inner.draining.clone();
            self.inner.tasks.spawn(async move {
                // A bot that stops does not come back for it.
                tokio::select! {
                    () = tokio::time::sleep(delay) => {}
                    () = draining.cancelled() => {}
                    () = sent.taken() => return,
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
        let channel = self.channel();
        alive(&*channel.responder, channel.started)
    }
}

impl Sent {
    /// Replaces the message, and those that what did not fit it was sent in.
    ///
    /// # Errors
    ///
    /// [`ReplyError::WouldBePublic`] for private text in a message that others see, [`ReplyError::Expired`] 15 minutes
    /// after an interaction, [`ReplyError::Discord`] when Discord refuses.
    pub async fn edit(&self, reply: impl Into<Reply>) -> Result<(), ReplyError> {
        let reply = reply.into();
        if reply.ephemeral && !self.private {
            return Err(ReplyError::WouldBePublic);
        }
        alive(&*self.responder, self.started)?;
        // A message that is edited stays one message.
        let mut parts = parts(&*self.responder, reply)?;
        if let Some(last) = parts.pop() {
            let reply = if parts.is_empty() { last } else { as_file(parts, last) };
            self.responder.edit(self.id, reply).await?;
        }
        self.delete_rest().await
    }

    /// Removes the message, and those that what did not fit it was sent in.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Expired`] 15 minutes after an interaction, [`ReplyError::Overwritten`] when the call's message was edited and
    /// the answer is another call's by now, [`ReplyError::Discord`] when Discord refuses.
    pub async fn delete(&self) -> Result<(), ReplyError> {
        alive(&*self.responder, self.started)?;
        let rest = self.delete_rest().await;
        self.responder.delete(self.id).await.and(rest)
    }

    /// Whether it can be changed only for a while.
    pub(crate) fn expires(&self) -> bool {
        self.responder.lifetime().is_some()
    }

    /// Waits until the message is not this call's any more, which may be never.
    pub(crate) async fn taken(&self) {
        match self.responder.taken(self.id) {
            Some(taken) => taken.cancelled_owned().await,
            None => std::future::pending().await,
        }
    }

    async fn delete_rest(&self) -> Result<(), ReplyError> {
        // Nothing in here can panic halfway through a change.
        let rest = std::mem::take(&mut *self.rest.lock().unwrap_or_else(PoisonError::into_inner));
        let mut failed = Ok(());
        // One that is gone already, or that Discord keeps, is no reason to leave the others.
        for id in rest.into_iter().rev() {
            failed = failed.and(self.responder.delete(id).await);
        }
        failed
    }
}

fn alive(responder: &dyn Responder, started: Instant) -> Result<(), ReplyError> {
    match responder.lifetime() {
        Some(lifetime) if started.elapsed() >= lifetime => Err(ReplyError::Expired),
        _ => Ok(()),
    }
}

/// The messages of a reply, or what Discord would refuse about it.
fn parts(responder: &dyn Responder, reply: Reply) -> Result<Vec<Reply>, ReplyError> {
    if reply.is_empty() {
        return Err(ReplyError::Empty);
    }
    check(&reply)?;
    Ok(if responder.is_limited() { fit(reply) } else { vec![reply] })
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Sent").field(&self.id).finish()
    }
}
