//! `GET /discord/live`: live activity as server-sent events (HTML Living Standard, section 9.2).

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream};
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::problem::Problem;
use super::state::Shared;
use super::tokens::Scope;
use crate::runtime::Runtime;
use crate::telemetry::Entry;

/// The interval of keep-alive lines while nothing happens, so that no proxy closes the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[utoipa::path(
    get,
    path = "/discord/live",
    tag = "Bot",
    security(("token" = [])),
    responses((status = 200, body = str, content_type = "text/event-stream"))
)]
/// Streams calls, handled events and toggles, after the most recent failures. The stream ends when the bot stops.
pub(super) async fn live(
    State(shared): State<Shared>,
    Extension(scope): Extension<Scope>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let permit = shared.load.stream(scope)?;
    let (failures, entries) = shared.runtime.telemetry.subscribe_with_failures();
    let failures = stream::iter(failures).filter_map(|entry| ready(event(&entry).map(Ok)));
    let events = failures.chain(stream::unfold((shared.runtime, entries, permit), next));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

type Subscription = (Arc<Runtime>, Receiver<Arc<Entry>>, OwnedSemaphorePermit);

async fn next(
    (runtime, mut entries, permit): Subscription,
) -> Option<(Result<Event, Infallible>, Subscription)> {
    let entry = tokio::select! {
        entry = entries.recv() => entry,
        () = runtime.draining.cancelled() => return None,
    };
    let event = match entry {
        Ok(entry) => event(&entry),
        // A slow subscriber learns how many entries it missed.
        Err(RecvError::Lagged(missed)) => {
            Some(Event::default().event("missed").data(json!({ "missed": missed }).to_string()))
        }
        Err(RecvError::Closed) => None,
    };
    event.map(|event| (Ok(event), (runtime, entries, permit)))
}

fn event(entry: &Entry) -> Option<Event> {
    let event = Event::default().event(entry.kind()).json_data(entry);
    event.inspect_err(|error| tracing::error!(%error, "an entry could not be serialized")).ok()
}
