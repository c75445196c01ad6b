//! Hooks: what runs before a command, after it, and when it fails.

use std::fmt;
use std::time::Duration;

use futures::future::BoxFuture;

use crate::context::Context;
use crate::error::{BoxError, CommandError};
use crate::reply::{HandlerResult, IntoOutcome, IntoReply};

/// Runs before a command; an error keeps the command from running.
pub type BeforeFn = for<'a> fn(&'a Context) -> BoxFuture<'a, Result<(), BoxError>>;

/// Runs after a command, whatever it came to.
pub type AfterFn = for<'a> fn(&'a Context, &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>>;

/// Runs when a command fails; what it returns is shown to the caller instead of the framework's sentence.
pub type ErrorFn = for<'a> fn(&'a Context, &'a CommandError) -> BoxFuture<'a, HandlerResult>;

/// The hooks of one command, the outermost first.
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    pub(crate) before: &'static [BeforeFn],
    pub(crate) after: &'static [AfterFn],
    pub(crate) on_error: &'static [ErrorFn],
}

/// What a call came to, as hooks see it.
#[derive(Debug)]
pub struct Outcome {
    pub(crate) result: Result<(), CommandError>,
    pub(crate) elapsed: Duration,
}

impl Outcome {
    pub(crate) fn new(result: Result<(), CommandError>, elapsed: Duration) -> Self {
        Self { result, elapsed }
    }

    /// Whether the command did what it was asked to.
    pub fn is_ok(&self) -> bool {
        self.result.is_ok()
    }

    /// What went wrong, if anything did; a refused caller counts.
    pub fn error(&self) -> Option<&CommandError> {
        self.result.as_ref().err()
    }

    /// The time from the call's arrival to its end.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// Erases the future of a `before` or `after` hook. Generated code calls it.
pub fn hook<'a, R, F>(future: F) -> BoxFuture<'a, Result<(), BoxError>>
where
    R: IntoOutcome,
    F: Future<Output = R> + Send + 'a,
{
    Box::pin(async move { future.await.into_outcome() })
}

/// Erases the future of an `on_error` hook. Generated code calls it.
pub fn error_hook<'a, R, F>(future: F) -> BoxFuture<'a, HandlerResult>
where
    R: IntoReply,
    F: Future<Output = R> + Send + 'a,
{
    Box::pin(async move { future.await.into_reply() })
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Hooks(before: {}, after: {}, on_error: {})",
            self.before.len(),
            self.after.len(),
            self.on_error.len()
        )
    }
}
