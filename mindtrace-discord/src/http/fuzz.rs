//! The parsers of the HTTP surface, with the invariants that hold for any input.

use std::sync::Arc;
use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use hmac::{Hmac, Mac};
use ring::signature::{Ed25519KeyPair, KeyPair};
use secrecy::{ExposeSecret, SecretString};
use serenity::model::id::UserId;
use sha2::Sha256;

use super::execute::{Execute, parse};
use super::{interactions, webhooks};

/// Checks a signature and a timestamp, a line each, of the rest of the input: as a webhook of GitHub's kind, and as an interaction.
///
/// # Panics
///
/// When a signature is accepted that was not made with the secret, or the right one is refused.
pub fn signature(input: &[u8]) {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (signature, timestamp, body) = (part(), part(), part());

    let secret = SecretString::from("a secret of the fuzz target");
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else { return };
    mac.update(body);
    let right = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    let is_accepted =
        |value: &[u8]| webhooks::is_signed(&secret, &headers(&[("x-hub-signature-256", value)]), body);
    assert!(is_accepted(right.as_bytes()));
    assert!(!is_accepted(signature) || signature.eq_ignore_ascii_case(right.as_bytes()));

    let Ok(pair) = Ed25519KeyPair::from_seed_unchecked(&[7; 32]) else { return };
    let signed = |timestamp: &[u8]| hex::encode(pair.sign(&[timestamp, body].concat()));
    let is_accepted = |signature: &[u8], timestamp: &[u8]| {
        let headers = headers(&[("x-signature-ed25519", signature), ("x-signature-timestamp", timestamp)]);
        interactions::is_signed(pair.public_key().as_ref(), &headers, body)
    };
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = now.to_string();
    assert!(is_accepted(signed(now.as_bytes()).as_bytes(), now.as_bytes()));
    let right = signed(timestamp);
    assert!(!is_accepted(signature, timestamp) || signature.eq_ignore_ascii_case(right.as_bytes()));
}

/// Reads the body of a call.
///
/// # Panics
///
/// When a command without a name is called.
pub fn body(json: &[u8]) {
    let Ok(request) = serde_json::from_slice::<Execute>(json) else { return };
    let used = |text: &str| text.starts_with('!').then(|| Arc::<str>::from("!"));
    if let Ok((name, _)) = parse(&request, &used, UserId::new(7)) {
        assert!(!name.is_empty() && name.trim() == name, "{name:?}");
    }
}

fn headers(lines: &[(&'static str, &[u8])]) -> HeaderMap {
    let line = |(name, value): &(&'static str, &[u8])| {
        Some((HeaderName::from_static(name), HeaderValue::from_bytes(value).ok()?))
    };
    lines.iter().filter_map(line).collect()
}
