//! Events that come from outside: by HTTP, as JSON.

use std::any::TypeId;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Event;
use crate::bot::Runtime;
use crate::dispatch::event::{Pushed, raise_in};
use crate::source::Source;

/// An event that programs outside may raise: what `#[event(http)]` makes of a type with `#[derive(Event)]`.
///
/// It registers the event by hand with [`Registry::http_event`](crate::Registry::http_event). Write the attribute, not this trait.
pub trait HttpEvent: Event {
    /// Everything known about it.
    const SPEC: HttpEventSpec;
}

/// Everything known about an event that programs outside may raise.
#[derive(Clone, Copy, Debug)]
pub struct HttpEventSpec {
    pub(crate) name: &'static str,
    pub(crate) event_id: TypeId,
    pub(crate) raise: Raise,
    pub(crate) source: Source,
}

/// Reads an event and raises it.
type Raise = fn(&Arc<Runtime>, Value) -> Result<Pushed, Misfit>;

/// Which part of a JSON is not as the event wants it, and why.
pub(crate) type Misfit = serde_path_to_error::Error<serde_json::Error>;

impl HttpEventSpec {
    /// The event `E`, under its name.
    pub const fn of<E: Event + DeserializeOwned>() -> Self {
        Self {
            name: E::NAME,
            event_id: TypeId::of::<E>(),
            raise: raise::<E>,
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

fn raise<E: Event + DeserializeOwned>(runtime: &Arc<Runtime>, data: Value) -> Result<Pushed, Misfit> {
    let event: E = serde_path_to_error::deserialize(data)?;
    let scene = event.scene();
    Ok(raise_in(runtime, event, scene, false))
}
