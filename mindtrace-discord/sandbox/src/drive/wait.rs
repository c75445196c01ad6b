//! How long a request waits.

use std::time::Duration;

use tokio::sync::watch;

use super::problem::Problem;

/// The longest wait of a request, in milliseconds. Most HTTP clients have a timeout of thirty seconds or more.
const LONGEST: u64 = 25_000;

/// Returns the wait of a request in milliseconds; `None` if it does not wait.
pub(super) fn wait(wait_ms: u64) -> Result<Option<Duration>, Problem> {
    if wait_ms > LONGEST {
        let detail = format!("`wait_ms` is at most {LONGEST}; repeat the request to wait longer.");
        return Err(Problem::bad_request(detail));
    }
    Ok((wait_ms > 0).then(|| Duration::from_millis(wait_ms)))
}

/// Waits until the emulator stops, because its server waits for pending requests.
pub(super) async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the emulator is gone.
    let _ = stop.wait_for(|stop| *stop).await;
}
