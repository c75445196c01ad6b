//! Requests that end after a modal submission replaced their interaction.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Replies, State};
use crate::reply::{Reply, ReplyError, Visibility};
use crate::responder::{CollectingResponder, Refusal, Responder, SentId};

/// An interaction whose requests fail, but not before they may.
#[derive(Default)]
struct Failing {
    may_fail: Notify,
}

impl Failing {
    fn fail<T: Send + 'static>(&self) -> BoxFuture<'_, Result<T, ReplyError>> {
        async {
            self.may_fail.notified().await;
            Err(ReplyError::Interrupted)
        }
        .boxed()
    }
}

impl Responder for Failing {
    fn lifetime(&self) -> Option<Duration> {
        Some(Duration::from_mins(15))
    }

    fn max_follow_ups(&self) -> Option<u32> {
        Some(5)
    }

    fn defer(&self, _: Visibility) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.fail()
    }

    fn answer(&self, _: Reply, _: Option<Visibility>) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.fail()
    }

    fn follow_up(&self, _: Reply) -> BoxFuture<'_, Result<SentId, ReplyError>> {
        self.fail()
    }

    fn edit(&self, _: SentId, _: Reply) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.fail()
    }

    fn delete(&self, _: SentId) -> BoxFuture<'_, Result<(), ReplyError>> {
        self.fail()
    }

    fn refusal(&self, _: Refusal) -> Option<Reply> {
        None
    }
}

fn replies(responder: &Arc<Failing>) -> Replies {
    Replies::new(responder.clone(), &TaskTracker::new(), &CancellationToken::new())
}

#[tokio::test]
async fn a_late_failure_leaves_the_next_interaction_alone() {
    let responder = Arc::new(Failing::default());
    let replies = replies(&responder);
    let deferral = tokio::spawn({
        let replies = replies.clone();
        async move { replies.defer(Visibility::Public).await }
    });
    while replies.is_new() {
        tokio::task::yield_now().await;
    }
    replies.continue_with(Arc::new(CollectingResponder::default()), Instant::now());
    replies.reply("from the submission".into()).await.unwrap();
    responder.may_fail.notify_one();
    deferral.await.unwrap().unwrap_err();
    assert_eq!(replies.state(), State::Answered);
}

#[tokio::test]
async fn a_late_failure_of_a_follow_up_is_not_counted_for_the_next_interaction() {
    let responder = Arc::new(Failing::default());
    let replies = replies(&responder);
    replies.continue_with(responder.clone(), Instant::now());
    let first = tokio::spawn({
        let replies = replies.clone();
        async move { replies.send_further(vec![Reply::new("late")].into_iter()).await }
    });
    while replies.channel().follow_ups == 0 {
        tokio::task::yield_now().await;
    }
    replies.continue_with(Arc::new(CollectingResponder::default()), Instant::now());
    responder.may_fail.notify_one();
    first.await.unwrap().unwrap_err();
    assert_eq!(replies.channel().follow_ups, 0);
}
