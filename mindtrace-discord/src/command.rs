//! Commands: their specifications as constant data.
//!
//! [`#[command]`](macro@crate::command) generates a [`CommandSpec`] for a function. [`Context::command`](crate::Context::command) and the
//! [`Registry`](crate::Registry) return it: its name, category, parameters and gates. [`CommandSpec::new`] is for commands that are written by
//! hand.

mod args;
mod build;
mod call;
mod check;
mod concat;
mod facts;
mod global;
mod group;
mod handler;
mod hook;
mod kind;
#[cfg(any(feature = "http", feature = "cli"))]
mod listing;
mod param;
#[cfg(feature = "http")]
mod schema;
mod spec;
mod state;

pub use self::args::Args;
#[doc(hidden)]
pub use self::call::{
    AfterFunction, Asynchronous, BeforeFunction, CheckFunction, ErrorFunction, SuggestFunction, after_state,
    before_state, check_state, on_error_state, run_after, run_before, run_check, run_on_error, run_suggest,
    suggest_state,
};
#[doc(hidden)]
pub use self::check::check;
pub use self::check::{Denial, IntoVerdict, Verdict};
pub use self::concat::concat;
pub use self::global::{AfterHandler, BeforeHandler, CheckHandler, ErrorHandler};
pub use self::group::GroupSpec;
pub(crate) use self::handler::GlobalHooks;
pub use self::handler::{AfterFn, BeforeFn, Check, CheckFn, ErrorFn, Hooks, SuggestFn};
#[doc(hidden)]
pub use self::hook::{error_hook, hook};
pub use self::kind::CommandKind;
#[cfg(any(feature = "http", feature = "cli"))]
pub(crate) use self::listing::Listed;
pub use self::param::ParamSpec;
#[cfg(feature = "http")]
pub(crate) use self::schema::arguments;
pub use self::spec::{CommandItem, CommandSpec, Contexts, Defer, Install};
pub use self::state::{FunctionState, StateSpec};

pub use crate::args::limit::{Bound, ChoiceSpec, Literal, Presence};
pub use crate::channels::Channels;
pub use crate::limits::{Concurrency, Cooldown, CooldownScope};
pub use crate::outcome::Outcome;
