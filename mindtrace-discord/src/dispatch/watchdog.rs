//! Defers the answer of a call that takes long.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::command::{CommandSpec, Defer};
use crate::redact::redacted;
use crate::reply::ReplyError;
use crate::reply::Visibility;
use crate::responder::Replies;
use crate::runtime::Runtime;
use crate::runtime::watchdogs::{Key, Late};

/// Defers the answer when the handler takes too long. Dropping it stops the timer.
///
/// The timer is a task of its own, so a handler that blocks its thread is deferred as well. It uses this machine's monotonic clock,
/// because the timestamps in Discord's ids come from another clock.
pub(crate) struct Watchdog {
    runtime: Arc<Runtime>,
    key: Option<Key>,
}

impl Watchdog {
    /// Starts the timer.
    pub(crate) fn start(runtime: &Arc<Runtime>, command: &CommandSpec, replies: &Replies) -> Self {
        Self::start_since(Instant::now(), runtime, command, replies)
    }

    /// Starts the timer as of the time the call was received.
    pub(crate) fn start_since(
        received: Instant,
        runtime: &Arc<Runtime>,
        command: &CommandSpec,
        replies: &Replies,
    ) -> Self {
        let visibility = if command.ephemeral { Visibility::Private } else { Visibility::Public };
        let delay = match command.defer {
            Defer::Auto => replies.responder().acknowledgement_delay(),
            Defer::Immediately => Some(Duration::ZERO),
            Defer::Never => None,
        };
        let late = || Late { replies: replies.clone(), visibility };
        let key = delay.map(|delay| runtime.watchdogs.add(received + delay, late()));
        Self { runtime: Arc::clone(runtime), key }
    }

    /// Lets the timer run on by itself; it does nothing once there is an answer.
    pub(crate) fn detach(mut self) {
        self.key = None;
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.runtime.watchdogs.remove(key);
        }
    }
}

/// Defers answers that are late, until the bot stops.
pub(crate) async fn watch(runtime: Arc<Runtime>) {
    loop {
        let Late { replies, visibility } = runtime.watchdogs.next().await;
        // In a task of its own, so that one answer does not wait for another. A deferral that has begun is not aborted; the answer
        // waits for it.
        tokio::spawn(async move {
            if let Err(error) = replies.defer(visibility).await
                && !matches!(error, ReplyError::AlreadyDeferred)
            {
                tracing::warn!(error = %redacted(&error), "the answer could not be deferred");
            }
        });
    }
}
