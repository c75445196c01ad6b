//! Errors as `application/problem+json` (RFC 9457): one table from outcome to status.

use std::any::Any;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::tokens::Scope;
use crate::dispatch::Outcome;
use crate::event::Misfit;
use crate::outcome::error::{CommandError, whole_seconds};
use crate::reference::Reference;
use crate::reply::Reply;
use crate::toggles::StateError;

/// Nearly every route takes 64 KiB.
const TOO_LARGE: &str = "The body is larger than is taken here.";

/// What went wrong, for people and for programs. Nothing internal is in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    /// The word to branch on.
    code: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    /// Commands with a similar name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<&'static str>,
    /// The argument it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// Seconds until it works again.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

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
        }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    pub(crate) fn unauthorized() -> Self {
        let detail = "Send the header `Authorization: Bearer <token>` with the value of DISCORD_HTTP_TOKEN, or of a token that may do less.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    /// The token is one of ours, and not for this.
    pub(crate) fn forbidden(needed: Scope) -> Self {
        let detail = match needed {
            Scope::Admin => "This token may not do that: send the one of DISCORD_HTTP_TOKEN.",
            _ => "This token may only look.",
        };
        Self::new(StatusCode::FORBIDDEN, "forbidden", detail)
    }

    /// Discord has not sent this, or not now.
    pub(crate) fn bad_signature() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "bad_signature", "The signature is not Discord's.")
    }

    /// A call with a key has run, and what it was answered was too large to be kept.
    pub(crate) fn not_kept_answer() -> Self {
        let detail = "The call with this `Idempotency-Key` has run. Its answer was too large to be kept.";
        Self::new(StatusCode::CONFLICT, "answer_not_kept", detail)
    }

    /// A call with the same key has not come to its end.
    pub(crate) fn in_progress() -> Self {
        let detail = "A call with this `Idempotency-Key` is still running.";
        Self::new(StatusCode::CONFLICT, "in_progress", detail)
    }

    /// A call with the same key was another one.
    pub(crate) fn key_reused() -> Self {
        let detail = "This `Idempotency-Key` was sent with another call.";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "key_reused", detail)
    }

    /// A token has sent more than it may.
    pub(crate) fn too_many(wait: Duration) -> Self {
        let mut problem = Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "rate_limited",
            "This token sends more requests than DISCORD_HTTP_RATE lets it.",
        );
        problem.retry_after = Some(whole_seconds(wait));
        problem
    }

    /// Too much is going on.
    pub(crate) fn overloaded() -> Self {
        let detail = "Too many requests are being worked on. Please try again.";
        let mut problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "overloaded", detail);
        problem.retry_after = Some(1);
        problem
    }

    pub(crate) fn wrong_host() -> Self {
        let detail = "This Host is not served here. Add it to DISCORD_HTTP_HOSTS if it should be.";
        Self::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", detail)
    }

    /// Something went wrong that nobody outside can do anything about.
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
            "Discord could not be asked. Please try again.",
        )
    }

    /// There is no event of this name that programs outside may raise.
    pub(crate) fn unknown_event(name: &str, known: &[&str]) -> Self {
        let detail = if known.is_empty() {
            "No event of this bot can be raised here: none has `#[event(http)]`.".to_owned()
        } else {
            format!("There is no event `{name}`. Those that can be raised here are {}.", known.join(", "))
        };
        Self::new(StatusCode::NOT_FOUND, "unknown_event", detail)
    }

    /// An event could not be read from a body.
    pub(crate) fn misfit(error: &Misfit) -> Self {
        let path = error.path().to_string();
        let mut problem = Self::bad_request(format!("The body does not fit: {}.", error.inner()));
        // The root has no name.
        problem.parameter = Some(path).filter(|path| path != ".");
        problem
    }

    /// Discord's client would not let somebody do this.
    #[cfg(feature = "sandbox")]
    pub(crate) fn refused(why: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "refused", why)
    }

    /// The bot has not responded to somebody in the sandbox.
    #[cfg(feature = "sandbox")]
    pub(crate) fn no_answer(what: impl Into<String>) -> Self {
        Self::new(StatusCode::GATEWAY_TIMEOUT, "no_answer", what)
    }

    /// There is nothing of this name to be switched.
    pub(crate) fn unknown(what: &'static str, name: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("There is no {what} `{name}`."))
    }

    /// A switch could not be written down.
    pub(crate) fn not_kept(error: &StateError) -> Self {
        let reference = Reference::next();
        tracing::error!(%error, %reference, "a switch could not be kept");
        Self::internal(reference)
    }

    /// The program has set up a log of its own.
    pub(crate) fn log_of_the_program() -> Self {
        let detail = "This program has set up a log of its own, which is not to be changed here.";
        Self::new(StatusCode::CONFLICT, "log_of_the_program", detail)
    }

    /// What is said to people.
    #[cfg(feature = "mcp")]
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The bot stops.
    pub(crate) fn draining() -> Self {
        Self::of(&CommandError::Draining, None)
    }

    /// There is no room for an event.
    pub(crate) fn events_full() -> Self {
        let detail = "Too many events wait for their handlers. Please try again.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "events_full", detail)
    }

    /// There is no command of this name.
    pub(crate) fn unknown_command(name: &str, nearest: Vec<&'static str>) -> Self {
        let error = CommandError::Unknown { name: name.to_owned(), nearest };
        Self::of(&error, None)
    }

    /// What a command's failure is called over HTTP.
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

/// The table.
fn status(error: &CommandError) -> StatusCode {
    match error {
        CommandError::Unknown { .. } | CommandError::Incomplete { .. } => StatusCode::NOT_FOUND,
        CommandError::Disabled | CommandError::Changed => StatusCode::CONFLICT,
        CommandError::Expired | CommandError::ModalTimeout(_) | CommandError::WaitTimeout(_) => {
            StatusCode::GONE
        }
        CommandError::NoModal => StatusCode::NOT_IMPLEMENTED,
        CommandError::Draining | CommandError::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
        CommandError::GuildOnly
        | CommandError::DmOnly
        | CommandError::NsfwOnly
        | CommandError::OwnersOnly
        | CommandError::Denied { .. }
        | CommandError::NotBelowCaller { .. }
        | CommandError::NotForYou
        | CommandError::MissingPermissions(_)
        | CommandError::BotMissingPermissions(_) => StatusCode::FORBIDDEN,
        CommandError::Cooldown { .. } | CommandError::Busy => StatusCode::TOO_MANY_REQUESTS,
        CommandError::Argument(_) | CommandError::User(_) => StatusCode::BAD_REQUEST,
        CommandError::Deadline(_) => StatusCode::GATEWAY_TIMEOUT,
        CommandError::NoPrivateAnswer
        | CommandError::Handler(_)
        | CommandError::Panic(_)
        | CommandError::Reply(_)
        | CommandError::Lookup(_)
        | CommandError::Check { .. }
        | CommandError::Hook(_)
        | CommandError::NeverSent { .. }
        | CommandError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
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
                // What is said of the failure is the same at every surface.
                let instead = outcome.instead.as_ref().map(Reply::text).filter(|text| !text.is_empty());
                if let Some(text) = instead {
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

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        let status = rejection.status();
        let detail = match &rejection {
            JsonRejection::MissingJsonContentType(_) => "Send `Content-Type: application/json`.".to_owned(),
            // Names the field and the place, and quotes nothing but what the caller sent.
            JsonRejection::JsonDataError(error) => format!("The body does not fit: {}.", inner(error)),
            JsonRejection::JsonSyntaxError(error) => format!("The body is no JSON: {}.", inner(error)),
            _ if status == StatusCode::PAYLOAD_TOO_LARGE => TOO_LARGE.to_owned(),
            _ => "The body could not be read.".to_owned(),
        };
        let status =
            if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status };
        Self::new(status, "bad_request", detail)
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        let status = rejection.status();
        let is_too_large = status == StatusCode::PAYLOAD_TOO_LARGE;
        let detail = if is_too_large { TOO_LARGE } else { "The body could not be read." };
        Self::new(status, "bad_request", detail)
    }
}

impl From<QueryRejection> for Problem {
    fn from(_: QueryRejection) -> Self {
        Self::bad_request("The query string does not fit.")
    }
}

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::bad_request("The path is not valid text.")
    }
}

/// The answer when a page of another site makes somebody's browser send a request.
// tower-http hands the reason over by value.
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn cross_site(_: tower_http::csrf::ProtectionError) -> Response {
    Problem::new(StatusCode::FORBIDDEN, "cross_site", "Another site may not send this.").into_response()
}

/// The answer for a path that is none of ours.
pub(crate) async fn no_such_route() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "no_such_route", "There is nothing here.")
}

/// The answer for a path of ours with another method.
pub(crate) async fn no_such_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "no_such_method", "This path takes another method.")
}

/// The answer when a route panicked; the pipeline catches the panics of handlers long before.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    let reference = Reference::next();
    tracing::error!(%reference, "a route of the HTTP surface panicked");
    Problem::internal(reference).into_response()
}

fn inner(error: &impl std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
