//! Counts the work in progress, so that a test can wait until the bot is idle.

use tokio::sync::watch;

/// A counter of the work in progress.
#[derive(Clone, Debug, Default)]
pub(crate) struct Activity {
    busy: watch::Sender<u64>,
}

/// A guard that counts as one piece of work until it is dropped.
#[derive(Debug)]
pub(crate) struct Busy(watch::Sender<u64>);

impl Activity {
    /// Counts one more piece of work.
    pub(crate) fn begin(&self) -> Busy {
        self.busy.send_modify(|count| *count += 1);
        Busy(self.busy.clone())
    }

    #[cfg(feature = "sandbox")]
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.busy.subscribe()
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
