//! Checks and hooks of the builder, which run for every command.

use std::sync::Arc;

use futures::future::BoxFuture;

use super::check::{IntoVerdict, Verdict, check};
use super::handler::GlobalHooks;
use super::hook::{error_hook, hook};
use crate::context::Context;
use crate::error::BoxError;
use crate::outcome::{CommandError, Outcome};
use crate::reply::{HandlerResult, IntoOutcome, IntoReply};

/// A function for [`BotBuilder::check`](crate::BotBuilder::check): `async fn(&Context) -> bool`, or a `Result` of one.
#[diagnostic::on_unimplemented(
    message = "this is not a check",
    label = "not an `async fn(&Context)` that returns a verdict",
    note = "write `async fn name(ctx: &Context) -> bool` (or `Result<bool>`, `Result<()>`) and pass `name`"
)]
pub trait CheckHandler<'a>: Send + Sync + 'static {
    /// Starts the function.
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Verdict>;
}

/// A function for [`BotBuilder::before`](crate::BotBuilder::before): `async fn(&Context) -> Result<()>`, or without a result.
#[diagnostic::on_unimplemented(
    message = "this cannot run before a command",
    label = "not an `async fn(&Context)` that returns `()` or `Result<()>`",
    note = "write `async fn name(ctx: &Context) -> Result<()>` and pass `name`"
)]
pub trait BeforeHandler<'a>: Send + Sync + 'static {
    /// Starts the function.
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// A function for [`BotBuilder::after`](crate::BotBuilder::after): `async fn(&Context, &Outcome)`.
#[diagnostic::on_unimplemented(
    message = "this cannot run after a command",
    label = "not an `async fn(&Context, &Outcome)` that returns `()` or `Result<()>`",
    note = "write `async fn name(ctx: &Context, outcome: &Outcome)` and pass `name`"
)]
pub trait AfterHandler<'a>: Send + Sync + 'static {
    /// Starts the function.
    fn start(&self, ctx: &'a Context, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// A function for [`BotBuilder::on_error`](crate::BotBuilder::on_error): `async fn(&Context, &CommandError)` that returns
/// anything a command may return, such as `Option<Reply>`.
#[diagnostic::on_unimplemented(
    message = "this cannot run when a command fails",
    label = "not an `async fn(&Context, &CommandError)` that returns a reply",
    note = "write `async fn name(ctx: &Context, error: &CommandError) -> Option<Reply>` and pass `name`"
)]
pub trait ErrorHandler<'a>: Send + Sync + 'static {
    /// Starts the function.
    fn start(&self, ctx: &'a Context, error: &'a CommandError) -> BoxFuture<'a, HandlerResult>;
}

impl<'a, F, R, V> CheckHandler<'a> for F
where
    F: Fn(&'a Context) -> R + Send + Sync + 'static,
    R: Future<Output = V> + Send + 'a,
    V: IntoVerdict,
{
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Verdict> {
        check(self(ctx))
    }
}

impl<'a, F, R, O> BeforeHandler<'a> for F
where
    F: Fn(&'a Context) -> R + Send + Sync + 'static,
    R: Future<Output = O> + Send + 'a,
    O: IntoOutcome,
{
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>> {
        hook(self(ctx))
    }
}

impl<'a, F, R, O> AfterHandler<'a> for F
where
    F: Fn(&'a Context, &'a Outcome) -> R + Send + Sync + 'static,
    R: Future<Output = O> + Send + 'a,
    O: IntoOutcome,
{
    fn start(&self, ctx: &'a Context, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>> {
        hook(self(ctx, outcome))
    }
}

impl<'a, F, R, O> ErrorHandler<'a> for F
where
    F: Fn(&'a Context, &'a CommandError) -> R + Send + Sync + 'static,
    R: Future<Output = O> + Send + 'a,
    O: IntoReply,
{
    fn start(&self, ctx: &'a Context, error: &'a CommandError) -> BoxFuture<'a, HandlerResult> {
        error_hook(self(ctx, error))
    }
}

impl GlobalHooks {
    pub(crate) fn add_check<F: for<'a> CheckHandler<'a>>(&mut self, check: F) {
        let path = std::any::type_name::<F>();
        let name = path.rsplit("::").next().unwrap_or(path);
        // A closure has no name; its path tells where it is.
        let name = if name.starts_with('{') { path } else { name };
        self.checks.push((name, Arc::new(move |ctx| check.start(ctx))));
    }

    pub(crate) fn add_before<F: for<'a> BeforeHandler<'a>>(&mut self, hook: F) {
        self.before.push(Arc::new(move |ctx| hook.start(ctx)));
    }

    pub(crate) fn add_after<F: for<'a> AfterHandler<'a>>(&mut self, hook: F) {
        self.after.push(Arc::new(move |ctx, outcome| hook.start(ctx, outcome)));
    }

    pub(crate) fn add_on_error<F: for<'a> ErrorHandler<'a>>(&mut self, hook: F) {
        self.on_error.push(Arc::new(move |ctx, error| hook.start(ctx, error)));
    }
}
