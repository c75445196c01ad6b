//! `POST /discord/events/{name}`: raises one of the bot's own events that has `#[event(http)]`.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::problem::Problem;
use super::state::Shared;
use crate::dispatch::event::{Delivery, raise_parsed};
use crate::event::{HttpEventSpec, ParsedEvent};
use crate::interaction;
use crate::runtime::Runtime;
use crate::telemetry::Entry;

/// The event was raised. The log has the outcome of its handlers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Accepted {
    event: &'static str,
    /// The number of handlers of the event.
    handlers: usize,
}

/// Raises one of the bot's own events.
#[utoipa::path(
    post,
    path = "/discord/events/{name}",
    tag = "Bot",
    params(("name" = String, Path, description = "An event with `#[event(http)]`")),
    request_body = Value,
    security(("token" = [])),
    responses((status = 202, body = Accepted))
)]
pub(super) async fn raise(
    State(shared): State<Shared>,
    name: Result<Path<String>, PathRejection>,
    body: Result<Json<Value>, JsonRejection>,
) -> Result<Response, Problem> {
    let Path(name) = name?;
    let runtime = &shared.runtime;
    let spec = runtime.registry.http_event_called(&name).ok_or_else(|| {
        let known: Vec<&str> = runtime.registry.http_events().map(|event| event.name).collect();
        Problem::unknown_event(&name, &known)
    })?;
    let Json(data) = body?;
    Parsed::new(runtime, *spec, data)?.raise(runtime, "http")
}

/// An event that was parsed and can be raised.
pub(super) struct Parsed {
    spec: HttpEventSpec,
    event: ParsedEvent,
    /// The message for other processes, whose handlers may wait for it.
    for_others: Option<String>,
}

impl Parsed {
    /// Parses the data of an event.
    #[expect(clippy::result_large_err, reason = "a problem is created at most once per request")]
    pub(super) fn new(runtime: &Runtime, spec: HttpEventSpec, data: Value) -> Result<Self, Problem> {
        // serde reads a list as a struct too.
        if !data.is_object() {
            return Err(Problem::bad_request("The body is not a JSON object."));
        }
        let for_others = interaction::event_for_others(runtime, spec.name, &data);
        let event = (spec.parse)(data).map_err(|error| Problem::invalid_body(&error))?;
        Ok(Self { spec, event, for_others })
    }

    /// Raises the event. `by` names in the log how it came.
    #[expect(clippy::result_large_err, reason = "a problem is created at most once per request")]
    pub(super) fn raise(self, runtime: &Arc<Runtime>, by: &'static str) -> Result<Response, Problem> {
        let Self { spec, event, for_others } = self;
        match raise_parsed(runtime, spec.name, spec.event_id, event) {
            Delivery::Accepted => {
                if let Some(text) = for_others {
                    interaction::send_to_others(runtime, text);
                }
                runtime.telemetry.write(|| Entry::operated("event", Some(spec.name.to_owned()), by, None));
                Ok(accepted(runtime, &spec))
            }
            Delivery::Dropped | Delivery::Full(_) => Err(Problem::events_full()),
            Delivery::Draining => Err(Problem::draining()),
        }
    }
}

/// Returns the response to an event that was raised.
pub(super) fn accepted(runtime: &Runtime, spec: &HttpEventSpec) -> Response {
    let handlers = runtime.registry.handlers(spec.event_id).count();
    (StatusCode::ACCEPTED, Json(Accepted { event: spec.name, handlers })).into_response()
}
