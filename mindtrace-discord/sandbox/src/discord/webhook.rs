//! HTTP interactions: signed, and sent to the interactions endpoint of the application.

mod portal;

use std::sync::OnceLock;
use std::time::Duration;

use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::Value;
use tokio::sync::watch;

/// The key of the application, and its interactions endpoint.
pub(crate) struct Endpoint {
    /// `None` if the system has no source of random numbers.
    key: Option<Ed25519KeyPair>,
    /// `None` if interactions are sent over the gateway.
    url: Option<String>,
    /// The body of the last interaction.
    last: Option<String>,
    /// The number of requests in flight.
    in_flight: watch::Sender<u64>,
    /// Created for the first interaction, because that takes as long as many interactions.
    client: OnceLock<reqwest::Client>,
}

impl Endpoint {
    /// Creates an endpoint with a new key.
    pub(crate) fn new() -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).ok();
        let key = document.and_then(|document| Ed25519KeyPair::from_pkcs8(document.as_ref()).ok());
        Self { key, url: None, last: None, in_flight: watch::Sender::new(0), client: OnceLock::new() }
    }

    /// Returns the public key, as the developer portal shows it.
    pub(crate) fn public_key(&self) -> String {
        self.key.as_ref().map(|key| hex::encode(key.public_key().as_ref())).unwrap_or_default()
    }

    /// Returns the address that interactions are sent to.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    pub(crate) fn is_used(&self) -> bool {
        self.url.is_some()
    }

    /// Sends an interaction, in a task of its own.
    pub(crate) fn send(&mut self, interaction: &Value) {
        let url = self.url.as_ref();
        let body = interaction.to_string();
        let request = url.and_then(|url| self.request(url, &body, Signed::default()));
        let Some(request) = request else { return };
        self.last = Some(body);
        let in_flight = self.in_flight.clone();
        in_flight.send_modify(|in_flight| *in_flight += 1);
        tokio::spawn(async move {
            // A bot that cannot be reached sends no response, which the test notices.
            if let Err(error) = request.send().await.and_then(reqwest::Response::error_for_status) {
                tracing::warn!(%error, "the interactions endpoint did not accept an interaction");
            }
            in_flight.send_modify(|in_flight| *in_flight -= 1);
        });
    }

    fn request(&self, url: &str, body: &str, signed: Signed) -> Option<reqwest::RequestBuilder> {
        let key = self.key.as_ref()?;
        let now = serenity::model::Timestamp::now().unix_timestamp();
        let at = (now - i64::try_from(signed.age.as_secs()).unwrap_or(0)).to_string();
        let mut signature = key.sign(format!("{at}{body}").as_bytes()).as_ref().to_vec();
        if let Some(first) = signature.first_mut().filter(|_| signed.is_forged) {
            *first ^= 1;
        }
        // A connection for each interaction: a bot that was restarted has closed the one before.
        let client = || reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build();
        let request = self
            .client
            .get_or_init(|| client().unwrap_or_default())
            .post(url)
            .header("X-Signature-Ed25519", hex::encode(&signature))
            .header("X-Signature-Timestamp", at)
            .header("Content-Type", "application/json");
        Some(request.body(body.to_owned()))
    }
}

/// The properties of a signature.
#[derive(Clone, Copy, Debug, Default)]
struct Signed {
    /// The age of the signature.
    age: Duration,
    /// Whether the signature does not match the body.
    is_forged: bool,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint").field("url", &self.url).finish_non_exhaustive()
    }
}
