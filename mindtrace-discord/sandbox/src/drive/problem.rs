//! Errors, with the end of the transcript: the lines before a failure usually explain it.

use std::error::Error;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::SandboxError;

/// The number of transcript lines that an error ends with.
const LINES: usize = 20;

/// An error.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    status: u16,
    /// A code for programs: `bad_request`, `unauthorized`, `wrong_host`, `not_found`, `method_not_allowed`, `refused` for an action
    /// that Discord does not allow, `no_response` if the bot did not do in time what was waited for, `stopping` if the sandbox stops.
    code: &'static str,
    detail: String,
    /// The last lines of the transcript: what members and the bot did instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transcript: Vec<String>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status: status.as_u16(), code, detail: detail.into(), transcript: Vec::new() }
    }

    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", detail)
    }

    pub(super) fn unauthorized() -> Self {
        let detail =
            "Send the header `Authorization: Bearer <token>` with the token that the sandbox printed.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
    }

    pub(super) fn stopping() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "stopping", "The sandbox is stopping.")
    }

    pub(super) fn wrong_host() -> Self {
        let detail = "Only the host names of this machine are served: localhost and 127.0.0.1.";
        Self::new(StatusCode::MISDIRECTED_REQUEST, "wrong_host", detail)
    }
}

/// Answers requests to a route that does not exist.
pub(super) async fn no_such_route() -> Problem {
    let detail = "There is no such route; GET /sandbox/v1/openapi.json lists them.";
    Problem::new(StatusCode::NOT_FOUND, "not_found", detail)
}

/// Answers requests to a route with a method that it does not have.
pub(super) async fn wrong_method() -> Problem {
    let detail = "This route has other methods; GET /sandbox/v1/openapi.json lists them.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}

/// Returns the last lines of a transcript, without its indentation.
fn tail(transcript: &str) -> Vec<String> {
    let lines: Vec<&str> = transcript.lines().collect();
    let start = lines.len().saturating_sub(LINES);
    lines.iter().skip(start).map(|line| line.trim_start().to_owned()).collect()
}

impl From<SandboxError> for Problem {
    fn from(error: SandboxError) -> Self {
        let detail = error.reason();
        let (status, code, transcript) = match &error {
            SandboxError::Timeout { transcript, .. } => {
                (StatusCode::GATEWAY_TIMEOUT, "no_response", tail(transcript))
            }
            SandboxError::Refused { transcript, .. } => (StatusCode::CONFLICT, "refused", tail(transcript)),
            SandboxError::Unknown { .. } => (StatusCode::NOT_FOUND, "not_found", Vec::new()),
            SandboxError::Io(_) | SandboxError::File { .. } => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", Vec::new())
            }
        };
        Self { transcript, ..Self::new(status, code, detail) }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::bad_request(match &rejection {
            QueryRejection::FailedToDeserializeQueryString(error) => {
                format!("The query string is invalid: {}.", cause(error))
            }
            _ => "The query string is invalid.".to_owned(),
        })
    }
}

impl From<JsonRejection> for Problem {
    /// Uses the words and statuses of the bot's HTTP surface.
    fn from(rejection: JsonRejection) -> Self {
        let (status, detail) = match &rejection {
            JsonRejection::MissingJsonContentType(_) => {
                (rejection.status(), "Send `Content-Type: application/json`.".to_owned())
            }
            JsonRejection::JsonDataError(_) => {
                (StatusCode::BAD_REQUEST, "The body is not a JSON object.".to_owned())
            }
            JsonRejection::JsonSyntaxError(error) => {
                (StatusCode::BAD_REQUEST, format!("The body is not JSON: {}.", cause(error)))
            }
            _ if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.".to_owned())
            }
            _ => (rejection.status(), "The body could not be received.".to_owned()),
        };
        Self::new(status, "bad_request", detail)
    }
}

/// Returns the text of the source of an error, or of the error itself.
fn cause(error: &impl Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_ends_with_the_last_lines() {
        let lines: Vec<String> = (0..30).map(|number| format!("  line {number}")).collect();
        let tail = tail(&lines.join("\n"));
        assert_eq!(tail.len(), LINES);
        assert_eq!(tail.first().map(String::as_str), Some("line 10"));
        assert_eq!(tail.last().map(String::as_str), Some("line 29"));
    }
}
