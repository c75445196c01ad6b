//! What runs before a command, after it, and when it fails: the outermost is the first before and the last after.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use tokio_util::sync::CancellationToken;

use super::run::message;
use crate::command::{CommandSpec, Outcome};
use crate::context::Context;
use crate::error::{BoxError, UserError};
use crate::outcome::CommandError;
use crate::redact::chain;
use crate::reply::Reply;

/// How long one hook may take: the caller waits meanwhile.
const LONGEST: Duration = Duration::from_secs(5);

/// Runs what comes before the command: that of the bot, then that of the command.
///
/// # Errors
///
/// What the first that failed came to; the command does not run.
pub(super) async fn before(
    ctx: &Context,
    command: &CommandSpec,
    cancel: &CancellationToken,
) -> Result<(), CommandError> {
    let global = ctx.runtime().hooks.before.iter().map(|hook| hook(ctx));
    let own = command.hooks.before.iter().map(|hook| hook(ctx));
    // Each starts when the one before it has ended.
    for hook in global.chain(own) {
        tokio::select! {
            biased;
            ended = limited(hook) => ended?,
            () = cancel.cancelled() => return Err(CommandError::Cancelled),
        }
    }
    Ok(())
}

/// Tells those that want to know what the call came to: that of the command, then that of the bot.
pub(super) async fn after(ctx: &Context, command: &CommandSpec, outcome: &Outcome) {
    let own = command.hooks.after.iter().rev().map(|hook| hook(ctx, outcome));
    let global = ctx.runtime().hooks.after.iter().rev().map(|hook| hook(ctx, outcome));
    for hook in own.chain(global) {
        if let Err(error) = limited(hook).await {
            ignored(ctx, "after", &error);
        }
    }
}

/// What the first that has something to say tells the caller of a failure: that of the command, then that of the bot.
pub(super) async fn on_error(ctx: &Context, command: &CommandSpec, error: &CommandError) -> Option<Reply> {
    let own = command.hooks.on_error.iter().rev().map(|hook| hook(ctx, error));
    let global = ctx.runtime().hooks.on_error.iter().rev().map(|hook| hook(ctx, error));
    for hook in own.chain(global) {
        match limited(hook).await {
            Ok(Some(reply)) => return Some(reply),
            Ok(None) => {}
            Err(error) => ignored(ctx, "on_error", &error),
        }
    }
    None
}

/// Runs one hook until it ends, panics or has taken too long. Not until the call is cancelled: what comes after the
/// command comes after a cancelled one as well.
async fn limited<T>(hook: impl Future<Output = Result<T, BoxError>>) -> Result<T, CommandError> {
    match tokio::time::timeout(LONGEST, AssertUnwindSafe(hook).catch_unwind()).await {
        Ok(Ok(Ok(value))) => Ok(value),
        Ok(Ok(Err(error))) => Err(match UserError::text_of(&*error) {
            Some(text) => CommandError::User(text.to_owned()),
            None => CommandError::Hook(error),
        }),
        Ok(Err(panic)) => Err(CommandError::Hook(format!("it panicked: {}", message(&*panic)).into())),
        Err(_) => Err(CommandError::Hook(format!("it did not finish within {LONGEST:?}").into())),
    }
}

/// The outcome of a call is what it is, whatever becomes of those who are told of it.
fn ignored(ctx: &Context, hook: &'static str, error: &CommandError) {
    let reference = ctx.reference();
    tracing::error!(hook, reference, error = %chain(error), "a hook failed; the outcome stays as it is");
}

#[cfg(test)]
mod tests {
    use super::limited;
    use crate::error::{BoxError, UserError};
    use crate::outcome::CommandError;

    #[tokio::test(start_paused = true)]
    async fn a_hook_ends_in_time_whatever_it_does() {
        let hangs = limited(std::future::pending::<Result<(), BoxError>>()).await.unwrap_err();
        assert_eq!(hangs.to_string(), "a hook failed: it did not finish within 5s");
        let bursts = limited(async { if true { panic!("loud") } else { Ok(()) } }).await.unwrap_err();
        assert_eq!(bursts.to_string(), "a hook failed: it panicked: loud");
        let refuses = limited(async { Err::<(), BoxError>(UserError::new("no").into()) }).await;
        assert!(matches!(refuses, Err(CommandError::User(text)) if text == "no"));
    }
}
