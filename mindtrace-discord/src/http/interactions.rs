//! `POST /discord/interactions`: receives interactions by webhook, when the application's interactions endpoint is this address.
//!
//! Commands work as over the gateway, and any number of processes can share one address behind a load balancer.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use ring::signature::{ED25519, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::json;

use super::connections::Connection;
use super::problem::Problem;
use super::state::Shared;
use crate::interaction;
use crate::object;

/// The largest interaction in bytes: a modal submission with five texts of 4000 characters has 80 KB of text alone.
pub(super) const LIMIT: usize = 512 * 1024;

/// The maximum age of a signature, in both directions. It limits replays of recorded requests.
const MAX_AGE: Duration = Duration::from_mins(5);

/// The field of an interaction that is needed here.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    kind: u8,
}

/// Discord's interaction type for pings.
const PING: u8 = 1;

/// Receives an interaction. It runs in a task and is answered by the callback route, which 202 announces to Discord. So the deadline of
/// three seconds is handled as over the gateway.
pub(super) async fn interaction(
    State(shared): State<Shared>,
    Extension(connection): Extension<Arc<Connection>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (runtime, body) = (&shared.runtime, body?);
    if !is_signed(&runtime.identity.public_key, &headers, &body) {
        return Err(Problem::bad_signature());
    }
    connection.trust();
    let unreadable = |_| Problem::bad_request("The body is not an interaction.");
    let data = std::str::from_utf8(&body).map_err(|_| Problem::bad_request("The body is not UTF-8."))?;
    let head: Head = object::from_str(data).map_err(unreadable)?;
    if head.kind == PING {
        return Ok(Json(json!({ "type": PING })).into_response());
    }
    if runtime.is_draining() {
        return Err(Problem::draining());
    }
    interaction::received_by_webhook(runtime, data).map_err(unreadable)?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// Whether Discord signed this body recently (Ed25519 over timestamp and body; RFC 8032).
pub(super) fn is_signed(key: &[u8], headers: &HeaderMap, body: &[u8]) -> bool {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(signature), Some(timestamp)) = (
        header("x-signature-ed25519").and_then(|text| hex::decode(text).ok()),
        header("x-signature-timestamp"),
    ) else {
        return false;
    };
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let is_fresh = timestamp.parse::<u64>().is_ok_and(|then| now.abs_diff(then) <= MAX_AGE.as_secs());
    let signed = [timestamp.as_bytes(), body].concat();
    is_fresh && UnparsedPublicKey::new(&ED25519, key).verify(&signed, &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, UnparsedPublicKey, is_signed};
    use ring::signature::ED25519;

    /// Test vectors from discord-facts, verified there with another implementation.
    const KEY: &str = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";
    const SIGNATURE: &str = "f7caed702889e902c2cde4a4fb00f601284aa47ff4caf84588d7c8c3d8fe7183fd73e13e30d0c07d1515b6684f7b3cfaa231c421768d9667b104f760cf0da302";

    #[test]
    fn an_old_signature_is_refused() {
        let key = hex::decode(KEY).unwrap();
        let signed = b"1700000000{\"type\":1}";
        let signature = hex::decode(SIGNATURE).unwrap();
        assert!(UnparsedPublicKey::new(&ED25519, &key).verify(signed, &signature).is_ok());
        let mut headers = HeaderMap::new();
        headers.insert("x-signature-ed25519", SIGNATURE.parse().unwrap());
        headers.insert("x-signature-timestamp", "1700000000".parse().unwrap());
        assert!(!is_signed(&key, &headers, b"{\"type\":1}"));
    }
}
