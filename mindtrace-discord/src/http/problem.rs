//! Errors as `application/problem+json` (RFC 9457), and the status of each kind of failure.

mod rejection;

use std::any::Any;
use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::tokens::Scope;
use crate::dispatch::Outcome;
use crate::event::ParseError;
use crate::outcome::error::{CommandError, whole_seconds};
use crate::reference::Reference;
use crate::reply::Reply;
use crate::toggles::StateError;

/// An error, for humans and for programs. It contains nothing internal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    /// A code for programs.
    code: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// Commands with a similar name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<&'static str>,
    /// The argument that caused the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// Seconds to wait before a retry.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
    /// Whether the handler started, so that the call must not run again for its `Idempotency-Key`.
    #[serde(skip)]
    started: bool,
}

/// Marks the response to a call whose handler started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Started;

impl Problem {
    fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:mindtrace-discord:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code,
            detail: detail.into(),
            reference: None,
            nearest: Vec::new(),
            parameter: None,
            retry_after: None,
            started: false,
        }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    pub(crate) fn unauthorized() -> Self {
        let detail = "Send the header `Authorization: Bearer <token>` with the value of DISCORD_HTTP_TOKEN, or with a token of a \
                      narrower scope.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    /// The token is valid, but its scope is too narrow.
    pub(crate) fn forbidden(needed: Scope) -> Self {
        let detail = match needed {
            Scope::Admin => "This token may not do this: send the one of DISCORD_HTTP_TOKEN.",
            _ => "This token is read-only.",
        };
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    pub(crate) fn author_not_allowed() -> Self {
        let detail = "This token may not act as that `author_id`: leave it out, list the user in DISCORD_HTTP_EXECUTE_AS, or send the \
                      token of DISCORD_HTTP_TOKEN.";
        Self::new(StatusCode::FORBIDDEN, "author_not_allowed", detail)
    }

    /// The request was not signed by Discord, or not recently.
    pub(crate) fn bad_signature() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "bad_signature", "The signature is not Discord's.")
    }

    /// A webhook has no signature of its secret, or there is none of this name.
    pub(crate) fn bad_webhook_signature() -> Self {
        let detail = "There is no webhook of this name, or the signature is missing or wrong.";
        Self::new(StatusCode::UNAUTHORIZED, "bad_signature", detail)
    }

    /// A call with this key has run, and its response was too large to store.
    pub(crate) fn response_not_stored() -> Self {
        let detail = "The call with this `Idempotency-Key` has run. Its response was too large to store.";
        Self::new(StatusCode::CONFLICT, "response_not_stored", detail)
    }

    /// A call with the same key is still running.
    pub(crate) fn in_progress() -> Self {
        let detail = "A call with this `Idempotency-Key` is still running.";
        Self::new(StatusCode::CONFLICT, "in_progress", detail)
    }

    /// The process that ran the call with the same key has ended, and the call may have taken effect.
    pub(crate) fn outcome_unknown() -> Self {
        let detail = "The process that ran the call with this `Idempotency-Key` has ended, so the outcome is unknown. Send a new key to \
                      call again.";
        Self::new(StatusCode::CONFLICT, "outcome_unknown", detail)
    }

    /// The key was used for another call.
    pub(crate) fn key_reused() -> Self {
        let detail = "This `Idempotency-Key` was used for another call.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key_reused", detail)
    }

    /// A token exceeded its rate.
    pub(crate) fn too_many(wait: Duration) -> Self {
        let mut problem = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "rate_limited",
            "This token sends more requests per second than DISCORD_HTTP_RATE permits.",
        );
        problem.retry_after = Some(whole_seconds(wait));
        problem
    }

    /// Too many requests are running.
    pub(crate) fn overloaded() -> Self {
        let detail = "Too many requests are running. Please try again.";
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded", detail);
        problem.retry_after = Some(1);
        problem
    }

    pub(crate) fn wrong_host() -> Self {
        let detail = "This host name is not served here. To serve it, add it to DISCORD_HTTP_HOSTS.";
        Self::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", detail)
    }

    /// An internal error, which the log describes under the reference.
    pub(crate) fn internal(reference: Reference) -> Self {
        let mut problem =
            Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on my side.");
        problem.reference = Some(reference.to_string());
        problem
    }

    pub(crate) fn unknown_user() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unknown_user", "There is no user with this `author_id`.")
    }

    pub(crate) fn unavailable() -> Self {
        Self::new(
            StatusCode::BAD_GATEWAY,
            "discord_unavailable",
            "A request to Discord failed. Please try again.",
        )
    }

    /// No event of this name can be raised over HTTP.
    pub(crate) fn unknown_event(name: &str, known: &[&str]) -> Self {
        let detail = if known.is_empty() {
            "This bot has no events with `#[event(http)]`.".to_owned()
        } else {
            format!("There is no event `{name}` with `#[event(http)]`. The bot has: {}.", known.join(", "))
        };
        Self::new(StatusCode::NOT_FOUND, "unknown_event", detail)
    }

    /// A body could not be parsed.
    pub(crate) fn invalid_body(error: &ParseError) -> Self {
        let path = error.path().to_string();
        let mut problem = Self::bad_request(format!("The body is invalid: {}.", error.inner()));
        // The root has no name.
        problem.parameter = Some(path).filter(|path| path != ".");
        problem
    }

    /// The sandbox refused an action, as Discord would.
    #[cfg(feature = "sandbox")]
    pub(crate) fn refused(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "refused", detail)
    }

    /// The bot did not respond to an action in the sandbox.
    #[cfg(feature = "sandbox")]
    pub(crate) fn no_response(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::GATEWAY_TIMEOUT, "no_response", detail)
    }

    /// There is no category or handler of this name.
    pub(crate) fn unknown(noun: &'static str, name: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("There is no {noun} `{name}`."))
    }

    /// A toggle could not be stored.
    pub(crate) fn not_stored(error: &StateError) -> Self {
        if let StateError::Away(_) = error {
            let detail = "Redis, which keeps the toggles and the log level, does not answer. Nothing was changed; the last state stays in effect.";
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "state_unavailable", detail);
        }
        let reference = Reference::next();
        tracing::error!(%error, %reference, "a toggle could not be stored");
        Self::internal(reference)
    }

    /// The program has set up its own logger.
    pub(crate) fn custom_logger() -> Self {
        let detail = "This program has set up its own logger, whose level cannot be changed here.";
        Self::new(StatusCode::CONFLICT, "custom_logger", detail)
    }

    /// Returns the description for humans.
    #[cfg(feature = "mcp")]
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The bot is stopping.
    pub(crate) fn draining() -> Self {
        Self::of(&CommandError::Draining, None)
    }

    /// The event queue is full.
    pub(crate) fn events_full() -> Self {
        let detail = "Too many events are waiting for their handlers. Please try again.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "events_full", detail)
    }

    /// There is no command of this name.
    pub(crate) fn unknown_command(name: &str, nearest: Vec<&'static str>) -> Self {
        let error = CommandError::Unknown { name: name.to_owned(), nearest };
        Self::of(&error, None)
    }

    /// Converts the error of a call.
    pub(crate) fn of(error: &CommandError, reference: Option<Reference>) -> Self {
        let mut problem = Self::new(status(error), error.code(), error.plain_text_message());
        if !error.is_user_fault() {
            problem.reference = reference.map(|reference| reference.to_string());
        }
        match error {
            CommandError::Unknown { nearest, .. } => problem.nearest.clone_from(nearest),
            CommandError::Cooldown { retry_after, .. } => {
                problem.retry_after = Some(whole_seconds(*retry_after));
            }
            CommandError::Argument(error) => problem.parameter = error.parameter().map(str::to_owned),
            _ => {}
        }
        problem
    }
}

/// Returns the HTTP status of an error.
fn status(error: &CommandError) -> StatusCode {
    match error {
        CommandError::Unknown { .. } | CommandError::Incomplete { .. } => StatusCode::NOT_FOUND,
        CommandError::Disabled | CommandError::Changed => StatusCode::CONFLICT,
        CommandError::Expired | CommandError::ModalTimeout(_) | CommandError::WaitTimeout(_) => {
            StatusCode::GONE
        }
        CommandError::NoModal => StatusCode::NOT_IMPLEMENTED,
        CommandError::Draining
        | CommandError::Cancelled
        | CommandError::Overloaded
        | CommandError::CooldownUnknown => StatusCode::SERVICE_UNAVAILABLE,
        CommandError::GuildOnly
        | CommandError::DmOnly
        | CommandError::NsfwOnly
        | CommandError::OwnersOnly
        | CommandError::NotEntitled { .. }
        | CommandError::Denied { .. }
        | CommandError::NotBelowCaller { .. }
        | CommandError::NotForYou
        | CommandError::MissingPermissions(_)
        | CommandError::BotMissingPermissions(_) => StatusCode::FORBIDDEN,
        CommandError::Cooldown { .. } | CommandError::Busy => StatusCode::TOO_MANY_REQUESTS,
        CommandError::Argument(_) | CommandError::User(_) | CommandError::NeedsChannel => {
            StatusCode::BAD_REQUEST
        }
        CommandError::Deadline(_) => StatusCode::GATEWAY_TIMEOUT,
        CommandError::NoPrivateAnswer
        | CommandError::Handler(_)
        | CommandError::Panic(_)
        | CommandError::Reply(_)
        | CommandError::Lookup(_)
        | CommandError::Check { .. }
        | CommandError::Hook(_)
        | CommandError::Modal(_)
        | CommandError::NeverSent { .. }
        | CommandError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (retry_after, started) = (self.retry_after, self.started);
        let mut response = (status, Json(self)).into_response();
        if started {
            response.extensions_mut().insert(Started);
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<&Outcome> for Problem {
    fn from(outcome: &Outcome) -> Self {
        match &outcome.result {
            Err(error) => {
                let mut problem = Self::of(error, Some(outcome.reference));
                problem.started = outcome.started;
                // The reply of `on_error` replaces the user message on every surface.
                let error_reply =
                    outcome.error_reply.as_ref().map(Reply::text).filter(|text| !text.is_empty());
                if let Some(text) = error_reply {
                    problem.detail = text;
                }
                problem
            }
            Ok(()) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on my side.")
            }
        }
    }
}

/// Responds to a request that a page of another site makes a browser send.
// tower-http passes the reason by value.
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn cross_site(_: tower_http::csrf::ProtectionError) -> Response {
    Problem::new(StatusCode::FORBIDDEN, "cross_site", "Cross-site requests are refused.").into_response()
}

/// Responds to an unknown path.
pub(crate) async fn no_such_route() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "no_such_route", "There is no such route.")
}

/// Responds to a known path with another method.
pub(crate) async fn no_such_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no_such_method", "This route does not support this method.")
}

/// Responds when a route panicked. The pipeline catches panics of handlers before they get here.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let reference = Reference::next();
    tracing::error!(%reference, "a route of the HTTP surface panicked");
    Problem::internal(reference).into_response()
}
