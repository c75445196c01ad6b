//! Commands: what is known about one before anybody calls it.

mod cooldown;
mod facts;
mod limit;
mod param;
mod spec;
mod state;

pub use self::cooldown::Cooldown;
pub use self::limit::{Bound, ChoiceSpec, Literal, Presence};
pub use self::param::ParamSpec;
pub use self::spec::{CommandSpec, Defer, Scope};
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
