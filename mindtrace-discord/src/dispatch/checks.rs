//! The bot's own checks, run in order until one refuses.

use futures::FutureExt;
use futures::future::BoxFuture;

use crate::command::{Check, Denial};
use crate::context::Context;
use crate::outcome::CommandError;

/// Runs all checks, those of the bot before those of the command.
///
/// # Errors
///
/// [`CommandError::Denied`] if a check refuses, [`CommandError::Check`] if one fails.
pub(super) async fn check(ctx: &Context, checks: &'static [Check]) -> Result<(), CommandError> {
    for (name, global) in &ctx.runtime().hooks.checks {
        global(ctx).await.map_err(|denial| denied(name, denial))?;
    }
    all(ctx, checks).await
}

/// Whether there is any check to run.
pub(super) fn any_checks(ctx: &Context, checks: &[Check]) -> bool {
    !checks.is_empty() || !ctx.runtime().hooks.checks.is_empty()
}

async fn all(ctx: &Context, checks: &'static [Check]) -> Result<(), CommandError> {
    for check in checks {
        one(ctx, check).await?;
    }
    Ok(())
}

/// Runs one check. The future is boxed, because checks nest.
fn one<'a>(ctx: &'a Context, check: &'static Check) -> BoxFuture<'a, Result<(), CommandError>> {
    match *check {
        Check::Is(name, function) => {
            async move { function(ctx).await.map_err(|denial| denied(name, denial)) }.boxed()
        }
        Check::All(checks) => all(ctx, checks).boxed(),
        Check::Any(checks) => any(ctx, checks).boxed(),
    }
}

/// Passes if one check passes. A failed check is reported only if none does.
async fn any(ctx: &Context, checks: &'static [Check]) -> Result<(), CommandError> {
    let mut failure = None;
    // An empty list refuses.
    let mut refusal = CommandError::Denied { check: "any", reason: None };
    for check in checks {
        match one(ctx, check).await {
            Ok(()) => return Ok(()),
            Err(denied @ CommandError::Denied { .. }) => refusal = denied,
            Err(failed) => {
                failure.get_or_insert(failed);
            }
        }
    }
    Err(failure.unwrap_or(refusal))
}

fn denied(check: &'static str, denial: Denial) -> CommandError {
    match denial {
        Denial::Refused(reason) => CommandError::Denied { check, reason },
        Denial::Failed(source) => CommandError::Check { check, source },
    }
}
