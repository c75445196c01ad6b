//! The parsers of Discord's answers, with the invariants that hold for any input.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::runtime::Builder;
use tokio::time::Instant;

use super::created::Created;
use super::limiter::{Limiter, TooMany};
use super::route::Route;

/// The longest wait that is believed.
const DAY: Duration = Duration::from_hours(24);

/// Lets a limiter learn from the headers of a response and of a 429, a line each.
///
/// # Panics
///
/// When a request is held back for longer than a day, or for no time that is known.
pub fn limit_headers(text: &str) {
    let line = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let value = HeaderValue::from_str(value.trim()).ok()?;
        Some((HeaderName::from_bytes(name.as_bytes()).ok()?, value))
    };
    let headers: HeaderMap = text.lines().filter_map(line).collect();
    let too_many = TooMany::of(&headers);
    assert!(too_many.retry_after <= DAY);
    let Ok(runtime) = Builder::new_current_thread().enable_time().build() else { return };
    runtime.block_on(async {
        let limiter = Limiter::new(50);
        let route = Route::post("/channels/1/messages".to_owned()).limit;
        for too_many in [None, Some(too_many), None] {
            // The deadline has passed, so nothing is waited for.
            match limiter.acquire(route, Instant::now(), |_| {}).await {
                Ok(permit) => permit.complete(&headers, too_many),
                Err(held) => assert!(held.until.is_some_and(|until| until <= Instant::now() + DAY)),
            }
        }
    });
}

/// Reads the response to the creation of a message.
///
/// # Panics
///
/// When the ids depend on bytes behind them, which may not have arrived.
pub fn created(json: &[u8]) {
    if let Ok(created) = Created::read(json) {
        let longer = [json, &br#","author":{"id":""#[..]].concat();
        assert_eq!(Created::read(&longer).ok(), Some(created));
    }
}
