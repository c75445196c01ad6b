//! `GET /discord/live`: what happens while it happens, as server-sent events (HTML Living Standard, section 9.2).

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::Stream;
use futures::stream;
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::Shared;
use super::problem::Problem;
use crate::bot::Runtime;
use crate::journal::Entry;

/// How often a line is sent when nothing happens, so that nobody in between takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

#[utoipa::path(
    get,
    path = "/discord/live",
    tag = "Bot",
    security(("token" = [])),
    responses((status = 200, body = str, content_type = "text/event-stream"))
)]
/// Every call, every event that a handler took, every switch; it ends when the bot stops.
pub(super) async fn live(
    State(shared): State<Shared>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let place = shared.load.watcher()?;
    let entries = shared.runtime.journal.watch();
    let watching = stream::unfold((shared.runtime, entries, place), next);
    Ok(Sse::new(watching).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

type Watching = (Arc<Runtime>, Receiver<Arc<Entry>>, OwnedSemaphorePermit);

async fn next((runtime, mut entries, place): Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    let entry = tokio::select! {
        entry = entries.recv() => entry,
        () = runtime.draining.cancelled() => return None,
    };
    let event = match entry {
        Ok(entry) => Event::default().event(entry.kind()).json_data(&*entry),
        // Whoever reads too slowly is told what they have missed.
        Err(RecvError::Lagged(missed)) => {
            Event::default().event("missed").json_data(json!({ "missed": missed }))
        }
        Err(RecvError::Closed) => return None,
    };
    match event {
        Ok(event) => Some((Ok(event), (runtime, entries, place))),
        Err(error) => {
            tracing::error!(%error, "an entry could not be written as JSON");
            None
        }
    }
}
