//! One request: its route, body and deadline, and whether it may be repeated.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method};
use serde::Serialize;

use super::multipart;
use super::route::Route;
use crate::reply::File;

/// The time for a request and all its repetitions, unless it says otherwise.
const DEADLINE: Duration = Duration::from_secs(15);

/// The most times a request is sent, unless it says otherwise.
const ATTEMPTS: u32 = 4;

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(super) route: Route,
    pub(super) body: Body,
    pub(super) deadline: Duration,
    /// The most times it is sent.
    pub(super) attempts: u32,
    pub(super) repeat: Repeat,
    /// The text for the guild's audit log.
    pub(super) reason: Option<HeaderValue>,
}

/// The body of a request; cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub(super) content_type: Option<HeaderValue>,
    pub(super) bytes: Bytes,
}

/// Whether a request may be sent again when it is unknown whether Discord handled it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Handling it twice has the same effect as once.
    Safe,
    /// Discord refuses it the second time with the code 40060, so a repetition has no effect if the first one had.
    Acknowledging,
    /// Only if it was certainly not handled.
    Unsafe,
}

impl Request {
    /// Creates a request without a body. One that is not a POST may be repeated.
    pub(crate) fn new(route: Route) -> Self {
        let repeat = if route.method == Method::POST { Repeat::Unsafe } else { Repeat::Safe };
        Self { route, body: Body::default(), deadline: DEADLINE, attempts: ATTEMPTS, repeat, reason: None }
    }

    /// Sets a body of JSON.
    ///
    /// # Errors
    ///
    /// Fails if `body` is not representable as JSON.
    pub(crate) fn json(mut self, body: &(impl Serialize + ?Sized)) -> serde_json::Result<Self> {
        // Most answers fit, so the buffer does not grow.
        let mut bytes = Vec::with_capacity(512);
        serde_json::to_writer(&mut bytes, body)?;
        self.body =
            Body { content_type: Some(HeaderValue::from_static("application/json")), bytes: bytes.into() };
        Ok(self)
    }

    /// Sets a body of JSON with files, if there are any.
    ///
    /// # Errors
    ///
    /// Fails if `body` is not representable as JSON.
    pub(crate) fn message(mut self, body: &impl Serialize, files: &[File]) -> serde_json::Result<Self> {
        if files.is_empty() {
            return self.json(body);
        }
        self.body = multipart::body(&serde_json::to_vec(body)?, files);
        Ok(self)
    }

    /// Allows repetitions of a POST, because handling it twice has the same effect as once.
    pub(crate) fn repeatable(mut self) -> Self {
        self.repeat = Repeat::Safe;
        self
    }

    /// Allows repetitions of the first response to an interaction.
    pub(super) fn acknowledging(mut self) -> Self {
        self.repeat = Repeat::Acknowledging;
        self
    }

    /// Sets the most times the request is sent.
    pub(crate) fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the time for the request and all its repetitions.
    pub(crate) fn within(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }
}
