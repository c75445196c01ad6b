//! Stored responses to calls with an `Idempotency-Key`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};

use super::tokens::Scope;

/// How long a response is stored.
const LIFETIME: Duration = Duration::from_mins(10);

/// The most responses stored; the oldest is evicted first.
const CAPACITY: usize = 1000;

/// The most bytes stored; the oldest responses are evicted first.
const BUDGET: usize = 32 << 20;

/// The calls of the last ten minutes, by key.
#[derive(Debug, Default)]
pub(super) struct Responses(Mutex<HashMap<Key, Stored>>);

/// The key of a call and the scope of its token: a program never gets a response that belongs to another token.
pub(super) type Key = (Scope, String);

#[derive(Debug)]
struct Stored {
    /// The digest of the request. Another request with the same key is an error.
    digest: [u8; 32],
    since: Instant,
    /// `None` while the call runs.
    response: Option<(StatusCode, HeaderMap, Bytes)>,
}

/// The result of claiming a key.
pub(super) enum Claim {
    /// The key is new; the caller runs the call.
    New,
    /// The call has finished with this response.
    Finished(StatusCode, HeaderMap, Bytes),
    /// The call is still running.
    Running,
    /// The key was used for another request.
    OtherRequest,
}

/// A running call. Dropping it releases the key unless a response was stored.
pub(super) struct Claimed {
    pub(super) responses: Arc<Responses>,
    pub(super) key: Key,
}

impl Claimed {
    pub(super) fn store(&self, status: StatusCode, headers: HeaderMap, body: Bytes) {
        let mut responses = self.responses.lock();
        evict(&mut responses, |responses| bytes(responses) + body.len() > BUDGET);
        if let Some(stored) = responses.get_mut(&self.key) {
            stored.response = Some((status, headers, body));
        }
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        let mut responses = self.responses.lock();
        if responses.get(&self.key).is_some_and(|stored| stored.response.is_none()) {
            responses.remove(&self.key);
        }
    }
}

impl Responses {
    pub(super) fn claim(&self, key: &Key, digest: [u8; 32]) -> Claim {
        let mut responses = self.lock();
        responses.retain(|_, stored| stored.response.is_none() || stored.since.elapsed() < LIFETIME);
        match responses.get(key) {
            Some(known) if known.digest != digest => Claim::OtherRequest,
            Some(known) => match &known.response {
                Some((status, headers, body)) => Claim::Finished(*status, headers.clone(), body.clone()),
                None => Claim::Running,
            },
            None => {
                evict(&mut responses, |responses| responses.len() >= CAPACITY);
                responses.insert(key.clone(), Stored { digest, since: Instant::now(), response: None });
                Claim::New
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Stored>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes the oldest responses of finished calls while there are too many.
fn evict(responses: &mut HashMap<Key, Stored>, are_too_many: impl Fn(&HashMap<Key, Stored>) -> bool) {
    while are_too_many(responses) {
        let finished = responses.iter().filter(|(_, stored)| stored.response.is_some());
        let oldest = finished.min_by_key(|(_, stored)| stored.since).map(|(key, _)| key.clone());
        let Some(oldest) = oldest else { return };
        responses.remove(&oldest);
    }
}

fn bytes(responses: &HashMap<Key, Stored>) -> usize {
    let bodies = responses.values().filter_map(|stored| stored.response.as_ref());
    bodies.map(|(_, _, body)| body.len()).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::Bytes;
    use axum::http::{HeaderMap, StatusCode};

    use super::{BUDGET, Claim, Claimed, Responses, Scope, bytes};

    #[test]
    fn large_responses_stay_within_the_budget_and_the_newest_is_kept() {
        let responses = Arc::new(Responses::default());
        let body = Bytes::from(vec![0; 1 << 20]);
        for number in 0..600 {
            let key = (Scope::Admin, number.to_string());
            assert!(matches!(responses.claim(&key, [0; 32]), Claim::New));
            let claimed = Claimed { responses: Arc::clone(&responses), key };
            claimed.store(StatusCode::OK, HeaderMap::new(), body.clone());
        }
        assert!(bytes(&responses.lock()) <= BUDGET);
        let newest = (Scope::Admin, "599".to_owned());
        assert!(matches!(responses.claim(&newest, [0; 32]), Claim::Finished(..)));
    }
}
