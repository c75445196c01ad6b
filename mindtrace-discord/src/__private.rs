//! What expansions may touch. Not public API: it changes without notice, and the macro crate is pinned to match.

pub use inventory;
pub use serenity::model::Permissions;

pub use crate::args::{Arguments, Choice};
pub use crate::command::{Bound, ChoiceSpec, CommandItem, CommandSpec, Defer, Literal, ParamSpec, StateSpec};
pub use crate::context::Context;
pub use crate::event::{EventItem, EventRef, EventSpec};
pub use crate::reply::{Handled, Invoked, handle, run};
pub use crate::surface::Surface;
