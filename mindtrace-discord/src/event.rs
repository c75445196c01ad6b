//! Events: what the gateway tells and what a program raises itself, as types.

mod kinds;
#[doc(hidden)]
pub mod lifecycle;
mod outside;
mod scene;
mod spec;

pub use self::kinds::*;
#[cfg(feature = "http")]
pub(crate) use self::outside::Misfit;
pub use self::outside::{HttpEvent, HttpEventSpec};
pub use self::scene::{Actor, MaybeId, Scene};
pub use self::spec::{EventRef, EventSpec, Handle, NoEvent, Probe, passes};
pub use crate::gateway::Stage;

pub(crate) use self::scene::{LaneKey, Who};

use std::any::Any;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use crate::context::Context;
use crate::reply::Handled;

/// Something that happens and that functions can handle with `#[on_event(…)]`.
///
/// The types of this module are what Discord tells. A program's own have [`#[derive(Event)]`](derive@crate::Event); they are
/// raised with [`Context::emit`] and happen where that context is, unless their fields say otherwise. Written by hand,
/// [`scene`](Self::scene) says it:
///
/// ```
/// use mindtrace_discord::event::{Event, Scene};
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
///     fn scene(&self) -> Scene {
///         Scene::nowhere().in_guild(self.shop).by(&self.buyer)
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
    fn scene(&self) -> Scene {
        Scene::nowhere()
    }
}

/// An event handler as a type: what `#[on_event]` puts beside a function under the function's name.
///
/// It registers the handler by hand with [`BotBuilder::on_event`](crate::BotBuilder::on_event).
/// Write the attribute, not this trait.
pub trait EventItem {
    /// Everything known about the handler.
    const SPEC: EventSpec;

    /// Calls the function with the event.
    ///
    /// # Errors
    ///
    /// Fails when the event or the states are not those of [`SPEC`](Self::SPEC).
    fn handle<'a>(ctx: &'a Context, event: EventRef<'a>) -> Handled<'a>;
}
