//! Responses to calls with an `Idempotency-Key`, shared by the processes of one bot.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::problem::Problem;
use super::responses::Key;
use super::state::BODY_LIMIT;
use crate::random;
use crate::shared_state::{Away, Claim, SharedState};

/// How long a call of a process that was killed counts as running.
const RUNNING: Duration = Duration::from_secs(30);

/// How long a response is stored, and the key of a call whose process was killed.
const LIFETIME: Duration = Duration::from_mins(10);

/// The largest body that is stored.
const MAX_BODY: usize = 256 * 1024;

/// The most responses that are stored.
const CAPACITY: u32 = 1000;

/// The key whose holders are the stored responses.
const RESPONSES: &str = "idempotency";

/// A call, as it is stored under its key.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    /// The digest of the request. Another request with the same key is an error.
    digest: String,
    /// Distinguishes two calls with the same request.
    call: String,
    /// `None` while the call runs.
    response: Option<Response>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    /// In base64.
    body: String,
}

/// The result of claiming a key among all processes.
pub(super) enum SharedClaim {
    /// The key is new; the caller runs the call. `None` if Redis does not answer, so that the key counts in this process alone.
    New(Option<RunningCall>),
    /// The call has finished with this response.
    Finished(StatusCode, HeaderMap, Bytes),
    /// The call is still running.
    Running,
    /// The process of the call ended before the call did, so the call may have taken effect.
    Unknown,
    /// The key was used for another request.
    OtherRequest,
}

/// A running call. Dropping it releases the key.
pub(super) struct RunningCall {
    server: Arc<dyn SharedState>,
    /// The key. It outlives the process, so that the call does not run twice.
    claim: Claim,
    /// Tells other processes that the call is still running.
    _running: Claim,
    name: String,
    stored: Stored,
}

/// Claims a key.
pub(super) async fn claim(server: &Arc<dyn SharedState>, key: &Key, digest: &[u8; 32]) -> SharedClaim {
    try_claim(server, key, digest).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "an idempotency key counts in this process alone");
        SharedClaim::New(None)
    })
}

async fn try_claim(server: &Arc<dyn SharedState>, key: &Key, digest: &[u8; 32]) -> Result<SharedClaim, Away> {
    let (name, digest) = (name(key), hex::encode(digest));
    let stored = Stored { digest: digest.clone(), call: random::name(), response: None };
    let text = text(&stored);
    // First, so that no other process finds the key without it. The name of the call is new, so this one is not claimed already.
    let running = Claim::key(server, running_key(&stored.call), name.clone(), RUNNING).await?;
    let Some(running) = running else { return Ok(SharedClaim::Running) };
    // A key may be released, or its call may end, between two requests.
    for _ in 0..3 {
        if let Some(claim) = Claim::key(server, name.clone(), text.clone(), LIFETIME).await? {
            let server = Arc::clone(server);
            return Ok(SharedClaim::New(Some(RunningCall {
                server,
                claim,
                _running: running,
                name,
                stored,
            })));
        }
        let Some(known) = server.get(&name).await? else { continue };
        let Ok(found) = serde_json::from_str::<Stored>(&known) else { return Ok(SharedClaim::OtherRequest) };
        if found.digest != digest {
            return Ok(SharedClaim::OtherRequest);
        }
        if let Some(response) = found.response {
            return Ok(response.parts());
        }
        if server.get(&running_key(&found.call)).await?.is_some() {
            return Ok(SharedClaim::Running);
        }
        if server.get(&name).await? == Some(known) {
            return Ok(SharedClaim::Unknown);
        }
    }
    Ok(SharedClaim::Running)
}

/// Returns the key of a call, which has its response later.
fn name((scope, key): &Key) -> String {
    format!("{RESPONSES}:{scope:?}:{}", hex::encode(Sha256::digest(key)))
}

/// Returns the key that a call has while it runs.
fn running_key(call: &str) -> String {
    format!("{RESPONSES}-running:{call}")
}

impl RunningCall {
    /// Releases the key of a call that was refused, so that it can be made again at any process.
    pub(super) async fn forget(self) {
        if self.claim.release().await.is_err() {
            tracing::warn!("an idempotency key could not be released in Redis, and expires");
        }
    }

    /// Stores the response. A large one, or one too many, is replaced by an error, so that the call does not run twice.
    pub(super) async fn finish(self, status: StatusCode, headers: &HeaderMap, body: &Bytes) {
        let Self { server, claim, name, stored, .. } = self;
        let fits =
            body.len() <= MAX_BODY && server.hold(RESPONSES, &name, CAPACITY, LIFETIME).await.unwrap_or(true);
        let response = if fits { Response::of(status, headers, body) } else { not_stored().await };
        let text = text(&Stored { response: Some(response), ..stored });
        if claim.replace(&text, LIFETIME).await != Ok(true) {
            tracing::warn!("the response to a call with an idempotency key was not stored in Redis");
        }
    }
}

impl Response {
    fn of(status: StatusCode, headers: &HeaderMap, body: &Bytes) -> Self {
        let headers = headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        Self { status: status.as_u16(), headers: headers.collect(), body: STANDARD.encode(body) }
    }

    /// Returns the finished call. A response that cannot be read counts as one that was too large.
    fn parts(self) -> SharedClaim {
        let headers = self.headers.iter().filter_map(|(name, value)| {
            Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
        });
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::CONFLICT);
        let body = STANDARD.decode(&self.body).unwrap_or_default();
        SharedClaim::Finished(status, headers.collect(), body.into())
    }
}

async fn not_stored() -> Response {
    let (parts, body) = Problem::response_not_stored().into_response().into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    Response::of(parts.status, &parts.headers, &body)
}

/// Returns the text of a call. Numbers and texts always serialize.
fn text(stored: &Stored) -> String {
    serde_json::to_string(stored).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::Bytes;
    use axum::http::{HeaderMap, HeaderValue, StatusCode};

    use super::{CAPACITY, LIFETIME, MAX_BODY, RUNNING, SharedClaim, Stored, claim, name, running_key, text};
    use crate::http::tokens::Scope;
    use crate::shared_state::{MemoryState, SharedState};

    type Server = Arc<dyn SharedState>;

    async fn new(server: &Server, key: &str) -> super::RunningCall {
        match claim(server, &(Scope::Admin, key.to_owned()), &[0; 32]).await {
            SharedClaim::New(Some(call)) => call,
            _ => panic!("the key is not new"),
        }
    }

    async fn finished(server: &Server, key: &str) -> (StatusCode, HeaderMap, Bytes) {
        match claim(server, &(Scope::Admin, key.to_owned()), &[0; 32]).await {
            SharedClaim::Finished(status, headers, body) => (status, headers, body),
            _ => panic!("the call is not finished"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_runs_once_among_processes_and_a_refusal_is_forgotten() {
        let server: Server = Arc::new(MemoryState::default());
        let key = (Scope::Admin, "a".to_owned());
        let call = new(&server, "a").await;
        assert!(matches!(claim(&server, &key, &[0; 32]).await, SharedClaim::Running));
        assert!(matches!(claim(&server, &key, &[1; 32]).await, SharedClaim::OtherRequest));
        tokio::time::sleep(LIFETIME).await;
        assert!(matches!(claim(&server, &key, &[0; 32]).await, SharedClaim::Running));
        let other_scope = (Scope::Execute, "a".to_owned());
        assert!(matches!(claim(&server, &other_scope, &[1; 32]).await, SharedClaim::New(Some(_))));
        call.forget().await;
        assert!(matches!(claim(&server, &key, &[1; 32]).await, SharedClaim::New(Some(_))));
        let call = new(&server, "b").await;
        let headers = HeaderMap::from_iter([(axum::http::header::ETAG, HeaderValue::from_static("\"1\""))]);
        call.finish(StatusCode::CREATED, &headers, &Bytes::from_static(&[0, 255])).await;
        let stored = finished(&server, "b").await;
        assert_eq!(stored, (StatusCode::CREATED, headers, Bytes::from_static(&[0, 255])));
        tokio::time::sleep(LIFETIME * 2).await;
        new(&server, "b").await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_whose_process_was_killed_does_not_run_again_for_ten_minutes() {
        let server: Server = Arc::new(MemoryState::default());
        let (key, digest) = ((Scope::Admin, "a".to_owned()), [0; 32]);
        // The keys that a killed process leaves behind.
        let stored = Stored { digest: hex::encode(digest), call: "killed".to_owned(), response: None };
        for (name, text, lasts) in
            [(name(&key), text(&stored), LIFETIME), (running_key(&stored.call), name(&key), RUNNING)]
        {
            assert!(server.swap(&name, None, Some(&text), Some(lasts)).await.unwrap());
        }
        assert!(matches!(claim(&server, &key, &digest).await, SharedClaim::Running));
        tokio::time::sleep(RUNNING).await;
        assert!(matches!(claim(&server, &key, &digest).await, SharedClaim::Unknown));
        assert!(matches!(claim(&server, &key, &[1; 32]).await, SharedClaim::OtherRequest));
        tokio::time::sleep(LIFETIME).await;
        assert!(matches!(claim(&server, &key, &digest).await, SharedClaim::New(Some(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_stored_is_bounded_and_never_runs_twice() {
        let server: Server = Arc::new(MemoryState::default());
        let large = Bytes::from(vec![0; MAX_BODY + 1]);
        new(&server, "large").await.finish(StatusCode::OK, &HeaderMap::new(), &large).await;
        assert_eq!(finished(&server, "large").await.0, StatusCode::CONFLICT);
        for number in 0..=CAPACITY {
            let call = new(&server, &number.to_string()).await;
            call.finish(StatusCode::OK, &HeaderMap::new(), &Bytes::new()).await;
        }
        assert_eq!(finished(&server, "0").await.0, StatusCode::OK);
        assert_eq!(finished(&server, &CAPACITY.to_string()).await.0, StatusCode::CONFLICT);
    }
}
