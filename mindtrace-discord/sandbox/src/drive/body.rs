//! The body of a request, which must be a JSON object.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problem::Problem;

/// A `T` parsed from a JSON object.
///
/// `Json<T>` would also accept the list `[null]` for a struct of one field.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let object: Result<Json<Map<String, Value>>, JsonRejection> =
            Json::from_request(request, state).await;
        let Json(object) = object?;
        serde_path_to_error::deserialize(Value::Object(object)).map(Self).map_err(|error| {
            let path = error.path().to_string();
            // The root has no name.
            let path = if path == "." { String::new() } else { format!(" at `{path}`") };
            Problem::bad_request(format!("The body is invalid{path}: {}.", error.inner()))
        })
    }
}
