//! The deadline of a call. Waiting for a user does not count.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// The time at which a call is stopped.
#[derive(Clone, Debug)]
pub(crate) struct Deadline {
    timeout: Duration,
    at: Arc<watch::Sender<Instant>>,
}

impl Deadline {
    /// Starts a deadline.
    pub(crate) fn start(timeout: Duration) -> Self {
        Self { timeout, at: Arc::new(watch::Sender::new(Instant::now() + timeout)) }
    }

    /// Starts a deadline that never passes.
    pub(crate) fn never() -> Self {
        // The longest time that tokio can wait.
        Self::start(Duration::from_hours(24 * 365 * 30))
    }

    /// The timeout of the call.
    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Pauses the deadline for at most `most`, while the call waits for a user.
    pub(crate) fn pause(&self, most: Duration) {
        self.at.send_replace(Instant::now() + most.saturating_add(self.timeout));
    }

    /// Restarts the timeout.
    pub(crate) fn restart(&self) {
        self.at.send_replace(Instant::now() + self.timeout);
    }

    /// Waits until the deadline has passed.
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
