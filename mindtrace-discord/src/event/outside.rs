//! Events that programs outside raise over HTTP, as JSON.

use std::any::{Any, TypeId};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Event, EventScope};
use crate::source::Source;

/// An event that programs outside may raise: the type that `#[event(http)]` is written on, beside `#[derive(Event)]`.
///
/// It registers the event by hand with [`Registry::http_event`](crate::Registry::http_event). Write the attribute, not this trait.
pub trait HttpEvent: Event {
    /// The specification of the event.
    const SPEC: HttpEventSpec;
}

/// The specification of an event that programs outside may raise.
#[derive(Clone, Copy, Debug)]
pub struct HttpEventSpec {
    pub(crate) name: &'static str,
    pub(crate) event_id: TypeId,
    pub(crate) parse: Parse,
    pub(crate) source: Source,
}

/// Reads an event from JSON.
type Parse = fn(Value) -> Result<ParsedEvent, Misfit>;

/// An event with its type erased, ready to be raised.
pub(crate) struct ParsedEvent {
    pub(crate) event: Arc<dyn Any + Send + Sync>,
    pub(crate) scope: EventScope,
}

/// The part of the JSON that is not as the event wants it, and why.
pub(crate) type Misfit = serde_path_to_error::Error<serde_json::Error>;

impl HttpEventSpec {
    /// The event `E`, under its name.
    pub const fn of<E: Event + DeserializeOwned>() -> Self {
        Self {
            name: E::NAME,
            event_id: TypeId::of::<E>(),
            parse: parse::<E>,
            source: Source { file: "", line: 0 },
        }
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.source = Source { file, line };
        self
    }

    /// The name it is raised by: `POST /discord/events/{name}`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.source
    }
}

fn parse<E: Event + DeserializeOwned>(data: Value) -> Result<ParsedEvent, Misfit> {
    let event: E = serde_path_to_error::deserialize(data)?;
    let scope = event.scope();
    Ok(ParsedEvent { event: Arc::new(event), scope })
}
