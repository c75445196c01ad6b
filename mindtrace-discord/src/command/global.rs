//! What a bot runs around every command: the functions handed to its builder.

use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;

use super::{IntoVerdict, Outcome, Verdict};
use crate::context::Context;
use crate::error::{BoxError, CommandError};
use crate::reply::{HandlerResult, IntoOutcome, IntoReply};

/// A function for [`BotBuilder::check`](crate::BotBuilder::check): `async fn(&Context) -> bool`, or a `Result` of one.
#[diagnostic::on_unimplemented(
    message = "this is not a check",
    label = "not an `async fn(&Context)` that returns a verdict",
    note = "write `async fn name(ctx: &Context) -> bool` (or `Result<bool>`, `Result<()>`) and hand over `name`"
)]
pub trait CheckHandler<'a>: Send + Sync + 'static {
    /// Starts it.
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Verdict>;
}

/// A function for [`BotBuilder::before`](crate::BotBuilder::before): `async fn(&Context) -> Result<()>`, or without a result.
#[diagnostic::on_unimplemented(
    message = "this cannot run before a command",
    label = "not an `async fn(&Context)` that returns `()` or `Result<()>`",
    note = "write `async fn name(ctx: &Context) -> Result<()>` and hand over `name`"
)]
pub trait BeforeHandler<'a>: Send + Sync + 'static {
    /// Starts it.
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// A function for [`BotBuilder::after`](crate::BotBuilder::after): `async fn(&Context, &Outcome)`.
#[diagnostic::on_unimplemented(
    message = "this cannot run after a command",
    label = "not an `async fn(&Context, &Outcome)` that returns `()` or `Result<()>`",
    note = "write `async fn name(ctx: &Context, outcome: &Outcome)` and hand over `name`"
)]
pub trait AfterHandler<'a>: Send + Sync + 'static {
    /// Starts it.
    fn start(&self, ctx: &'a Context, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// A function for [`BotBuilder::on_error`](crate::BotBuilder::on_error): `async fn(&Context, &CommandError)` that returns
/// what a command may return, such as `Option<Reply>`.
#[diagnostic::on_unimplemented(
    message = "this cannot run when a command fails",
    label = "not an `async fn(&Context, &CommandError)` that returns a reply",
    note = "write `async fn name(ctx: &Context, error: &CommandError) -> Option<Reply>` and hand over `name`"
)]
pub trait ErrorHandler<'a>: Send + Sync + 'static {
    /// Starts it.
    fn start(&self, ctx: &'a Context, error: &'a CommandError) -> BoxFuture<'a, HandlerResult>;
}

impl<'a, F, R, V> CheckHandler<'a> for F
where
    F: Fn(&'a Context) -> R + Send + Sync + 'static,
    R: Future<Output = V> + Send + 'a,
    V: IntoVerdict,
{
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Verdict> {
        super::check(self(ctx))
    }
}

impl<'a, F, R, O> BeforeHandler<'a> for F
where
    F: Fn(&'a Context) -> R + Send + Sync + 'static,
    R: Future<Output = O> + Send + 'a,
    O: IntoOutcome,
{
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>> {
        super::hook(self(ctx))
    }
}

impl<'a, F, R, O> AfterHandler<'a> for F
where
    F: Fn(&'a Context, &'a Outcome) -> R + Send + Sync + 'static,
    R: Future<Output = O> + Send + 'a,
    O: IntoOutcome,
{
    fn start(&self, ctx: &'a Context, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>> {
        super::hook(self(ctx, outcome))
    }
}

impl<'a, F, R, O> ErrorHandler<'a> for F
where
    F: Fn(&'a Context, &'a CommandError) -> R + Send + Sync + 'static,
    R: Future<Output = O> + Send + 'a,
    O: IntoReply,
{
    fn start(&self, ctx: &'a Context, error: &'a CommandError) -> BoxFuture<'a, HandlerResult> {
        super::error_hook(self(ctx, error))
    }
}

/// A check for every command.
pub(crate) type GlobalCheck = Arc<dyn for<'a> CheckHandler<'a>>;

/// The functions that were handed over, in that order.
#[derive(Clone, Default)]
pub(crate) struct Globals {
    /// With the name of the function.
    pub(crate) checks: Vec<(&'static str, GlobalCheck)>,
    pub(crate) before: Vec<Arc<dyn for<'a> BeforeHandler<'a>>>,
    pub(crate) after: Vec<Arc<dyn for<'a> AfterHandler<'a>>>,
    pub(crate) on_error: Vec<Arc<dyn for<'a> ErrorHandler<'a>>>,
}

impl Globals {
    pub(crate) fn add_check<F: for<'a> CheckHandler<'a>>(&mut self, check: F) {
        let path = std::any::type_name::<F>();
        let name = path.rsplit("::").next().unwrap_or(path);
        // A closure has no name of its own; where it stands says which it is.
        let name = if name.starts_with('{') { path } else { name };
        self.checks.push((name, Arc::new(check)));
    }
}

impl fmt::Debug for Globals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Globals")
            .field("checks", &self.checks.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("before", &self.before.len())
            .field("after", &self.after.len())
            .field("on_error", &self.on_error.len())
            .finish()
    }
}
