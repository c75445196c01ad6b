//! What is known about an event handler before anything happens.

use std::any::{Any, TypeId};
use std::time::Duration;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use super::Event;
use crate::command::StateSpec;
use crate::context::Context;
use crate::error::Internal;
use crate::reply::Handled;
use crate::source::Source;

/// The function behind an event handler.
pub type Handle = for<'a> fn(&'a Context, EventRef<'a>) -> Handled<'a>;

/// Says whether an event is for a handler.
pub(crate) type Filter = fn(EventRef<'_>) -> bool;

/// Everything known about an event handler.
#[derive(Clone, Copy, Debug)]
pub struct EventSpec {
    pub(crate) name: &'static str,
    pub(crate) event: &'static str,
    pub(crate) event_id: TypeId,
    /// Those of the event.
    pub(crate) intents: GatewayIntents,
    /// Those of what it does besides.
    pub(crate) extra_intents: GatewayIntents,
    /// The permissions of which the bot needs one, or Discord does not tell it.
    pub(crate) permissions: &'static [Permissions],
    pub(crate) order: i32,
    pub(crate) filter: Option<Filter>,
    pub(crate) once: bool,
    pub(crate) timeout: Option<Duration>,
    /// The only servers and channels it listens to; empty is all of them.
    pub(crate) guilds: &'static [u64],
    pub(crate) channels: &'static [u64],
    pub(crate) state: &'static [StateSpec],
    pub(crate) source: Source,
    pub(crate) handle: Handle,
}

/// An event whose type is not known, handed to a handler that knows it.
#[derive(Clone, Copy)]
pub struct EventRef<'a>(pub(crate) &'a (dyn Any + Send + Sync));

impl EventSpec {
    /// A handler called `name` of the event `E`.
    pub const fn of<E: Event>(name: &'static str, handle: Handle) -> Self {
        Self {
            name,
            event: E::NAME,
            event_id: TypeId::of::<E>(),
            intents: E::INTENTS,
            extra_intents: GatewayIntents::empty(),
            permissions: E::PERMISSIONS,
            order: 0,
            filter: None,
            once: false,
            timeout: None,
            guilds: &[],
            channels: &[],
            state: &[],
            source: Source { file: "", line: 0 },
            handle,
        }
    }

    /// Sets its place among the handlers of the same event, lowest first.
    #[must_use]
    pub const fn order(mut self, order: i32) -> Self {
        self.order = order;
        self
    }

    /// Sets which events it is for.
    #[must_use]
    pub const fn filter(mut self, filter: Filter) -> Self {
        self.filter = Some(filter);
        self
    }

    /// Makes it run for the first event that is for it, and never again.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Sets how long it may run, in milliseconds.
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    /// Sets the only servers it listens to, by their ids.
    #[must_use]
    pub const fn guilds(mut self, guilds: &'static [u64]) -> Self {
        self.guilds = guilds;
        self
    }

    /// Sets the only channels it listens to, by their ids.
    #[must_use]
    pub const fn channels(mut self, channels: &'static [u64]) -> Self {
        self.channels = channels;
        self
    }

    /// Adds intents that what it does needs, besides those of the event.
    #[must_use]
    pub const fn intents(mut self, intents: GatewayIntents) -> Self {
        self.extra_intents = intents;
        self
    }

    /// Sets what it borrows besides the event.
    #[must_use]
    pub const fn state(mut self, state: &'static [StateSpec]) -> Self {
        self.state = state;
        self
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.source = Source { file, line };
        self
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the event it handles.
    pub fn event(&self) -> &'static str {
        self.event
    }

    /// The intents it asks for.
    pub fn required_intents(&self) -> GatewayIntents {
        self.intents | self.extra_intents
    }

    /// The permissions of which the bot needs one in a server to be told of the event; empty when it needs none.
    pub fn required_permissions(&self) -> &'static [Permissions] {
        self.permissions
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.source
    }

    /// Whether it listens to what happens there.
    pub(crate) fn listens_at(&self, guild: Option<u64>, channel: Option<u64>) -> bool {
        let is_among =
            |ids: &[u64], id: Option<u64>| ids.is_empty() || id.is_some_and(|id| ids.contains(&id));
        is_among(self.guilds, guild) && is_among(self.channels, channel)
    }
}

impl<'a> EventRef<'a> {
    /// The event as the type it has.
    ///
    /// # Errors
    ///
    /// [`Internal::EventType`]; handlers are found by this very type.
    pub fn get<E: Event>(self) -> Result<&'a E, Internal> {
        self.0.downcast_ref().ok_or(Internal::EventType)
    }
}

impl std::fmt::Debug for EventRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventRef")
    }
}

/// Asks a filter about an event.
#[doc(hidden)]
pub fn passes<E: Event>(event: EventRef<'_>, filter: fn(&E) -> bool) -> bool {
    event.get().is_ok_and(filter)
}

/// Tells at compile time whether a type is an event: `<Probe<T>>::IS_EVENT`, with [`NoEvent`] in scope.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probe<T: ?Sized>(std::marker::PhantomData<T>);

impl<T: Event> Probe<T> {
    /// It is one. An inherent constant is found before that of a trait.
    pub const IS_EVENT: bool = true;
}

/// The answer for every type that is no event.
#[doc(hidden)]
pub trait NoEvent {
    /// It is none.
    const IS_EVENT: bool = false;
}

impl<T: ?Sized> NoEvent for Probe<T> {}

/// An event handler as a type: the marker type that `#[on_event]` puts beside a function under the function's name.
///
/// It registers the handler by hand with [`BotBuilder::on_event`](crate::BotBuilder::on_event).
/// Write the attribute, not this trait.
pub trait EventItem {
    /// The specification of the handler.
    const SPEC: EventSpec;

    /// Calls the function with the event.
    ///
    /// # Errors
    ///
    /// Fails when the event or the states are not those of [`SPEC`](Self::SPEC).
    fn handle<'a>(ctx: &'a Context, event: EventRef<'a>) -> Handled<'a>;
}
