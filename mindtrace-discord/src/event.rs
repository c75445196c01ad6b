//! Events: what the gateway tells and what a program raises itself, as types.

mod kinds;
#[doc(hidden)]
pub mod lifecycle;
mod scene;
mod spec;

pub use self::kinds::*;
pub use self::scene::Scene;
pub use self::spec::{EventRef, EventSpec, NoEvent, Probe, passes};
pub use crate::gateway::Stage;

pub(crate) use self::scene::{LaneKey, Who};

use std::any::Any;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use crate::context::Context;
use crate::reply::Handled;

/// Something that happens and that functions can handle with `#[on_event(…)]`.
///
/// The types of this module are what Discord tells. A program's own are structs with `#[derive(Event)]`; they are raised with
/// [`Context::emit`] and happen where that context is. Written by hand, [`scene`](Self::scene) can say otherwise:
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
///         Scene::guild(self.shop).user_id(self.buyer)
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
