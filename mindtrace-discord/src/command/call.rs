//! Calls checks, hooks and autocomplete functions with their borrowed parameters injected. Generated code calls these functions.
//!
//! An attribute names such a function and does not see its signature. One implementation for each number of parameters lets rustc find
//! the borrowed types, and those are the states that the function needs.

use std::future::ready;

use futures::future::BoxFuture;

use super::StateSpec;
use super::check::{Denial, IntoVerdict, Verdict, check};
use super::hook::{error_hook, hook};
use crate::args::{IntoSuggestions, Suggestion, suggest};
use crate::context::Context;
use crate::error::{BoxError, Internal};
use crate::outcome::{CommandError, Outcome};
use crate::reply::{HandlerResult, IntoOutcome, IntoReply};

/// The return value of an async function.
#[diagnostic::on_unimplemented(
    message = "a check, a hook and an autocomplete function must be async",
    label = "this function is not async: it returns `{Self}`",
    note = "write `async fn`"
)]
pub trait Asynchronous {
    /// The value that the future returns.
    type Output;

    /// The future.
    type Future: Future<Output = Self::Output>;

    /// Returns the future.
    fn future(self) -> Self::Future;
}

#[diagnostic::do_not_recommend]
impl<F: Future> Asynchronous for F {
    type Output = F::Output;
    type Future = F;

    fn future(self) -> F {
        self
    }
}

/// Declares a trait of functions that borrow any parameters and, as the last, take a parameter of their own.
macro_rules! callable {
    (@ $name:ident($($own:ident: $ty:ty)?) $($state:ident)*) => {
        impl<'a, F, R, $($state),*> $name<'a, ($($state,)*)> for F
        where
            F: Fn($(&'a $state,)* $($ty)?) -> R,
            $($state: Send + Sync + 'static,)*
        {
            type Returned = R;

            const BORROWED: &'static [StateSpec] = &[$(StateSpec::borrowed::<$state>()),*];

            #[allow(unused_variables)]
            fn start_with(&self, ctx: &'a Context $(, $own: $ty)?) -> Result<R, Internal> {
                Ok(self($(ctx.injected::<$state>()?,)* $($own)?))
            }
        }
    };
    ($(#[$attribute:meta])* $name:ident($($own:ident: $ty:ty)?), $state:ident) => {
        $(#[$attribute])*
        pub trait $name<'a, Borrowed> {
            /// The return type of the function.
            type Returned;

            /// The types that the function borrows.
            const BORROWED: &'static [StateSpec];

            /// Calls the function.
            ///
            /// # Errors
            ///
            /// [`Internal::MissingState`], if a state was not supplied.
            fn start_with(&self, ctx: &'a Context $(, $own: $ty)?) -> Result<Self::Returned, Internal>;
        }

        callable!(@ $name($($own: $ty)?));
        callable!(@ $name($($own: $ty)?) A);
        callable!(@ $name($($own: $ty)?) A B);
        callable!(@ $name($($own: $ty)?) A B C);
        callable!(@ $name($($own: $ty)?) A B C D);
        callable!(@ $name($($own: $ty)?) A B C D E);
        callable!(@ $name($($own: $ty)?) A B C D E G);

        /// Returns the types that a function borrows.
        pub const fn $state<'a, B, F: $name<'a, B>>(_: &F) -> &'static [StateSpec] {
            F::BORROWED
        }
    };
}

callable!(
    /// A function that can be a check.
    #[diagnostic::on_unimplemented(
        message = "this function cannot be a check",
        label = "not an `async fn(&Context) -> bool`",
        note = "its parameters, at most six, are borrowed: `&Context`, or any `&T` registered with `.state(T)`"
    )]
    CheckFunction(),
    check_state
);

callable!(
    /// A function that can run before a command.
    #[diagnostic::on_unimplemented(
        message = "this function cannot run before a command",
        label = "not an `async fn(&Context) -> Result<()>`",
        note = "its parameters, at most six, are borrowed: `&Context`, or any `&T` registered with `.state(T)`"
    )]
    BeforeFunction(),
    before_state
);

callable!(
    /// A function that can run after a command.
    #[diagnostic::on_unimplemented(
        message = "this function cannot run after a command",
        label = "not an `async fn(&Context, &Outcome) -> Result<()>`",
        note = "its last parameter is `&Outcome`; those before, at most six, are borrowed: `&Context`, or any `&T` registered with `.state(T)`"
    )]
    AfterFunction(outcome: &'a Outcome),
    after_state
);

callable!(
    /// A function that can run when a command fails.
    #[diagnostic::on_unimplemented(
        message = "this function cannot run when a command fails",
        label = "not an `async fn(&Context, &CommandError) -> Option<String>`",
        note = "its last parameter is `&CommandError`; those before, at most six, are borrowed: `&Context`, or any `&T` registered with `.state(T)`"
    )]
    ErrorFunction(error: &'a CommandError),
    on_error_state
);

callable!(
    /// A function that can suggest values.
    #[diagnostic::on_unimplemented(
        message = "this function cannot suggest values",
        label = "not an `async fn(&Context, &str) -> Vec<String>`",
        note = "its last parameter is the typed text, `&str`; those before, at most six, are borrowed: `&Context`, or any `&T` registered with `.state(T)`"
    )]
    SuggestFunction(typed: &'a str),
    suggest_state
);

/// Runs a check.
pub fn run_check<'a, B, F, V>(function: &F, ctx: &'a Context) -> BoxFuture<'a, Verdict>
where
    F: CheckFunction<'a, B>,
    F::Returned: Asynchronous<Output = V, Future: Send + 'a>,
    V: IntoVerdict,
{
    match function.start_with(ctx) {
        Ok(returned) => check(returned.future()),
        Err(missing) => Box::pin(ready(Verdict::Err(Denial::Failed(missing.into())))),
    }
}

/// Runs a hook before a command.
pub fn run_before<'a, B, F, O>(function: &F, ctx: &'a Context) -> BoxFuture<'a, Result<(), BoxError>>
where
    F: BeforeFunction<'a, B>,
    F::Returned: Asynchronous<Output = O, Future: Send + 'a>,
    O: IntoOutcome,
{
    match function.start_with(ctx) {
        Ok(returned) => hook(returned.future()),
        Err(missing) => fails(missing),
    }
}

/// Runs a hook after a command.
pub fn run_after<'a, B, F, O>(
    function: &F,
    ctx: &'a Context,
    outcome: &'a Outcome,
) -> BoxFuture<'a, Result<(), BoxError>>
where
    F: AfterFunction<'a, B>,
    F::Returned: Asynchronous<Output = O, Future: Send + 'a>,
    O: IntoOutcome,
{
    match function.start_with(ctx, outcome) {
        Ok(returned) => hook(returned.future()),
        Err(missing) => fails(missing),
    }
}

/// Runs a hook for the error of a command.
pub fn run_on_error<'a, B, F, R>(
    function: &F,
    ctx: &'a Context,
    error: &'a CommandError,
) -> BoxFuture<'a, HandlerResult>
where
    F: ErrorFunction<'a, B>,
    F::Returned: Asynchronous<Output = R, Future: Send + 'a>,
    R: IntoReply,
{
    match function.start_with(ctx, error) {
        Ok(returned) => error_hook(returned.future()),
        Err(missing) => fails(missing),
    }
}

/// Runs an autocomplete function.
pub fn run_suggest<'a, B, F, S>(
    function: &F,
    ctx: &'a Context,
    typed: &'a str,
) -> BoxFuture<'a, Result<Vec<Suggestion>, BoxError>>
where
    F: SuggestFunction<'a, B>,
    F::Returned: Asynchronous<Output = S, Future: Send + 'a>,
    S: IntoSuggestions,
{
    match function.start_with(ctx, typed) {
        Ok(returned) => suggest(returned.future()),
        Err(missing) => fails(missing),
    }
}

/// Returns a future that fails because a state is missing.
fn fails<'a, T: Send + 'a>(missing: Internal) -> BoxFuture<'a, Result<T, BoxError>> {
    Box::pin(ready(Err::<T, BoxError>(missing.into())))
}
