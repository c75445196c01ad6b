//! `Idempotency-Key`: a call that is sent twice, because its answer got lost, runs once (after the IETF draft of that header).

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::answers::{Claim, Claimed};
use super::problem::Problem;
use super::state::{BODY_LIMIT, Shared};
use super::tokens::Scope;
use crate::reference::Reference;

const HEADER: &str = "idempotency-key";

/// The longest key taken, in characters.
const LONGEST: usize = 255;

/// The largest answer kept, in bytes.
const ANSWER: usize = 1 << 20;

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
