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
    /// The reply of an `on_error` hook, which replaces the user message.
    pub(crate) error_reply: Option<Reply>,
    /// Whether the handler started; a call that was refused before can be made again.
    pub(crate) started: bool,
    pub(crate) elapsed: Duration,
}

/// The result of the reply stage.
pub(super) struct Ended {
    pub(super) result: Result<(), CommandError>,
    /// The reply of an `on_error` hook, which replaces the user message.
    pub(super) error_reply: Option<Reply>,
    /// Whether the handler started.
    pub(super) started: bool,
}

impl Ended {
    /// The end of a call that was refused without an answer.
    pub(super) fn refused(error: CommandError) -> Self {
        Self { result: Err(error), error_reply: None, started: false }
    }
}
