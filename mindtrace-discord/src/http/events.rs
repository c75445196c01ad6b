//! `POST /discord/events/{name}`: raises one of the bot's own events that has `#[event(http)]`.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::problem::Problem;
use super::state::Shared;
use crate::dispatch::event::{Delivery, raise_parsed};
use crate::event::HttpEventSpec;
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
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    let Path(name) = name?;
    let runtime = &shared.runtime;
    let spec = runtime.registry.http_event_called(&name).ok_or_else(|| {
        let known: Vec<&str> = runtime.registry.http_events().map(|event| event.name).collect();
        Problem::unknown_event(&name, &known)
    })?;
    let Json(data) = body?;
    raise_json(runtime, spec, data, "http")
}

/// Raises an event with this data. `by` names in the log how it came.
#[expect(clippy::result_large_err, reason = "a problem is created at most once per request")]
pub(super) fn raise_json(
    runtime: &Arc<Runtime>,
    spec: &HttpEventSpec,
    data: Value,
    by: &'static str,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    // serde reads a list as a struct too.
    if !data.is_object() {
        return Err(Problem::bad_request("The body is not a JSON object."));
    }
    let for_others = interaction::event_for_others(runtime, spec.name, &data);
    let event = (spec.parse)(data).map_err(|error| Problem::invalid_body(&error))?;
    match raise_parsed(runtime, spec.name, spec.event_id, event) {
        Delivery::Accepted => {
            if let Some(text) = for_others {
                interaction::send_to_others(runtime, text);
            }
            runtime.telemetry.write(|| Entry::operated("event", Some(spec.name.to_owned()), by, None));
            let handlers = runtime.registry.handlers(spec.event_id).count();
            Ok((StatusCode::ACCEPTED, Json(Accepted { event: spec.name, handlers })))
        }
        Delivery::Dropped | Delivery::Full(_) => Err(Problem::events_full()),
        Delivery::Draining => Err(Problem::draining()),
    }
}
