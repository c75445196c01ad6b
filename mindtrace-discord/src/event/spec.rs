//! What is known about an event handler before anything happens.

use std::any::{Any, TypeId};

use serenity::model::gateway::GatewayIntents;

use super::Event;
use crate::command::StateSpec;
use crate::context::Context;
use crate::error::Internal;
use crate::reply::Handled;
use crate::source::Source;

/// The function behind an event handler.
pub(crate) type Handle = for<'a> fn(&'a Context, EventRef<'a>) -> Handled<'a>;

/// Everything known about an event handler.
#[derive(Clone, Copy, Debug)]
pub struct EventSpec {
    pub(crate) name: &'static str,
    pub(crate) event: &'static str,
    pub(crate) event_id: TypeId,
    pub(crate) intents: GatewayIntents,
    pub(crate) order: i32,
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
            order: 0,
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

    /// The intents without which it never runs.
    pub fn intents(&self) -> GatewayIntents {
        self.intents
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.source
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
