//! Stage 4: the handler; and the limits around everything that runs code of the bot.

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

/// How long a command may run that does not say so itself.
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

/// Runs the handler to its end.
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

/// What a handler's error means: what it says to the caller, what a form was filled in with, or a failure.
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

/// Runs `work` until it ends, panics, takes longer than `deadline` says, or is cancelled.
pub(super) async fn contained<T>(
    work: impl Future<Output = Result<T, CommandError>>,
    deadline: &Deadline,
    cancel: &CancellationToken,
) -> Result<T, CommandError> {
    // What panicking code leaves behind is its own; nothing of ours is borrowed by it.
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

/// What a panic said, if it said anything.
pub(super) fn message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
