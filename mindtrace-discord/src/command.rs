//! Commands: what is known about one before anybody calls it.

mod build;
mod channels;
mod check;
mod concat;
mod concurrency;
mod cooldown;
mod facts;
mod global;
mod group;
mod hook;
mod kind;
mod limit;
#[cfg(any(feature = "http", feature = "cli"))]
mod listing;
mod param;
#[cfg(feature = "http")]
mod schema;
mod spec;
mod state;

pub use self::channels::Channels;
#[doc(hidden)]
pub use self::check::check;
pub use self::check::{Check, CheckFn, Denial, IntoVerdict, Verdict};
pub use self::concat::concat;
pub use self::concurrency::Concurrency;
pub use self::cooldown::{Cooldown, CooldownScope};
pub(crate) use self::global::Globals;
pub use self::global::{AfterHandler, BeforeHandler, CheckHandler, ErrorHandler};
pub use self::group::GroupSpec;
pub use self::hook::{AfterFn, BeforeFn, ErrorFn, Hooks, Outcome};
#[doc(hidden)]
pub use self::hook::{error_hook, hook};
pub use self::kind::CommandKind;
pub use self::limit::{Bound, ChoiceSpec, Literal, Presence};
#[cfg(any(feature = "http", feature = "cli"))]
pub(crate) use self::listing::Listed;
pub use self::param::ParamSpec;
#[cfg(feature = "http")]
pub(crate) use self::schema::arguments;
pub use self::spec::{CommandSpec, Defer, Install, Scope};
pub use self::state::StateSpec;

use crate::args::Arguments;
use crate::context::Context;
use crate::reply::Invoked;

/// A command as a type: what `#[command]` puts beside a function under the function's name.
///
/// It registers the command by hand with [`BotBuilder::command`](crate::BotBuilder::command).
/// Write the attribute, not this trait.
pub trait CommandItem {
    /// Everything known about the command.
    const SPEC: CommandSpec;

    /// Calls the function with its arguments bound.
    ///
    /// # Errors
    ///
    /// Fails when the arguments or states are not those of [`SPEC`](Self::SPEC).
    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a>;
}
