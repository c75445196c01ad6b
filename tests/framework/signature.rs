//! Webhooks that are signed as GitHub signs its own.

use hmac::{Hmac, Mac};
use reqwest::RequestBuilder;
use sha2::Sha256;

/// Adds a body of JSON to a request, and its signature with a secret.
pub(crate) fn signed(request: RequestBuilder, secret: &str, body: String) -> RequestBuilder {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    let request = request.header("Content-Type", "application/json");
    request.header("X-Hub-Signature-256", signature).body(body)
}
