//! The errors of requests that axum could not read.

use axum::extract::rejection::{BytesRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;

use super::Problem;

/// The detail for bodies that are too large. Nearly every route accepts 64 KiB.
const TOO_LARGE: &str = "The body is too large.";

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        let status = rejection.status();
        let detail = match &rejection {
            JsonRejection::MissingJsonContentType(_) => "Send `Content-Type: application/json`.".to_owned(),
            // The text names the field and its position, and quotes only input of the caller.
            JsonRejection::JsonDataError(error) => format!("The body is invalid: {}.", inner(error)),
            JsonRejection::JsonSyntaxError(error) => format!("The body is not JSON: {}.", inner(error)),
            _ if status == StatusCode::PAYLOAD_TOO_LARGE => TOO_LARGE.to_owned(),
            _ => "The body could not be received.".to_owned(),
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
        let detail = if is_too_large { TOO_LARGE } else { "The body could not be received." };
        Self::new(status, "bad_request", detail)
    }
}

impl From<QueryRejection> for Problem {
    fn from(_: QueryRejection) -> Self {
        Self::bad_request("The query string is invalid.")
    }
}

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Self::bad_request("The path is not valid text.")
    }
}

/// Returns the text of the source of an error, or of the error itself.
fn inner(error: &impl std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
