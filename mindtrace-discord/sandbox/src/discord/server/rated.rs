//! The headers of rate limits, and the answer to a request beyond one.

use std::time::Duration;

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use serde_json::{Value, json};

use super::respond;
use crate::discord::{
    rate_limits::{Bucket, Refusal},
    rest::Reply,
};

/// Marks an answer of Discord's API itself. Others, such as the page of a banned address, have no headers of limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfDiscord;

/// Adds the headers of a bucket, unless a fault has set others. `now` is in Unix milliseconds.
pub(super) fn with_headers(mut response: Response, bucket: Option<Bucket>, now: u64) -> Response {
    let is_of_discord = response.extensions().get::<OfDiscord>().is_some();
    if let Some(bucket) = bucket.filter(|_| is_of_discord) {
        let headers = response.headers_mut();
        let left = milliseconds(bucket.reset_after);
        add(headers, "x-ratelimit-limit", &bucket.limit.to_string());
        add(headers, "x-ratelimit-remaining", &bucket.remaining.to_string());
        add(headers, "x-ratelimit-reset", &seconds(now.saturating_add(left)));
        add(headers, "x-ratelimit-reset-after", &seconds(left));
        add(headers, "x-ratelimit-bucket", &bucket.name);
    }
    response
}

/// Returns the answer to a request beyond a limit.
pub(super) fn refuse(refusal: Refusal) -> Response {
    let Refusal { retry_after, is_global } = refusal;
    let wait = Duration::from_millis(milliseconds(retry_after));
    let mut response = respond(Reply::new(
        429,
        json!({
            "message": "You are being rate limited.",
            "retry_after": wait.as_secs_f64(),
            "global": is_global,
            "code": 0,
        }),
    ));
    let headers = response.headers_mut();
    headers.insert(header::VIA, HeaderValue::from_static("1.1 google"));
    let scope = if is_global { "global" } else { "user" };
    headers.insert("x-ratelimit-scope", HeaderValue::from_static(scope));
    if is_global {
        headers.insert("x-ratelimit-global", HeaderValue::from_static("true"));
    }
    response
}

/// Returns the header for the `retry_after` of a body: whole seconds, where the body has fractions. twilight reads no others.
pub(super) fn retry_after(value: &Value) -> String {
    let wait = value.as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    wait.map_or_else(|| value.to_string(), |wait| milliseconds(wait).div_ceil(1000).to_string())
}

fn add(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

/// Returns a duration in milliseconds, rounded up: a client that waits so long is never too early.
fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

/// Returns milliseconds as seconds with three decimals.
fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}
