//! The reply of a route.

use serde_json::Value;

use crate::discord::api_error::ApiError;

/// A successful reply, or a failure planned by a test.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
}

/// The result of a route.
pub(crate) type Outcome = Result<Reply, ApiError>;

impl Reply {
    pub(crate) fn new(status: u16, body: Value) -> Self {
        Self { status, body: Some(body) }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::new(200, body)
    }

    pub(crate) fn created(body: Value) -> Self {
        Self::new(201, body)
    }

    pub(crate) fn no_content() -> Self {
        Self { status: 204, body: None }
    }
}
