//! Events that are parsed from JSON: those that other programs raise over HTTP, and stored ones.

use std::any::{Any, TypeId};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::schema::schema;
use super::{Event, EventScope};
use crate::source::Source;

/// An event that other programs may raise: a type with `#[derive(Event)]` and `#[event(http)]`.
///
/// [`Registry::http_event`](crate::Registry::http_event) takes it to register the event by hand. Write the attribute, not this
/// trait.
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::prelude::*;
///
/// /// An order was paid.
/// #[derive(Event, serde::Deserialize)]
/// #[event(name = "order-paid", http)]
/// struct OrderPaid {
///     order: u64,
/// }
///
/// let registry = Registry::empty().http_event::<OrderPaid>();
/// assert_eq!(registry.http_events().next().map(|event| event.name()), Some("order-paid"));
/// ```
pub trait HttpEvent: Event {
    /// The specification of the event.
    const SPEC: HttpEventSpec;
}

/// The specification of an event that other programs may raise.
///
/// ```
/// use mindtrace_discord::event::{Event, HttpEvent, HttpEventSpec};
///
/// #[derive(serde::Deserialize)]
/// struct OrderPaid {
///     order: u64,
///     shop: String,
/// }
///
/// impl Event for OrderPaid {
///     const NAME: &'static str = "order-paid";
/// }
///
/// impl HttpEvent for OrderPaid {
///     const SPEC: HttpEventSpec = HttpEventSpec::of::<Self>()
///         .secret("ORDERS_WEBHOOK_SECRET")
///         .headers(&[("shop", "X-Shop")])
///         .delivery_id("X-Delivery-Id")
///         .source(file!(), line!());
/// }
///
/// assert_eq!(OrderPaid::SPEC.name(), "order-paid");
/// println!("declared at {}", OrderPaid::SPEC.declared_at());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HttpEventSpec {
    pub(crate) name: &'static str,
    pub(crate) event_id: TypeId,
    pub(crate) parse: Parse,
    /// Returns the JSON schema.
    pub(crate) schema: fn() -> Value,
    /// The environment variable with the secret of its webhooks, if it has webhooks.
    pub(crate) secret: Option<&'static str>,
    /// The fields that take a header of a webhook: the name in JSON, and the header.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// The header with the id of a webhook's delivery.
    pub(crate) delivery_id: Option<&'static str>,
    pub(crate) source: Source,
}

/// Parses an event from JSON.
type Parse = fn(Value) -> Result<ParsedEvent, ParseError>;

/// A parsed event with its type erased.
pub(crate) struct ParsedEvent {
    pub(crate) event: Arc<dyn Any + Send + Sync>,
    pub(crate) scope: EventScope,
}

/// The error of an event that cannot be parsed, with the path in the JSON.
pub(crate) type ParseError = serde_path_to_error::Error<serde_json::Error>;

impl HttpEventSpec {
    /// Creates the specification of the event `E`, under its name.
    pub const fn of<E: Event + DeserializeOwned>() -> Self {
        Self {
            name: E::NAME,
            event_id: TypeId::of::<E>(),
            parse: parse::<E>,
            schema: schema::<E>,
            secret: None,
            headers: &[],
            delivery_id: None,
            source: Source { file: "", line: 0 },
        }
    }

    /// Sets the environment variable with the secret of its webhooks.
    #[must_use]
    pub const fn secret(mut self, variable: &'static str) -> Self {
        self.secret = Some(variable);
        self
    }

    /// Sets the fields that take a header of a webhook: the name in JSON, and the header.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the header with the id of a webhook's delivery. A delivery whose id was handled before does not raise the event again.
    #[must_use]
    pub const fn delivery_id(mut self, header: &'static str) -> Self {
        self.delivery_id = Some(header);
        self
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.source = Source { file, line };
        self
    }

    /// The name in `POST /discord/events/{name}`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Where it was declared.
    pub fn declared_at(&self) -> Source {
        self.source
    }
}

fn parse<E: Event + DeserializeOwned>(data: Value) -> Result<ParsedEvent, ParseError> {
    let event: E = serde_path_to_error::deserialize(data)?;
    let scope = event.scope();
    Ok(ParsedEvent { event: Arc::new(event), scope })
}
