//! Runs the handler; and the deadline, cancellation and panic isolation for all code of the bot.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::args::Arguments;
use crate::command::CommandSpec;
use crate::context::Context;
use crate::error::{BoxError, UserError};
use crate::outcome::CommandError;
use crate::reply::Reply;
use crate::runtime::deadline::Deadline;
use crate::runtime::polls::{Polls, Subject};

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
    (polls, subject): (&Polls, Subject),
    work: impl Future<Output = Result<T, CommandError>>,
    deadline: &Deadline,
    cancel: &CancellationToken,
) -> Result<T, CommandError> {
    let stopped = async {
        tokio::select! {
            biased;
            () = deadline.passed() => {
                cancel.cancel();
                CommandError::Deadline(deadline.timeout())
            }
            () = cancel.cancelled() => CommandError::Cancelled,
        }
    };
    match until((polls, subject), work, stopped).await {
        Ok(Ok(result)) => result,
        Ok(Err(error)) => Err(error),
        Err(panic) => Err(CommandError::Panic(panic)),
    }
}

/// Runs the bot's code until it ends or `stop` does. Fails with the message of a panic, also of one while the code is dropped.
pub(super) async fn until<T, S>(
    (polls, subject): (&Polls, Subject),
    work: impl Future<Output = T>,
    stop: impl Future<Output = S>,
) -> Result<Result<T, S>, String> {
    let mut work = pin!(Some(work));
    // Unwind safe: state that panicking code leaves inconsistent is its own, not the framework's.
    let ended = poll_fn(|cx| {
        let Some(work) = work.as_mut().as_pin_mut() else { return Poll::Pending };
        let _running = polls.begin(subject);
        match catch_unwind(AssertUnwindSafe(|| work.poll(cx))) {
            Ok(polled) => polled.map(Ok),
            Err(panic) => Poll::Ready(Err(message(&*panic))),
        }
    });
    let ended = tokio::select! {
        biased;
        ended = ended => ended.map(Ok),
        stopped = stop => Ok(Err(stopped)),
    };
    let _running = polls.begin(subject);
    match catch_unwind(AssertUnwindSafe(|| work.set(None))) {
        Ok(()) => ended,
        Err(panic) => Err(message(&*panic)),
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
