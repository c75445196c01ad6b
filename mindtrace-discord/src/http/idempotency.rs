//! `Idempotency-Key`: a call that is sent twice, because its answer got lost, runs once (after the IETF draft of that header).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::auth::Scope;
use super::problem::Problem;
use super::{BODY_LIMIT, Shared};
use crate::reference::Reference;

const HEADER: &str = "idempotency-key";

/// The longest key taken, in characters.
const LONGEST: usize = 255;

/// How long an answer is kept.
const KEPT: Duration = Duration::from_mins(10);

/// How many answers are kept; the oldest go first.
const MOST: usize = 1000;

/// The largest answer kept, in bytes.
const ANSWER: usize = 1 << 20;

/// The calls of the last minutes.
#[derive(Debug, Default)]
pub(super) struct Answers(Mutex<HashMap<Key, Answer>>);

/// A key belongs to the token it came with: what one program was answered is not for another that happens to count the same way.
type Key = (Scope, String);

#[derive(Debug)]
struct Answer {
    /// What was asked: another question with the same key is a mistake.
    question: [u8; 32],
    since: Instant,
    /// `None` while the call runs.
    given: Option<(StatusCode, HeaderMap, Bytes)>,
}

enum Claim {
    Mine,
    Given(StatusCode, HeaderMap, Bytes),
    Running,
    AnotherQuestion,
}

/// Answers a call that was answered before in the same way, without running it again.
pub(super) async fn once(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get(HEADER) else { return next.run(request).await };
    let key = match key.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= LONGEST => key.to_owned(),
        _ => return Problem::bad_request("`Idempotency-Key` is 1 to 255 ASCII characters.").into_response(),
    };
    let (parts, body) = request.into_parts();
    let body = match Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await {
        Ok(body) => body,
        Err(rejection) => return Problem::from(rejection).into_response(),
    };
    let mut question = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), parts.uri.path().as_bytes(), &body] {
        question.update(part);
        question.update([0]);
    }
    // `auth` has let the request in, and left the scope with it.
    let Some(scope) = parts.extensions.get::<Scope>().copied() else {
        return Problem::unauthorized().into_response();
    };
    let key = (scope, key);
    match shared.answers.claim(&key, question.finalize().into()) {
        Claim::Mine => {}
        Claim::Given(status, headers, body) => {
            let mut response = (status, headers, body).into_response();
            response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
            return response;
        }
        Claim::Running => return Problem::in_progress().into_response(),
        Claim::AnotherQuestion => return Problem::key_reused().into_response(),
    }
    let claimed = Claimed { answers: Arc::clone(&shared.answers), key };
    // In a task of its own: whoever hangs up finds the answer when they ask again, and not a call that was broken off.
    let answering = tokio::spawn(answer(claimed, next.run(Request::from_parts(parts, Body::from(body)))));
    answering.await.unwrap_or_else(|error| {
        let reference = Reference::next();
        tracing::error!(%error, %reference, "a call with a key failed");
        Problem::internal(reference).into_response()
    })
}

/// Runs the call, and keeps what it was answered.
async fn answer(claimed: Claimed, call: impl Future<Output = Response>) -> Response {
    let response = call.await;
    // What failed on our side may be tried again.
    if response.status().is_server_error() {
        return response;
    }
    if response.body().size_hint().upper().is_none_or(|size| size > ANSWER as u64) {
        // It is given once; what counts is that it does not run twice.
        let (parts, body) = Problem::not_kept_answer().into_response().into_parts();
        if let Ok(body) = to_bytes(body, BODY_LIMIT).await {
            claimed.answered(parts.status, parts.headers, body);
        }
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, ANSWER).await else {
        return Problem::internal(Reference::next()).into_response();
    };
    claimed.answered(parts.status, parts.headers.clone(), body.clone());
    Response::from_parts(parts, Body::from(body))
}

/// A call that runs; it is forgotten unless an answer is given.
struct Claimed {
    answers: Arc<Answers>,
    key: Key,
}

impl Claimed {
    fn answered(&self, status: StatusCode, headers: HeaderMap, body: Bytes) {
        if let Some(answer) = self.answers.lock().get_mut(&self.key) {
            answer.given = Some((status, headers, body));
        }
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        let mut answers = self.answers.lock();
        if answers.get(&self.key).is_some_and(|answer| answer.given.is_none()) {
            answers.remove(&self.key);
        }
    }
}

impl Answers {
    fn claim(&self, key: &Key, question: [u8; 32]) -> Claim {
        let mut answers = self.lock();
        answers.retain(|_, answer| answer.given.is_none() || answer.since.elapsed() < KEPT);
        match answers.get(key) {
            Some(known) if known.question != question => Claim::AnotherQuestion,
            Some(known) => match &known.given {
                Some((status, headers, body)) => Claim::Given(*status, headers.clone(), body.clone()),
                None => Claim::Running,
            },
            None => {
                if answers.len() >= MOST {
                    let given = answers.iter().filter(|(_, answer)| answer.given.is_some());
                    let oldest = given.min_by_key(|(_, answer)| answer.since).map(|(key, _)| key.clone());
                    if let Some(oldest) = oldest {
                        answers.remove(&oldest);
                    }
                }
                answers.insert(key.clone(), Answer { question, since: Instant::now(), given: None });
                Claim::Mine
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Answer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
