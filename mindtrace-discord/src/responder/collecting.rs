//! Collects the answers for a caller who reads them at the end of the call: over HTTP or in a terminal.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;

use super::{Refusal, Responder, SentId};
use crate::reply::{Reply, ReplyError, Visibility};

/// Collects the replies until the call ends; the first is the answer.
#[derive(Default)]
pub(crate) struct CollectingResponder {
    /// A deleted reply becomes `None`, so that the indices of the others do not change.
    replies: Mutex<Vec<Option<Reply>>>,
}

impl CollectingResponder {
    /// Returns the replies in order, without deleted ones.
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
        let slot = replies.get_mut(position).ok_or(ReplyError::NotAnswered)?;
        *slot = with;
        Ok(())
    }

    fn replies(&self) -> MutexGuard<'_, Vec<Option<Reply>>> {
        // No code panics while it holds the lock.
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
        // The caller waits for the end of the call anyway.
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
        // The outcome of the call contains the message.
        None
    }
}
