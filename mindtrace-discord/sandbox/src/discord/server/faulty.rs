//! Requests that meet a fault.

use std::{convert::Infallible, future::pending};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use serde_json::json;
use tokio::sync::watch;

use super::{cut::Cut, rated::OfDiscord, respond};
use crate::{discord::rest::Reply, fault::Fault};

/// Becomes true when the emulator stops.
type Stop = watch::Receiver<bool>;

/// The page that Cloudflare serves to a banned address.
const BAN: &str =
    "<!doctype html><title>Access denied</title><h1>Error 1015</h1><p>You are being rate limited</p>";

/// Answers a request that meets a fault; `handle` handles it. A request that hangs is reset when the emulator stops, because its server
/// waits for all requests.
pub(super) async fn suffer(
    fault: &Fault,
    cut: &Cut,
    stop: Stop,
    handle: impl FnOnce() -> Response,
) -> Response {
    match fault {
        Fault::Status(status) => failure(*status),
        Fault::StatusAfter(status) => {
            let _handled = handle();
            failure(*status)
        }
        Fault::RateLimit { seconds, scope } => rate_limited(*seconds, scope),
        Fault::Ban => {
            (StatusCode::TOO_MANY_REQUESTS, [(header::CONTENT_TYPE, "text/html")], BAN).into_response()
        }
        Fault::BadHeaders => with_bad_headers(handle()),
        Fault::HangInBody => half(handle(), cut.clone(), Some(stop)).await,
        Fault::Truncate => half(handle(), cut.clone(), None).await,
        Fault::WrongJson => (handle().status(), axum::Json("surprise")).into_response(),
        Fault::Body(text) => {
            (handle().status(), [(header::CONTENT_TYPE, "application/json")], text.clone()).into_response()
        }
        Fault::Reset => reset(cut).await,
        Fault::ResetAfter => {
            let _handled = handle();
            reset(cut).await
        }
        // `Hang`; the others are of the gateway.
        _ => {
            stopped(stop).await;
            reset(cut).await
        }
    }
}

fn failure(status: u16) -> Response {
    respond(Reply::new(status, json!({"code": 0, "message": "injected by the sandbox"})))
}

fn rate_limited(seconds: f64, scope: &str) -> Response {
    let is_global = scope == "global";
    let body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": is_global});
    let mut response = respond(Reply::new(429, body));
    if is_global {
        // Such an answer describes no bucket.
        response.extensions_mut().remove::<OfDiscord>();
    }
    let headers = response.headers_mut();
    headers.insert(header::VIA, HeaderValue::from_static("1.1 google"));
    if is_global {
        headers.insert("x-ratelimit-global", HeaderValue::from_static("true"));
    } else {
        headers.insert("x-ratelimit-remaining", HeaderValue::from_static("0"));
    }
    if let Ok(scope) = HeaderValue::from_str(scope) {
        headers.insert("x-ratelimit-scope", scope);
    }
    response
}

fn with_bad_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-ratelimit-limit", "abc"),
        ("x-ratelimit-remaining", "-1"),
        ("x-ratelimit-reset-after", "NaN"),
        ("x-ratelimit-reset", "1e300"),
        ("retry-after", "-1"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Sends the head and half of the body, then resets the connection; with `stop`, not before the emulator stops.
async fn half(response: Response, cut: Cut, stop: Option<Stop>) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len().max(2)));
    let first = stream::iter([Ok::<_, Infallible>(whole.slice(..whole.len() / 2))]);
    let rest = stream::once(async move {
        if let Some(stop) = stop {
            stopped(stop).await;
        }
        cut.reset();
        pending::<Result<Bytes, Infallible>>().await
    });
    Response::from_parts(parts, Body::from_stream(first.chain(rest)))
}

async fn stopped(mut stop: Stop) {
    // An error means that the emulator is gone.
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn reset(cut: &Cut) -> Response {
    cut.reset();
    pending().await
}
