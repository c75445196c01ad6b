//! Answers collected for a caller who reads them when the call is over: over HTTP, in a terminal.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;

use super::{Refusal, Responder, SentId};
use crate::reply::{Reply, ReplyError, Visibility};

/// Keeps the replies until the call is over; the first is the answer.
#[derive(Default)]
pub(crate) struct CollectingResponder {
    /// A deleted reply leaves its place empty, so that the others keep theirs.
    replies: Mutex<Vec<Option<Reply>>>,
}

impl CollectingResponder {
    /// The replies in order, without those that were deleted.
    pub(crate) fn collected(&self) -> Vec<Reply> {
        self.replies().iter().flatten().cloned().collect()
    }

    fn collect(&self, reply: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        let mut replies = self.replies();
        replies.push(Some(reply));
        std::future::ready(Ok(SentId::Collected(replies.len() - 1))).boxed()
    }

    fn replace(&self, sent: SentId, with: Option<Reply>) -> Result<(), ReplyError> {
        let SentId::Collected(position) = sent else { return Err(ReplyError::NotAnswered) };
        let mut replies = self.replies();
        let place = replies.get_mut(position).ok_or(ReplyError::NotAnswered)?;
        *place = with;
        Ok(())
    }

    fn replies(&self) -> MutexGuard<'_, Vec<Option<Reply>>> {
        // Nothing in here can panic halfway through a change.
        self.replies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Responder for CollectingResponder {
    fn is_limited(&self) -> bool {
        false
    }

    fn deletes(&self) -> bool {
        false
    }

    fn defer(&self, _: Visibility) -> BoxFuture<'_, Result<(), ReplyError>> {
        // Such a caller waits by itself.
        std::future::ready(Ok(())).boxed()
    }

    fn answer(&self, reply: Reply, _: Option<Visibility>) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.collect(reply)
    }

    fn follow_up(&self, reply: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.collect(reply)
    }

    fn edit(&self, sent: SentId, reply: Reply) -> BoxFuture<'_, Result<(), ReplyError>> {
        std::future::ready(self.replace(sent, Some(reply))).boxed()
    }

    fn delete(&self, sent: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        std::future::ready(self.replace(sent, None)).boxed()
    }

    fn refusal(&self, _: Refusal) -> Option<Reply> {
        // The outcome of the call says it.
        None
    }
}
