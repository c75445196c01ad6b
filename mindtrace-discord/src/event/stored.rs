//! Events that are stored until they are raised.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Event, HttpEventSpec};
use crate::source::Source;

/// An event that [`Context::schedule`](crate::Context::schedule) accepts: a type with `#[derive(Event)]` and `#[event(stored)]`.
///
/// [`Registry::stored_event`](crate::Registry::stored_event) takes it to register the event by hand. Write the attribute, not this
/// trait.
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::prelude::*;
///
/// /// A reminder is due.
/// #[derive(Event, serde::Serialize, serde::Deserialize)]
/// #[event(name = "reminder", stored)]
/// struct Reminder {
///     text: String,
/// }
///
/// let registry = Registry::empty().stored_event::<Reminder>();
/// assert_eq!(registry.stored_events().next().map(|event| event.name()), Some("reminder"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored until it is raised",
    note = "derive `Event`, `serde::Serialize` and `serde::Deserialize` for it, and write `#[event(stored)]`"
)]
pub trait StoredEvent: Event {
    /// The specification of the event.
    const SPEC: StoredEventSpec;
}

/// The specification of an event that is stored until it is raised.
///
/// ```
/// use mindtrace_discord::event::{Event, StoredEvent, StoredEventSpec};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Reminder {
///     text: String,
/// }
///
/// impl Event for Reminder {
///     const NAME: &'static str = "reminder";
/// }
///
/// impl StoredEvent for Reminder {
///     const SPEC: StoredEventSpec = StoredEventSpec::of::<Self>().source(file!(), line!());
/// }
///
/// assert_eq!(Reminder::SPEC.name(), "reminder");
/// println!("declared at {}", Reminder::SPEC.declared_at());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StoredEventSpec(pub(crate) HttpEventSpec);

impl StoredEventSpec {
    /// Creates the specification of the event `E`, under its name.
    pub const fn of<E: Event + Serialize + DeserializeOwned>() -> Self {
        // It is parsed as an event of another program is.
        Self(HttpEventSpec::of::<E>())
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(self, file: &'static str, line: u32) -> Self {
        Self(self.0.source(file, line))
    }

    /// The name under which it is stored.
    pub fn name(&self) -> &'static str {
        self.0.name
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.0.source
    }
}
