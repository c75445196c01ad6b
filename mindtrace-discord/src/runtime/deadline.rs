//! How long a call may take; waiting for a person does not count.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// The time by which a call has to be done.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    timeout: Duration,
    at: Arc<watch::Sender<Instant>>,
}

impl Deadline {
    /// Starts to count.
    pub(crate) fn start(timeout: Duration) -> Self {
        Self { timeout, at: Arc::new(watch::Sender::new(Instant::now() + timeout)) }
    }

    /// There is no limit.
    pub(crate) fn never() -> Self {
        // As far ahead as the clock can say; tokio waits no longer.
        Self::start(Duration::from_hours(24 * 365 * 30))
    }

    /// How long the call may take.
    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Stops counting for at most this long: somebody has to do something.
    pub(crate) fn pause(&self, most: Duration) {
        self.at.send_replace(Instant::now() + most.saturating_add(self.timeout));
    }

    /// Starts to count anew.
    pub(crate) fn restart(&self) {
        self.at.send_replace(Instant::now() + self.timeout);
    }

    /// Waits until it has passed.
    pub(crate) async fn passed(&self) {
        let mut changes = self.at.subscribe();
        loop {
            let at = *changes.borrow_and_update();
            tokio::select! {
                () = tokio::time::sleep_until(at) => return,
                // The sender lives in `self`, so waiting cannot fail.
                _ = changes.changed() => {}
            }
        }
    }
}
