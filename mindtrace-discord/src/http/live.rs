//! `GET /discord/live`: what happens while it happens, as server-sent events (HTML Living Standard, section 9.2).

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream};
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::problem::Problem;
use super::state::Shared;
use crate::runtime::Runtime;
use crate::telemetry::Entry;

/// How often a line is sent when nothing happens, so that nobody in between takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[utoipa::path(
    get,
    path = "/discord/live",
    tag = "Bot",
    security(("token" = [])),
    responses((status = 200, body = str, content_type = "text/event-stream"))
)]
/// Every call, every event that a handler took, every switch; first the last things that failed. It ends when the bot stops.
pub(super) async fn live(
    State(shared): State<Shared>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let place = shared.load.watcher()?;
    let (failures, entries) = shared.runtime.telemetry.recall();
    let failures = stream::iter(failures).filter_map(|entry| ready(event(&entry).map(Ok)));
    let watching = failures.chain(stream::unfold((shared.runtime, entries, place), next));
    Ok(Sse::new(watching).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

type Watching = (Arc<Runtime>, Receiver<Arc<Entry>>, OwnedSemaphorePermit);

async fn next((runtime, mut entries, place): Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    let entry = tokio::select! {
        entry = entries.recv() => entry,
        () = runtime.draining.cancelled() => return None,
    };
    let event = match entry {
        Ok(entry) => event(&entry),
        // Whoever reads too slowly is told what they have missed.
        Err(RecvError::Lagged(missed)) => {
            Some(Event::default().event("missed").data(json!({ "missed": missed }).to_string()))
        }
        Err(RecvError::Closed) => None,
    };
    event.map(|event| (Ok(event), (runtime, entries, place)))
}

fn event(entry: &Entry) -> Option<Event> {
    let event = Event::default().event(entry.kind()).json_data(entry);
    event.inspect_err(|error| tracing::error!(%error, "an entry could not be written as JSON")).ok()
}
