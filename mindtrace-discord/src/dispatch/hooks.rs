//! Hooks around a command: `before`, `after` and `on_error`. The bot's hooks wrap the command's: first before, last after.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::recorded;
use super::run::until;
use crate::command::{CommandSpec, Outcome};
use crate::context::Context;
use crate::error::{BoxError, UserError};
use crate::outcome::CommandError;
use crate::redact::chain;
use crate::reply::Reply;
use crate::runtime::polls::{Polls, Subject};

/// The timeout of one hook; the caller waits meanwhile.
const LONGEST: Duration = Duration::from_secs(5);

/// Runs the `before` hooks of the bot, then those of the command.
///
/// # Errors
///
/// The error of the first hook that fails; the command does not run.
pub(super) async fn before(
    ctx: &Context,
    command: &CommandSpec,
    cancel: &CancellationToken,
) -> Result<(), CommandError> {
    let global = ctx.runtime().hooks.before.iter().map(|hook| hook(ctx));
    let own = command.hooks.before.iter().map(|hook| hook(ctx));
    // Each hook starts when the previous one has ended.
    for hook in global.chain(own) {
        tokio::select! {
            biased;
            ended = limited(recorded(ctx.runtime(), command), hook) => ended?,
            () = cancel.cancelled() => return Err(CommandError::Cancelled),
        }
    }
    Ok(())
}

/// Runs the `after` hooks of the command, then those of the bot. Failures are logged.
pub(super) async fn after(ctx: &Context, command: &CommandSpec, outcome: &Outcome) {
    let own = command.hooks.after.iter().rev().map(|hook| hook(ctx, outcome));
    let global = ctx.runtime().hooks.after.iter().rev().map(|hook| hook(ctx, outcome));
    for hook in own.chain(global) {
        if let Err(error) = limited(recorded(ctx.runtime(), command), hook).await {
            ignored(ctx, "after", &error);
        }
    }
}

/// Runs the `on_error` hooks of the command, then those of the bot, until one returns a reply.
pub(super) async fn on_error(ctx: &Context, command: &CommandSpec, error: &CommandError) -> Option<Reply> {
    let own = command.hooks.on_error.iter().rev().map(|hook| hook(ctx, error));
    let global = ctx.runtime().hooks.on_error.iter().rev().map(|hook| hook(ctx, error));
    for hook in own.chain(global) {
        match limited(recorded(ctx.runtime(), command), hook).await {
            Ok(Some(reply)) => return Some(reply),
            Ok(None) => {}
            Err(error) => ignored(ctx, "on_error", &error),
        }
    }
    None
}

/// Runs one hook until it ends, panics or times out. Cancelling the call does not stop it, because `after` also runs for a cancelled
/// call.
async fn limited<T>(
    recorded: (&Polls, Subject),
    hook: impl Future<Output = Result<T, BoxError>>,
) -> Result<T, CommandError> {
    match until(recorded, hook, tokio::time::sleep(LONGEST)).await {
        Ok(Ok(Ok(value))) => Ok(value),
        Ok(Ok(Err(error))) => Err(match UserError::text_of(&*error) {
            Some(text) => CommandError::User(text.to_owned()),
            None => CommandError::Hook(error),
        }),
        Err(panic) => Err(CommandError::Hook(format!("it panicked: {panic}").into())),
        Ok(Err(())) => Err(CommandError::Hook(format!("it did not finish within {LONGEST:?}").into())),
    }
}

/// Logs the error of a hook that cannot change the outcome.
fn ignored(ctx: &Context, hook: &'static str, error: &CommandError) {
    let reference = ctx.reference();
    tracing::error!(hook, reference, error = %chain(error), "a hook failed; the outcome of the call does not change");
}

#[cfg(test)]
mod tests {
    use super::limited;
    use crate::error::{BoxError, UserError};
    use crate::outcome::CommandError;
    use crate::runtime::polls::{Polls, Subject};
    use crate::source::Source;

    #[tokio::test(start_paused = true)]
    async fn a_hook_that_hangs_or_panics_fails() {
        let polls = Polls::default();
        let recorded = (&polls, Subject { name: "", source: Source { file: "", line: 0 } });
        let hangs = limited(recorded, std::future::pending::<Result<(), BoxError>>()).await.unwrap_err();
        assert_eq!(hangs.to_string(), "a hook failed: it did not finish within 5s");
        let panics =
            limited(recorded, async { if true { panic!("loud") } else { Ok(()) } }).await.unwrap_err();
        assert_eq!(panics.to_string(), "a hook failed: it panicked: loud");
        let refuses = limited(recorded, async { Err::<(), BoxError>(UserError::new("no").into()) }).await;
        assert!(matches!(refuses, Err(CommandError::User(text)) if text == "no"));
    }
}
