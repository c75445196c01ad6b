//! Interactions over HTTP: Discord signs them and posts them to the address that the application has named.

mod portal;

use std::time::Duration;

use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::Value;
use tokio::sync::watch;

/// The application's key, and where its interactions go.
pub(crate) struct Endpoint {
    /// `None` when the system gives no random numbers for one.
    key: Option<Ed25519KeyPair>,
    /// `None` is the gateway.
    url: Option<String>,
    /// What was posted last.
    last: Option<String>,
    /// How many are on their way.
    posting: watch::Sender<u64>,
}

impl Endpoint {
    /// A key of its own for each application.
    pub(crate) fn new() -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).ok();
        let key = document.and_then(|document| Ed25519KeyPair::from_pkcs8(document.as_ref()).ok());
        Self { key, url: None, last: None, posting: watch::Sender::new(0) }
    }

    /// What the application's page shows as its public key.
    pub(crate) fn public_key(&self) -> String {
        self.key.as_ref().map(|key| hex::encode(key.public_key().as_ref())).unwrap_or_default()
    }

    pub(crate) fn is_used(&self) -> bool {
        self.url.is_some()
    }

    /// Posts an interaction as Discord does, on its own.
    pub(crate) fn post(&mut self, interaction: &Value) {
        let url = self.url.as_ref();
        let body = interaction.to_string();
        let request = url.and_then(|url| self.request(url, &body, Signed::default()));
        let Some(request) = request else { return };
        self.last = Some(body);
        let posting = self.posting.clone();
        posting.send_modify(|posting| *posting += 1);
        tokio::spawn(async move {
            // What the bot makes of it shows in its answers; one that cannot be reached gives none.
            if let Err(error) = request.send().await.and_then(reqwest::Response::error_for_status) {
                tracing::warn!(%error, "the endpoint for interactions did not take one");
            }
            posting.send_modify(|posting| *posting -= 1);
        });
    }

    fn request(&self, url: &str, body: &str, signed: Signed) -> Option<reqwest::RequestBuilder> {
        let key = self.key.as_ref()?;
        let now = serenity::model::Timestamp::now().unix_timestamp();
        let at = (now - i64::try_from(signed.ago.as_secs()).unwrap_or(0)).to_string();
        let mut signature = key.sign(format!("{at}{body}").as_bytes()).as_ref().to_vec();
        if let Some(first) = signature.first_mut().filter(|_| signed.is_wrong) {
            *first ^= 1;
        }
        let client = reqwest::Client::builder().no_proxy().build().unwrap_or_default();
        let request = client
            .post(url)
            .header("X-Signature-Ed25519", hex::encode(&signature))
            .header("X-Signature-Timestamp", at)
            .header("Content-Type", "application/json");
        Some(request.body(body.to_owned()))
    }
}

/// How a body is signed.
#[derive(Clone, Copy, Debug, Default)]
struct Signed {
    /// How long ago.
    ago: Duration,
    /// So that the signature is not that of the body.
    is_wrong: bool,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint").field("url", &self.url).finish_non_exhaustive()
    }
}
