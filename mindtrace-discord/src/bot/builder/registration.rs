//! Commands and handlers that are listed by hand.

use super::BotBuilder;
use crate::command::CommandItem;
use crate::event::{EventItem, HttpEvent, StoredEvent};
use crate::registry::Registry;
use crate::schedule::ScheduleItem;

/// # List commands and handlers by hand
///
/// A bot rarely needs this: all that are linked into the program are registered.
impl BotBuilder {
    /// Uses these commands and handlers instead of those linked into the program.
    pub fn registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// Adds a command by the name of its function. A command that is also linked is registered once.
    pub fn command<C: CommandItem>(mut self) -> Self {
        self.registry = self.registry.command::<C>();
        self
    }

    /// Adds an event handler by the name of its function. A handler that is also linked is registered once.
    pub fn on_event<E: EventItem>(mut self) -> Self {
        self.registry = self.registry.on_event::<E>();
        self
    }

    /// Adds a schedule by the name of its function. A schedule that is also linked is registered once.
    pub fn schedule<S: ScheduleItem>(mut self) -> Self {
        self.registry = self.registry.schedule::<S>();
        self
    }

    /// Adds an event that other programs may raise over HTTP. An event that is also linked is registered once.
    pub fn http_event<E: HttpEvent>(mut self) -> Self {
        self.registry = self.registry.http_event::<E>();
        self
    }

    /// Adds an event that [`Context::schedule`](crate::Context::schedule) accepts. An event that is also linked is registered once.
    pub fn stored_event<E: StoredEvent>(mut self) -> Self {
        self.registry = self.registry.stored_event::<E>();
        self
    }
}
