//! Events: what the gateway tells, as types.

mod kinds;
mod spec;

pub use self::kinds::{
    GuildJoin, GuildLeave, MemberJoin, MemberLeave, Message, Reaction, ReactionChange, Ready,
    VoiceStateUpdate,
};
pub use self::spec::{EventRef, EventSpec};

use std::any::Any;

use serenity::model::gateway::GatewayIntents;

use crate::context::Context;
use crate::reply::Handled;

/// Something that happens and that functions can handle with `#[on_event(…)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event",
    note = "the events are the types of `mindtrace_discord::event`"
)]
pub trait Event: Any + Send + Sync {
    /// The name used in logs.
    const NAME: &'static str;

    /// The intents without which Discord never sends it.
    const INTENTS: GatewayIntents;
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
