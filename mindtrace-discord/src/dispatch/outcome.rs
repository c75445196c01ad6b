//! The outcome of an invocation.

use std::time::Duration;

use crate::outcome::CommandError;
use crate::reference::Reference;
use crate::reply::Reply;

/// The outcome of an invocation.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) command: Option<&'static str>,
    pub(crate) reference: Reference,
    pub(crate) result: Result<(), CommandError>,
    /// What a hook says of the failure instead of the framework.
    pub(crate) instead: Option<Reply>,
    pub(crate) elapsed: Duration,
}

/// What the call came to, and what a hook says of the failure instead of the framework.
pub(super) struct Ended {
    pub(super) result: Result<(), CommandError>,
    pub(super) instead: Option<Reply>,
}
