//! What the bot is busy with, counted.

use tokio::sync::watch;

/// How much is being done at the moment. A test waits until it is nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work {
    busy: watch::Sender<u64>,
}

/// One thing that is being done; over when it is dropped.
#[derive(Debug)]
pub(crate) struct Busy(watch::Sender<u64>);

impl Work {
    /// One more thing is being done.
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
