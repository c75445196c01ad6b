//! A stream of changes, for the playground page.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, stream};
use tokio::sync::watch;

use super::wait::stopped;
use crate::Discord;

/// The interval of keep-alive lines while nothing changes.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The counter of changes, and the signal that the emulator stops.
type Subscription = (watch::Receiver<u64>, watch::Receiver<bool>);

/// Streams an event whenever something has changed. Several changes may share one event.
pub(super) async fn changes(
    State(discord): State<Discord>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut changes = discord.watch();
    // A client may have fetched its view before it subscribes, so the first event is sent at once.
    changes.mark_changed();
    let events = stream::unfold((changes, discord.shutdown_signal()), next);
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}

async fn next((mut changes, mut stop): Subscription) -> Option<(Result<Event, Infallible>, Subscription)> {
    tokio::select! {
        result = changes.changed() => result.ok()?,
        () = stopped(&mut stop) => return None,
    }
    let version = *changes.borrow_and_update();
    Some((Ok(Event::default().event("changed").data(version.to_string())), (changes, stop)))
}
