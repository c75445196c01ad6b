//! The sign of life for a caller whose answer takes long.

use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::command::{CommandSpec, Defer};
use crate::redact::redacted;
use crate::reply::ReplyError;
use crate::reply::Visibility;
use crate::responder::Replies;

/// Gives the caller a sign of life when the answer takes long.
///
/// It is a task of its own, so that a handler that blocks its thread cannot keep it from running, and it counts on a
/// monotonic clock: what Discord's ids say about time is another computer's opinion.
pub(crate) struct Watchdog(#[allow(dead_code, reason = "dropping it is what it is for")] DropGuard);

impl Watchdog {
    /// Starts to count.
    pub(crate) fn start(command: &CommandSpec, replies: &Replies) -> Self {
        Self::start_since(Instant::now(), command, replies)
    }

    /// Counts from when the call arrived.
    pub(crate) fn start_since(received: Instant, command: &CommandSpec, replies: &Replies) -> Self {
        let visibility = if command.ephemeral { Visibility::Private } else { Visibility::Public };
        let patience = match command.defer {
            Defer::Auto => replies.responder().acknowledgement_delay(),
            Defer::Immediately => Some(Duration::ZERO),
            Defer::Never => None,
        };
        let answered = CancellationToken::new();
        let guard = answered.clone().drop_guard();
        let Some(patience) = patience else { return Self(guard) };
        let replies = replies.clone();
        tokio::spawn(async move {
            // Not aborted: a deferral that is on its way arrives, and the answer waits for it.
            tokio::select! {
                () = tokio::time::sleep_until(received + patience) => {}
                () = answered.cancelled() => return,
            }
            if let Err(error) = replies.defer(visibility).await
                && !matches!(error, ReplyError::AlreadyDeferred)
            {
                tracing::warn!(error = %redacted(&error), "could not tell Discord that the answer takes a while");
            }
        });
        Self(guard)
    }

    /// Lets it go on by itself; once there is an answer it does nothing.
    pub(crate) fn detach(self) {
        drop(self.0.disarm());
    }
}
