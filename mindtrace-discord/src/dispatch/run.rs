//! Stage 4: the handler, under its deadline, cancellable, its panics caught.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use tokio_util::sync::CancellationToken;

use crate::args::Arguments;
use crate::command::CommandSpec;
use crate::context::Context;
use crate::error::{CommandError, UserError};
use crate::reply::Reply;

/// How long a handler may run that does not say so itself.
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

/// Runs the handler to its end, or to the end of somebody's patience.
pub(super) async fn run(
    ctx: Context,
    command: &CommandSpec,
    mut args: Arguments,
    cancel: CancellationToken,
) -> Result<Option<Reply>, CommandError> {
    tracing::debug!(command = command.name, "handler starts");
    let invoke = command.invoke;
    let handler = async move { Ok::<_, CommandError>(invoke(&ctx, &mut args)?.await) };
    // What a panicking handler leaves behind is its own; nothing of ours is borrowed by it.
    let handler = AssertUnwindSafe(handler).catch_unwind();
    let timeout = command.timeout.unwrap_or(DEFAULT_TIMEOUT);
    let finished = tokio::select! {
        biased;
        finished = handler => finished,
        () = tokio::time::sleep(timeout) => {
            cancel.cancel();
            return Err(CommandError::Deadline(timeout));
        }
        () = cancel.cancelled() => return Err(CommandError::Cancelled),
    };
    match finished {
        Err(panic) => Err(CommandError::Panic(message(&*panic))),
        Ok(Err(error)) => Err(error),
        Ok(Ok(Ok(reply))) => Ok(reply),
        Ok(Ok(Err(error))) => match UserError::text_of(&*error) {
            Some(text) => Err(CommandError::User(text.to_owned())),
            None => Err(CommandError::Handler(error)),
        },
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
