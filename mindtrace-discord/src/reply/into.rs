//! What a handler may return.

use std::borrow::Cow;

use futures::future::BoxFuture;

use super::{Embed, File, Poll, Reply};
use crate::error::{BoxError, HandlerError, Internal};

/// What a command's handler came to: a reply, none, or an error.
pub type HandlerResult = Result<Option<Reply>, BoxError>;

/// A command's future with its types erased.
pub type Invoked<'a> = Result<BoxFuture<'a, HandlerResult>, Internal>;

/// An event handler's future with its types erased.
pub type Handled<'a> = Result<BoxFuture<'a, Result<(), BoxError>>, Internal>;

/// What a command may return: anything that is a reply, or fails to be one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reply",
    label = "a command cannot return this",
    note = "return `()`, `&'static str`, `String`, `Reply`, `Embed`, `Poll`, `File`, an `Option` of one, or a `Result` of one",
    note = "for anything else write what the caller should read: `value.to_string()`"
)]
pub trait IntoReply {
    /// Turns it into what the pipeline sends.
    ///
    /// # Errors
    ///
    /// Gives back the error a handler returned.
    fn into_reply(self) -> HandlerResult;
}

/// What an event handler may return.
#[diagnostic::on_unimplemented(
    message = "an event handler or hook cannot return `{Self}`",
    label = "nobody is there to read this",
    note = "return `()` or `Result<()>`; to say something use `ctx.say(…)`"
)]
pub trait IntoOutcome {
    /// Turns it into what is logged.
    ///
    /// # Errors
    ///
    /// Gives back the error a handler returned.
    fn into_outcome(self) -> Result<(), BoxError>;
}

impl IntoReply for () {
    fn into_reply(self) -> HandlerResult {
        Ok(None)
    }
}

impl IntoReply for Reply {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(self))
    }
}

impl IntoReply for String {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(Reply::new(self)))
    }
}

impl IntoReply for &'static str {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(Reply::new(self)))
    }
}

impl IntoReply for Cow<'static, str> {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(Reply::new(self)))
    }
}

impl IntoReply for Embed {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(Reply::from(self)))
    }
}

impl IntoReply for Poll {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(Reply::from(self)))
    }
}

impl IntoReply for File {
    fn into_reply(self) -> HandlerResult {
        Ok(Some(Reply::from(self)))
    }
}

impl<R: IntoReply> IntoReply for Option<R> {
    fn into_reply(self) -> HandlerResult {
        self.map_or(Ok(None), R::into_reply)
    }
}

impl<R: IntoReply, E: HandlerError> IntoReply for Result<R, E> {
    fn into_reply(self) -> HandlerResult {
        self.map_err(HandlerError::into_error)?.into_reply()
    }
}

impl IntoOutcome for () {
    fn into_outcome(self) -> Result<(), BoxError> {
        Ok(())
    }
}

impl<E: HandlerError> IntoOutcome for Result<(), E> {
    fn into_outcome(self) -> Result<(), BoxError> {
        self.map_err(HandlerError::into_error)
    }
}

/// Erases a command's future. Generated code calls it, so that an expansion contains no async block of its own.
///
/// # Errors
///
/// None; the result is for the `?` of the arguments around it.
pub fn run<'a, R, F>(future: F) -> Result<BoxFuture<'a, HandlerResult>, Internal>
where
    R: IntoReply,
    F: Future<Output = R> + Send + 'a,
{
    Ok(Box::pin(async move { future.await.into_reply() }))
}

/// Erases an event handler's future, as [`run`] does a command's.
///
/// # Errors
///
/// None; the result is for the `?` of the parameters around it.
pub fn handle<'a, R, F>(future: F) -> Result<BoxFuture<'a, Result<(), BoxError>>, Internal>
where
    R: IntoOutcome,
    F: Future<Output = R> + Send + 'a,
{
    Ok(Box::pin(async move { future.await.into_outcome() }))
}
