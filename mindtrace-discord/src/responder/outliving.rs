//! A request that is completed even if its caller stops waiting.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures::future::BoxFuture;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;

use crate::reply::ReplyError;

/// A request that is completed even if its caller stops waiting: then it goes on in a task of its own, for which the shutdown waits.
pub(super) struct Outliving<T: Send + 'static> {
    /// `None` once it is complete, or has panicked.
    pub(super) request: Option<BoxFuture<'static, Result<T, ReplyError>>>,
    pub(super) tasks: TaskTracker,
}

impl<T: Send + 'static> Future for Outliving<T> {
    type Output = Result<T, ReplyError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // Taken out during the poll, so that a request that panics is not polled again.
        let Some(mut request) = self.request.take() else { return Poll::Ready(Err(ReplyError::Interrupted)) };
        let polled = request.as_mut().poll(cx);
        if polled.is_pending() {
            self.request = Some(request);
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Outliving<T> {
    fn drop(&mut self) {
        if let Some(request) = self.request.take()
            && let Ok(runtime) = Handle::try_current()
        {
            self.tasks.spawn_on(async move { drop(request.await) }, &runtime);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;
    use tokio_util::task::TaskTracker;

    use super::Outliving;
    use crate::reply::ReplyError;

    #[tokio::test]
    async fn a_request_that_is_dropped_goes_on_and_the_tracker_waits_for_it() {
        let tasks = TaskTracker::new();
        let (start, started) = oneshot::channel::<()>();
        let (finish, finished) = oneshot::channel();
        let request = Outliving {
            request: Some(Box::pin(async move {
                let _ = started.await;
                finish.send(()).map_err(|()| ReplyError::Interrupted)
            })),
            tasks: tasks.clone(),
        };
        let waited = tokio::time::timeout(std::time::Duration::ZERO, request).await;
        assert!(waited.is_err() && tasks.len() == 1);
        start.send(()).unwrap();
        tasks.close();
        tasks.wait().await;
        finished.await.unwrap();
    }

    #[tokio::test]
    async fn a_request_that_panics_is_not_polled_again() {
        let tasks = TaskTracker::new();
        let request: Outliving<()> =
            Outliving { request: Some(Box::pin(async { panic!("once") })), tasks: tasks.clone() };
        let ended = tokio::spawn(request).await;
        assert!(ended.unwrap_err().is_panic());
        assert!(tasks.is_empty());
    }
}
