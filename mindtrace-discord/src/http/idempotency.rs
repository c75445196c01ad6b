//! `Idempotency-Key`: a call that is sent again because its response was lost gets the stored response (IETF draft of that header).

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::auth::Permit;
use super::problem::{Problem, Started};
use super::responses::{Claim, Claimed};
use super::shared_responses::{self, RunningCall, SharedClaim};
use super::state::{BODY_LIMIT, Shared};
use super::tokens::Scope;
use crate::reference::Reference;

const HEADER: &str = "idempotency-key";

/// The maximum length of a key, in characters.
const MAX_KEY: usize = 255;

/// The maximum size of a stored response, in bytes.
const MAX_RESPONSE: usize = 1 << 20;

/// Replays the stored response of a call with the same key, or runs the call.
pub(super) async fn once(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let mut keys = request.headers().get_all(HEADER).iter();
    let Some(key) = keys.next() else { return next.run(request).await };
    if keys.next().is_some() {
        return Problem::bad_request("There is more than one header `Idempotency-Key`.").into_response();
    }
    let key = match key.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= MAX_KEY => key.to_owned(),
        _ => {
            return Problem::bad_request("`Idempotency-Key` must have 1 to 255 ASCII characters.")
                .into_response();
        }
    };
    let (parts, body) = request.into_parts();
    let body = match Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await {
        Ok(body) => body,
        Err(rejection) => return Problem::from(rejection).into_response(),
    };
    let mut digest = Sha256::new();
    for part in [parts.method.as_str().as_bytes(), parts.uri.path().as_bytes(), &body] {
        digest.update(part);
        digest.update([0]);
    }
    // `auth` has added the scope.
    let Some(scope) = parts.extensions.get::<Scope>().copied() else {
        return Problem::unauthorized().into_response();
    };
    let key = (scope, key);
    let digest: [u8; 32] = digest.finalize().into();
    match shared.responses.claim(&key, digest) {
        Claim::New => {}
        Claim::Finished(status, headers, body) => return replayed(status, headers, body),
        Claim::Running => return Problem::in_progress().into_response(),
        Claim::OtherRequest => return Problem::key_reused().into_response(),
    }
    let claimed = Claimed { responses: Arc::clone(&shared.responses), key };
    let mut running = None;
    if let Some(server) = &shared.runtime.shared {
        match shared_responses::claim(server, &claimed.key, &digest).await {
            SharedClaim::New(call) => running = call,
            SharedClaim::Finished(status, headers, body) => return replayed(status, headers, body),
            SharedClaim::Running => return Problem::in_progress().into_response(),
            SharedClaim::Unknown => return Problem::outcome_unknown().into_response(),
            SharedClaim::OtherRequest => return Problem::key_reused().into_response(),
        }
    }
    let permit = parts.extensions.get::<Permit>().cloned();
    // Runs in a task of its own, so that a client that disconnects gets the response when it sends the call again.
    let call = next.run(Request::from_parts(parts, Body::from(body)));
    let task = tokio::spawn(async move {
        let response = respond(claimed, running, call).await;
        // Until here the call counts as one that runs.
        drop(permit);
        response
    });
    task.await.unwrap_or_else(|error| {
        let reference = Reference::next();
        tracing::error!(%error, %reference, "the task of a call with a key failed");
        Problem::internal(reference).into_response()
    })
}

/// Returns the stored response of an earlier call.
fn replayed(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response {
    let mut response = (status, headers, body).into_response();
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}

/// Runs the call and stores its response.
async fn respond(
    claimed: Claimed,
    running: Option<RunningCall>,
    call: impl Future<Output = Response>,
) -> Response {
    let response = call.await;
    // A call that was refused before its handler started can be made again with the same key; one that started does not run
    // again while its response is stored.
    if !response.status().is_success() && response.extensions().get::<Started>().is_none() {
        if let Some(running) = running {
            running.forget().await;
        }
        return response;
    }
    if response.body().size_hint().upper().is_none_or(|size| size > MAX_RESPONSE as u64) {
        // A large response is sent once. An error is stored in its place, so that the call does not run twice.
        let (parts, body) = Problem::response_not_stored().into_response().into_parts();
        if let Ok(body) = to_bytes(body, BODY_LIMIT).await {
            if let Some(running) = running {
                running.finish(parts.status, &parts.headers, &body).await;
            }
            claimed.store(parts.status, parts.headers, body);
        }
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MAX_RESPONSE).await else {
        return Problem::internal(Reference::next()).into_response();
    };
    if let Some(running) = running {
        running.finish(parts.status, &parts.headers, &body).await;
    }
    claimed.store(parts.status, parts.headers.clone(), body.clone());
    Response::from_parts(parts, Body::from(body))
}
