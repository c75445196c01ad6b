//! The types of a command's functions, with arguments and results erased.

use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;

use crate::args::{Arguments, Suggestion};
use crate::context::Context;
use crate::error::BoxError;
use crate::outcome::{CommandError, Outcome};
use crate::reply::{HandlerResult, Invoked};
use crate::source::Source;

use super::check::Verdict;
use super::state::FunctionState;

/// The function of a command.
pub(crate) type Invoke = for<'a> fn(&'a Context, &mut Arguments) -> Invoked<'a>;

/// A check.
///
/// ```
/// use mindtrace_discord::command::{CheckFn, IntoVerdict};
///
/// const IS_HUMAN: CheckFn = |ctx| Box::pin(async move { (!ctx.author().bot).into_verdict() });
/// ```
pub type CheckFn = for<'a> fn(&'a Context) -> BoxFuture<'a, Verdict>;

/// A hook that runs before a command; an error keeps the command from running.
///
/// ```
/// use mindtrace_discord::command::BeforeFn;
///
/// const LOG: BeforeFn = |ctx| {
///     Box::pin(async move {
///         println!("{ctx:?}");
///         Ok(())
///     })
/// };
/// ```
pub type BeforeFn = for<'a> fn(&'a Context) -> BoxFuture<'a, Result<(), BoxError>>;

/// A hook that runs after a call of a command, also if it was refused or failed; not if the bot had no room for it.
///
/// ```
/// use mindtrace_discord::command::AfterFn;
///
/// const MEASURE: AfterFn = |_, outcome| {
///     Box::pin(async move {
///         println!("{:?}", outcome.elapsed());
///         Ok(())
///     })
/// };
/// ```
pub type AfterFn = for<'a> fn(&'a Context, &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>>;

/// A hook that runs when a command fails. The reply it returns replaces the default error reply.
///
/// ```
/// use mindtrace_discord::Reply;
/// use mindtrace_discord::command::ErrorFn;
///
/// const APOLOGIZE: ErrorFn = |_, error| {
///     Box::pin(async move { Ok((!error.is_user_fault()).then(|| Reply::new("Sorry!"))) })
/// };
/// ```
pub type ErrorFn = for<'a> fn(&'a Context, &'a CommandError) -> BoxFuture<'a, HandlerResult>;

/// An autocomplete function.
///
/// ```
/// use mindtrace_discord::args::Suggestion;
/// use mindtrace_discord::command::{ParamSpec, SuggestFn};
///
/// const REPEAT: SuggestFn = |_, typed| Box::pin(async move { Ok(vec![Suggestion::from(typed)]) });
/// const TEXT: ParamSpec = ParamSpec::of::<String>("text", "A text").suggest(REPEAT);
/// ```
pub type SuggestFn = for<'a> fn(&'a Context, &'a str) -> BoxFuture<'a, Result<Vec<Suggestion>, BoxError>>;

/// The checks of a command, as constant data.
///
/// ```
/// use mindtrace_discord::command::{Check, IntoVerdict};
///
/// const IS_HUMAN: Check = Check::Is("is_human", |ctx| Box::pin(async move { (!ctx.author().bot).into_verdict() }));
/// const IS_OWNER: Check = Check::Is("is_owner", |ctx| Box::pin(async move { ctx.is_owner().into_verdict() }));
/// const BOTH: Check = Check::All(&[IS_HUMAN, IS_OWNER]);
/// assert_eq!(format!("{BOTH:?}"), "all([is_human, is_owner])");
/// ```
#[derive(Clone, Copy)]
pub enum Check {
    /// One function, with its name as written.
    Is(&'static str, CheckFn),
    /// All of these checks must pass.
    All(&'static [Check]),
    /// At least one of these checks must pass.
    Any(&'static [Check]),
}

/// The hooks of one command, the outermost first. [`before`](super::CommandSpec::before), [`after`](super::CommandSpec::after) and
/// [`on_error`](super::CommandSpec::on_error) set them.
///
/// ```
/// use mindtrace_discord::command::{AfterFn, BeforeFn, CommandItem, CommandSpec, Hooks};
/// use mindtrace_discord::prelude::*;
///
/// const LOG: BeforeFn = |ctx| {
///     Box::pin(async move {
///         println!("{ctx:?}");
///         Ok(())
///     })
/// };
/// const MEASURE: AfterFn = |_, outcome| {
///     Box::pin(async move {
///         println!("{:?}", outcome.elapsed());
///         Ok(())
///     })
/// };
///
/// /// Adds hooks to a command that has none.
/// const fn hooked(spec: CommandSpec) -> CommandSpec {
///     spec.before(const { &[LOG] }).after(const { &[MEASURE, MEASURE] }).on_error(&[])
/// }
///
/// /// Say pong.
/// #[command]
/// async fn ping() -> &'static str {
///     "Pong!"
/// }
///
/// assert_eq!(format!("{:?}", Hooks::default()), "Hooks(before: 0, after: 0, on_error: 0)");
/// let ping = format!("{:?}", hooked(<ping as CommandItem>::SPEC));
/// assert!(ping.contains("Hooks(before: 1, after: 2, on_error: 0)"));
/// ```
#[derive(Clone, Copy, Default)]
pub struct Hooks {
    pub(crate) before: &'static [BeforeFn],
    pub(crate) after: &'static [AfterFn],
    pub(crate) on_error: &'static [ErrorFn],
}

/// A function of the builder that checks every command.
pub(crate) type GlobalCheck = Arc<dyn for<'a> Fn(&'a Context) -> BoxFuture<'a, Verdict> + Send + Sync>;

/// A function of the builder that runs before every command.
pub(crate) type GlobalBefore =
    Arc<dyn for<'a> Fn(&'a Context) -> BoxFuture<'a, Result<(), BoxError>> + Send + Sync>;

/// A function of the builder that runs after every command.
pub(crate) type GlobalAfter =
    Arc<dyn for<'a> Fn(&'a Context, &'a Outcome) -> BoxFuture<'a, Result<(), BoxError>> + Send + Sync>;

/// A function of the builder that runs when any command fails.
pub(crate) type GlobalOnError =
    Arc<dyn for<'a> Fn(&'a Context, &'a CommandError) -> BoxFuture<'a, HandlerResult> + Send + Sync>;

/// The builder's checks and hooks, which run for every command, in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct GlobalHooks {
    /// Each with the name of the function.
    pub(crate) checks: Vec<(&'static str, GlobalCheck)>,
    pub(crate) before: Vec<GlobalBefore>,
    pub(crate) after: Vec<GlobalAfter>,
    pub(crate) on_error: Vec<GlobalOnError>,
    /// The states that each of them borrows, and where it was added.
    pub(crate) state: Vec<(FunctionState, Source)>,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(name, _) => f.write_str(name),
            Self::All(checks) => f.debug_tuple("all").field(checks).finish(),
            Self::Any(checks) => f.debug_tuple("any").field(checks).finish(),
        }
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after, on_error) = (self.before.len(), self.after.len(), self.on_error.len());
        write!(f, "Hooks(before: {before}, after: {after}, on_error: {on_error})")
    }
}

impl fmt::Debug for GlobalHooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GlobalHooks")
            .field("checks", &self.checks.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("before", &self.before.len())
            .field("after", &self.after.len())
            .field("on_error", &self.on_error.len())
            .field("state", &self.state)
            .finish()
    }
}
