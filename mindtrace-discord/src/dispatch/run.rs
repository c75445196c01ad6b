//! Runs the handler; and the deadline, cancellation and panic isolation for all code of the bot.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use tokio_util::sync::CancellationToken;

use crate::args::Arguments;
use crate::command::CommandSpec;
use crate::context::Context;
use crate::error::{BoxError, UserError};
use crate::outcome::CommandError;
use crate::reply::Reply;
use crate::runtime::deadline::Deadline;

/// The timeout of a command that declares none.
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

/// Runs the handler.
pub(super) async fn run(
    ctx: &Context,
    command: &CommandSpec,
    mut args: Arguments,
) -> Result<Option<Reply>, CommandError> {
    tracing::debug!(command = command.name, "handler starts");
    match (command.invoke)(ctx, &mut args)?.await {
        Ok(reply) => Ok(reply),
        Err(error) => Err(failed(error)),
    }
}

/// Classifies a handler's error: a [`CommandError`] passed on with `?`, a message to the user, or a failure.
fn failed(error: BoxError) -> CommandError {
    let error = match error.downcast::<CommandError>() {
        Ok(error) => return *error,
        Err(error) => error,
    };
    match UserError::text_of(&*error) {
        Some(text) => CommandError::User(text.to_owned()),
        None => CommandError::Handler(error),
    }
}

/// Runs `work` until it ends, panics, exceeds `deadline` or is cancelled.
pub(super) async fn isolated<T>(
    work: impl Future<Output = Result<T, CommandError>>,
    deadline: &Deadline,
    cancel: &CancellationToken,
) -> Result<T, CommandError> {
    // Unwind safe: state that panicking code leaves inconsistent is its own, not the framework's.
    let work = AssertUnwindSafe(work).catch_unwind();
    tokio::select! {
        biased;
        ended = work => ended.unwrap_or_else(|panic| Err(CommandError::Panic(message(&*panic)))),
        () = deadline.passed() => {
            cancel.cancel();
            Err(CommandError::Deadline(deadline.timeout()))
        }
        () = cancel.cancelled() => Err(CommandError::Cancelled),
    }
}

/// Returns the message of a panic, if it has one.
pub(super) fn message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
