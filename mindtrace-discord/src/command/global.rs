//! Checks and hooks of the builder, which run for every command.

use std::sync::Arc;

use futures::future::BoxFuture;

use super::call::{
    AfterFunction, Asynchronous, BeforeFunction, CheckFunction, ErrorFunction, run_after, run_before,
    run_check, run_on_error,
};
use super::check::{IntoVerdict, Verdict};
use super::handler::GlobalHooks;
use super::state::{FunctionState, StateSpec};
use crate::context::Context;
use crate::error::BoxError;
use crate::outcome::{CommandError, Outcome};
use crate::reply::{HandlerResult, IntoOutcome, IntoReply};
use crate::source::Source;

/// A function for [`BotBuilder::check`](crate::BotBuilder::check): `async fn(&Context) -> bool`, or a `Result` of one.
///
/// `Borrowed` are the types that it borrows: the context and states, as in a command.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// struct Banned(Vec<UserId>);
///
/// async fn is_welcome(ctx: &Context, banned: &Banned) -> bool {
///     !banned.0.contains(&ctx.author().id)
/// }
///
/// let bot = Bot::builder().state(Banned(Vec::new())).check(is_welcome);
/// ```
#[diagnostic::on_unimplemented(
    message = "this is not a check",
    label = "not an `async fn(&Context)` that returns a verdict",
    note = "write `async fn name(ctx: &Context) -> bool` (or `Result<bool>`, `Result<()>`) and pass `name`"
)]
pub trait CheckHandler<'a, Borrowed>: Send + Sync + 'static {
    /// The types that the function borrows.
    const BORROWED: &'static [StateSpec];

    /// Starts the function.
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Verdict>;
}

/// A function for [`BotBuilder::before`](crate::BotBuilder::before): `async fn(&Context) -> Result<()>`, or without a result.
///
/// `Borrowed` are the types that it borrows: the context and states, as in a command.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// async fn log(ctx: &Context) {
///     println!("{} calls {:?}", ctx.author().name, ctx.command().map(|command| command.name()));
/// }
///
/// let bot = Bot::builder().before(log);
/// ```
#[diagnostic::on_unimplemented(
    message = "this cannot run before a command",
    label = "not an `async fn(&Context)` that returns `()` or `Result<()>`",
    note = "write `async fn name(ctx: &Context) -> Result<()>` and pass `name`"
)]
pub trait BeforeHandler<'a, Borrowed>: Send + Sync + 'static {
    /// The types that the function borrows.
    const BORROWED: &'static [StateSpec];

    /// Starts the function.
    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// A function for [`BotBuilder::after`](crate::BotBuilder::after): `async fn(&Context, &Outcome)`.
///
/// `Borrowed` are the types that it borrows before the outcome: the context and states, as in a command.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Default)]
/// struct Failures(AtomicU64);
///
/// async fn count(failures: &Failures, outcome: &Outcome) {
///     if !outcome.is_ok() {
///         failures.0.fetch_add(1, Ordering::Relaxed);
///     }
/// }
///
/// let bot = Bot::builder().state(Failures::default()).after(count);
/// ```
#[diagnostic::on_unimplemented(
    message = "this cannot run after a command",
    label = "not an `async fn(&Context, &Outcome)` that returns `()` or `Result<()>`",
    note = "write `async fn name(ctx: &Context, outcome: &Outcome)` and pass `name`"
)]
pub trait AfterHandler<'a, Borrowed>: Send + Sync + 'static {
    /// The types that the function borrows.
    const BORROWED: &'static [StateSpec];

    /// Starts the function.
    fn start(&self, ctx: &'a Context, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// A function for [`BotBuilder::on_error`](crate::BotBuilder::on_error): `async fn(&Context, &CommandError)` that returns
/// anything a command may return, such as `Option<Reply>`.
///
/// `Borrowed` are the types that it borrows before the error: the context and states, as in a command.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// async fn explain(ctx: &Context, error: &CommandError) -> Option<Reply> {
///     let is_busy = matches!(error, CommandError::Busy | CommandError::Overloaded);
///     is_busy.then(|| Reply::new(format!("☕ {}", ctx.user_message(error))))
/// }
///
/// let bot = Bot::builder().on_error(explain);
/// ```
#[diagnostic::on_unimplemented(
    message = "this cannot run when a command fails",
    label = "not an `async fn(&Context, &CommandError)` that returns a reply",
    note = "write `async fn name(ctx: &Context, error: &CommandError) -> Option<Reply>` and pass `name`"
)]
pub trait ErrorHandler<'a, Borrowed>: Send + Sync + 'static {
    /// The types that the function borrows.
    const BORROWED: &'static [StateSpec];

    /// Starts the function.
    fn start(&self, ctx: &'a Context, error: &'a CommandError) -> BoxFuture<'a, HandlerResult>;
}

impl<'a, F, B> CheckHandler<'a, B> for F
where
    F: CheckFunction<'a, B> + Send + Sync + 'static,
    F::Returned: Asynchronous<Output: IntoVerdict, Future: Send + 'a>,
{
    const BORROWED: &'static [StateSpec] = <F as CheckFunction<'a, B>>::BORROWED;

    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Verdict> {
        run_check(self, ctx)
    }
}

impl<'a, F, B> BeforeHandler<'a, B> for F
where
    F: BeforeFunction<'a, B> + Send + Sync + 'static,
    F::Returned: Asynchronous<Output: IntoOutcome, Future: Send + 'a>,
{
    const BORROWED: &'static [StateSpec] = <F as BeforeFunction<'a, B>>::BORROWED;

    fn start(&self, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>> {
        run_before(self, ctx)
    }
}

impl<'a, F, B> AfterHandler<'a, B> for F
where
    F: AfterFunction<'a, B> + Send + Sync + 'static,
    F::Returned: Asynchronous<Output: IntoOutcome, Future: Send + 'a>,
{
    const BORROWED: &'static [StateSpec] = <F as AfterFunction<'a, B>>::BORROWED;

    fn start(&self, ctx: &'a Context, outcome: &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>> {
        run_after(self, ctx, outcome)
    }
}

impl<'a, F, B> ErrorHandler<'a, B> for F
where
    F: ErrorFunction<'a, B> + Send + Sync + 'static,
    F::Returned: Asynchronous<Output: IntoReply, Future: Send + 'a>,
{
    const BORROWED: &'static [StateSpec] = <F as ErrorFunction<'a, B>>::BORROWED;

    fn start(&self, ctx: &'a Context, error: &'a CommandError) -> BoxFuture<'a, HandlerResult> {
        run_on_error(self, ctx, error)
    }
}

impl GlobalHooks {
    pub(crate) fn add_check<F, B>(&mut self, check: F, source: Source)
    where
        F: for<'a> CheckHandler<'a, B>,
        B: 'static,
    {
        let name = name_of::<F>();
        self.borrow(name, <F as CheckHandler<'static, B>>::BORROWED, source);
        self.checks.push((name, Arc::new(move |ctx| check.start(ctx))));
    }

    pub(crate) fn add_before<F, B>(&mut self, hook: F, source: Source)
    where
        F: for<'a> BeforeHandler<'a, B>,
        B: 'static,
    {
        self.borrow(name_of::<F>(), <F as BeforeHandler<'static, B>>::BORROWED, source);
        self.before.push(Arc::new(move |ctx| hook.start(ctx)));
    }

    pub(crate) fn add_after<F, B>(&mut self, hook: F, source: Source)
    where
        F: for<'a> AfterHandler<'a, B>,
        B: 'static,
    {
        self.borrow(name_of::<F>(), <F as AfterHandler<'static, B>>::BORROWED, source);
        self.after.push(Arc::new(move |ctx, outcome| hook.start(ctx, outcome)));
    }

    pub(crate) fn add_on_error<F, B>(&mut self, hook: F, source: Source)
    where
        F: for<'a> ErrorHandler<'a, B>,
        B: 'static,
    {
        self.borrow(name_of::<F>(), <F as ErrorHandler<'static, B>>::BORROWED, source);
        self.on_error.push(Arc::new(move |ctx, error| hook.start(ctx, error)));
    }

    fn borrow(&mut self, function: &'static str, state: &'static [StateSpec], source: Source) {
        self.state.push((FunctionState::new(function, state), source));
    }
}

/// Returns the name of a function. A closure has none; its path tells where it is.
fn name_of<F>() -> &'static str {
    let path = std::any::type_name::<F>();
    let name = path.rsplit("::").next().unwrap_or(path);
    if name.starts_with('{') { path } else { name }
}
