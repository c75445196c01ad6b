//! `POST /discord/webhooks/{name}`: raises an event that has `#[event(http, secret = "…")]`, signed as GitHub signs its webhooks.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::connections::Connection;
use super::events::{Parsed, accepted};
use super::problem::Problem;
use super::state::Shared;
use super::tokens::Scope;
use crate::event::HttpEventSpec;
use crate::reference::Reference;
use crate::runtime::Runtime;

/// The largest body in bytes.
pub(super) const LIMIT: usize = 1024 * 1024;

/// Receives a webhook. The signature replaces the token.
pub(super) async fn receive(
    State(shared): State<Shared>,
    Extension(connection): Extension<Arc<Connection>>,
    name: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (Path(name), body) = (name?, body?);
    let runtime = &shared.runtime;
    let spec = runtime.registry.http_event_called(&name);
    let secret = spec.and_then(|spec| shared.webhook_secrets.get(spec.secret?));
    // Without a signature nothing is said about the events of the bot.
    let (Some(spec), Some(secret)) = (spec, secret) else { return Err(Problem::bad_webhook_signature()) };
    if !is_signed(secret, &headers, &body) {
        return Err(Problem::bad_webhook_signature());
    }
    connection.trust();
    let _permit = shared.load.request(Scope::Execute).map_err(Problem::from)?;
    // The default of GitHub's page. Refused before the ping, so that the author of the webhook sees it at once.
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    if kind.starts_with(b"application/x-www-form-urlencoded") {
        return Err(Problem::bad_request(
            "The body is a form. Set the content type of the webhook to `application/json`.",
        ));
    }
    // GitHub sends it when the webhook is created; it has none of the event's fields.
    if headers.get("x-github-event").is_some_and(|event| event.as_bytes() == b"ping") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let unreadable =
        |error: serde_json::Error| Problem::bad_request(format!("The body is not JSON: {error}."));
    let mut data: Value = serde_json::from_slice(&body).map_err(unreadable)?;
    put_headers(spec, &headers, &mut data);
    let event = Parsed::new(runtime, *spec, data)?;
    match spec.delivery_id {
        Some(header) => {
            let missing = || format!("Send the header `{header}` once: it identifies the delivery.");
            let id = single(&headers, header).ok_or_else(|| Problem::bad_request(missing()))?;
            raise_once(runtime, *spec, event, delivery(spec.name, id)).await
        }
        None => event.raise(runtime, "webhook"),
    }
}

/// Puts the headers that the event declares into its fields. A field of that name in the body counts for nothing.
fn put_headers(spec: &HttpEventSpec, headers: &HeaderMap, data: &mut Value) {
    let Some(fields) = data.as_object_mut() else { return };
    for (field, header) in spec.headers {
        match single(headers, header) {
            Some(value) => drop(fields.insert((*field).to_owned(), value.into())),
            None => drop(fields.remove(*field)),
        }
    }
}

/// Returns the value of a header that is there once and has visible characters.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok().filter(|value| !value.is_empty())
}

/// Returns the id of a delivery among all ids that are handled once.
fn delivery(event: &str, id: &str) -> u64 {
    let hash = Sha256::digest(format!("{event} {id}"));
    hash.first_chunk::<8>().copied().map_or(0, u64::from_be_bytes)
}

/// Raises the event, unless its delivery was handled before, by any process. The sender gets the same response.
async fn raise_once(
    runtime: &Arc<Runtime>,
    spec: HttpEventSpec,
    event: Parsed,
    id: u64,
) -> Result<Response, Problem> {
    let runtime = Arc::clone(runtime);
    // In a task of its own: a client that disconnects does not leave the id without its event.
    let raising = tokio::spawn(async move {
        let is_new = runtime.handled.insert(id);
        let is_claimed = is_new && runtime.handled.claim(id).await;
        if is_new && !is_claimed {
            // The other process may still refuse the delivery, and forget it.
            runtime.handled.forget_here(id);
        }
        if !is_claimed {
            tracing::info!(event = spec.name, "a webhook was delivered again and is not handled again");
            return Ok(accepted(&runtime, &spec));
        }
        let raised = event.raise(&runtime, "webhook");
        if raised.is_err() {
            // The sender may deliver it again.
            runtime.handled.forget(id).await;
        }
        raised
    });
    match raising.await {
        Ok(raised) => raised,
        Err(error) => {
            let reference = Reference::next();
            tracing::error!(%error, %reference, "a webhook's task failed");
            Err(Problem::internal(reference))
        }
    }
}

/// Whether the body has a signature of this secret: HMAC-SHA-256 of the body, compared in constant time.
pub(super) fn is_signed(secret: &SecretString, headers: &HeaderMap, body: &[u8]) -> bool {
    let signature = single(headers, "x-hub-signature-256").and_then(|value| value.strip_prefix("sha256="));
    let Some(signature) = signature.and_then(|text| hex::decode(text).ok()) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else { return false };
    mac.update(body);
    mac.verify_slice(&signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, SecretString, is_signed};

    /// The example of GitHub's documentation.
    #[test]
    fn the_signature_is_that_of_github() {
        let secret = SecretString::from("It's a Secret to Everybody");
        let signed = |text: &str, body: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-hub-signature-256", text.parse().unwrap());
            is_signed(&secret, &headers, body.as_bytes())
        };
        let right = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assert!(signed(right, "Hello, World!"));
        assert!(!signed(right, "Hello, World?"));
        for wrong in ["", "sha256=", "sha256=75", &right[7..], "sha1=757107ea"] {
            assert!(!signed(wrong, "Hello, World!"), "{wrong}");
        }
        assert!(!is_signed(&secret, &HeaderMap::new(), b""));
    }
}
