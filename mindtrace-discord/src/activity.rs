//! Counts the work in progress, so that a test can wait until the bot is idle.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Notify;

/// A counter of the work in progress.
#[derive(Clone, Debug, Default)]
pub(crate) struct Activity(Arc<Counter>);

#[derive(Debug, Default)]
struct Counter {
    busy: AtomicU64,
    changed: Notify,
}

/// A guard that counts as one piece of work until it is dropped.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Counter>);

impl Activity {
    /// Counts one more piece of work.
    pub(crate) fn begin(&self) -> Busy {
        self.0.busy.fetch_add(1, Ordering::SeqCst);
        Busy(Arc::clone(&self.0))
    }

    /// The number of pieces of work in progress.
    #[cfg(feature = "sandbox")]
    pub(crate) fn count(&self) -> u64 {
        self.0.busy.load(Ordering::SeqCst)
    }

    /// Waits until a piece of work has ended. Counts from this call on, not from the first poll.
    #[cfg(feature = "sandbox")]
    pub(crate) fn changed(&self) -> impl Future<Output = ()> {
        self.0.changed.notified()
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
        self.0.changed.notify_waiters();
    }
}
