//! Events: what the gateway tells and what a program raises itself, as types.

mod kinds;
#[doc(hidden)]
pub mod lifecycle;
mod message;
mod outside;
mod scope;
mod shard_state;
mod spec;

pub use self::kinds::*;
#[cfg(feature = "http")]
pub(crate) use self::outside::Misfit;
pub(crate) use self::outside::ParsedEvent;
pub use self::outside::{HttpEvent, HttpEventSpec};
pub use self::scope::{Actor, EventScope, MaybeId};
pub use self::shard_state::ShardState;
pub use self::spec::{EventItem, EventRef, EventSpec, Handle, NoEvent, Probe, passes};

pub(crate) use self::scope::{QueueKey, Who};

use std::any::Any;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

/// Something that happens and that functions can handle with `#[on_event(…)]`.
///
/// The types of this module are what Discord tells. A program's own have [`#[derive(Event)]`](derive@crate::Event); they are
/// raised with [`Context::emit`] and happen where that context is, unless their fields say otherwise. Written by hand,
/// [`scope`](Self::scope) says it:
///
/// ```
/// use mindtrace_discord::event::{Event, EventScope};
/// use mindtrace_discord::prelude::*;
///
/// struct OrderPaid {
///     order: u64,
///     buyer: UserId,
///     shop: GuildId,
/// }
///
/// impl Event for OrderPaid {
///     const NAME: &'static str = "OrderPaid";
///
///     fn scope(&self) -> EventScope {
///         EventScope::nowhere().in_guild(self.shop).by(&self.buyer)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event",
    note = "the events of Discord are the types of `mindtrace_discord::event`; your own have `#[derive(Event)]`"
)]
pub trait Event: Any + Send + Sync {
    /// The name used in logs.
    const NAME: &'static str;

    /// The intents for which Discord sends it, each for the events of some place; empty when it needs none.
    const INTENTS: GatewayIntents = GatewayIntents::empty();

    /// The permissions of which the bot needs one in a server to be told of it; empty when it needs none.
    const PERMISSIONS: &'static [Permissions] = &[];

    /// Where it happens and who does it.
    fn scope(&self) -> EventScope {
        EventScope::nowhere()
    }
}
