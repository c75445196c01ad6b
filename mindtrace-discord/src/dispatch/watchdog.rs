//! Defers the answer of a call that takes long.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::command::{CommandSpec, Defer};
use crate::redact::redacted;
use crate::reply::ReplyError;
use crate::reply::Visibility;
use crate::responder::Replies;

/// Defers the answer when the handler takes too long. Dropping it stops the timer.
///
/// It runs in its own task, so a handler that blocks its thread is deferred as well. It uses this machine's monotonic clock, because
/// the timestamps in Discord's ids come from another clock.
pub(crate) struct Watchdog(#[allow(dead_code, reason = "held to be dropped")] DropGuard);

impl Watchdog {
    /// Starts the timer.
    pub(crate) fn start(command: &CommandSpec, replies: &Replies) -> Self {
        Self::start_since(Instant::now(), command, replies)
    }

    /// Starts the timer as of the time the call was received.
    pub(crate) fn start_since(received: Instant, command: &CommandSpec, replies: &Replies) -> Self {
        let visibility = if command.ephemeral { Visibility::Private } else { Visibility::Public };
        let delay = match command.defer {
            Defer::Auto => replies.responder().acknowledgement_delay(),
            Defer::Immediately => Some(Duration::ZERO),
            Defer::Never => None,
        };
        let answered = CancellationToken::new();
        let guard = answered.clone().drop_guard();
        let Some(delay) = delay else { return Self(guard) };
        let replies = replies.clone();
        tokio::spawn(async move {
            // A deferral that has begun is not aborted; the answer waits for it.
            tokio::select! {
                () = tokio::time::sleep_until(received + delay) => {}
                () = answered.cancelled() => return,
            }
            if let Err(error) = replies.defer(visibility).await
                && !matches!(error, ReplyError::AlreadyDeferred)
            {
                tracing::warn!(error = %redacted(&error), "the answer could not be deferred");
            }
        });
        Self(guard)
    }

    /// Lets the timer run on by itself; it does nothing once there is an answer.
    pub(crate) fn detach(self) {
        drop(self.0.disarm());
    }
}
