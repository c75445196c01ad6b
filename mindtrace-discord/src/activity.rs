//! Counts what the bot is doing, so that a test can wait until it is idle.

use tokio::sync::watch;

/// The number of things the bot is doing at the moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Activity {
    busy: watch::Sender<u64>,
}

/// One thing that the bot is doing, until this is dropped.
#[derive(Debug)]
pub(crate) struct Busy(watch::Sender<u64>);

impl Activity {
    /// Counts one more thing.
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
