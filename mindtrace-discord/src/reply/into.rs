//! Return types of handlers.

use std::borrow::Cow;

use futures::future::BoxFuture;

use super::{Embed, File, Poll, Reply};
use crate::error::{BoxError, HandlerError, Internal};

/// The result of a command's handler: a reply, no reply, or an error.
///
/// ```
/// use mindtrace_discord::reply::{HandlerResult, IntoReply};
///
/// let answer: HandlerResult = Some("Hello").into_reply();
/// assert!(answer.is_ok_and(|reply| reply.is_some_and(|reply| reply.content() == "Hello")));
/// ```
pub type HandlerResult = Result<Option<Reply>, BoxError>;

/// The type-erased future of a command.
pub type Invoked<'a> = Result<BoxFuture<'a, HandlerResult>, Internal>;

/// The type-erased future of an event handler.
pub type Handled<'a> = Result<BoxFuture<'a, Result<(), BoxError>>, Internal>;

/// A return type of a command: a reply, an `Option` or a `Result` of one.
///
/// A type of a bot can implement it:
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::{HandlerResult, IntoReply};
///
/// struct Score(u32);
///
/// impl IntoReply for Score {
///     fn into_reply(self) -> HandlerResult {
///         Ok(Some(Reply::new(format!("{} points", self.0))))
///     }
/// }
///
/// /// Show your score.
/// #[command]
/// async fn score() -> Score {
///     Score(7)
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a reply",
    label = "a command cannot return this",
    note = "return `()`, `&'static str`, `String`, `Reply`, `Embed`, `Poll`, `File`, an `Option` of one, or a `Result` of one",
    note = "convert anything else to text: `value.to_string()`"
)]
pub trait IntoReply {
    /// Converts the value to the reply that the pipeline sends.
    ///
    /// # Errors
    ///
    /// The error that the handler returned.
    fn into_reply(self) -> HandlerResult;
}

/// A return type of an event handler or hook.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[on_event(MemberJoin)]
/// async fn log(event: &MemberJoin) {
///     println!("{} joined", event.member.user.name);
/// }
///
/// #[on_event(MemberJoin)]
/// async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
///     ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
///     Ok(())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "an event handler or hook cannot return `{Self}`",
    label = "there is no caller to reply to",
    note = "return `()` or `Result<()>`; use `ctx.say(…)` to send a message"
)]
pub trait IntoOutcome {
    /// Converts the value to the result that is logged.
    ///
    /// ```
    /// use mindtrace_discord::reply::IntoOutcome;
    ///
    /// let failed: Result<(), &str> = Err("there is no system channel");
    /// assert!(().into_outcome().is_ok() && failed.into_outcome().is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// The error that the handler returned.
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

/// Erases the type of a command's future. Called by generated code, so that an expansion contains no async block.
///
/// # Errors
///
/// None. The `Result` matches the `?` of the arguments in generated code.
pub fn run<'a, R, F>(future: F) -> Result<BoxFuture<'a, HandlerResult>, Internal>
where
    R: IntoReply,
    F: Future<Output = R> + Send + 'a,
{
    Ok(Box::pin(async move { future.await.into_reply() }))
}

/// Erases the type of an event handler's future, as [`run`] does for a command.
///
/// # Errors
///
/// None. The `Result` matches the `?` of the parameters in generated code.
pub fn handle<'a, R, F>(future: F) -> Result<BoxFuture<'a, Result<(), BoxError>>, Internal>
where
    R: IntoOutcome,
    F: Future<Output = R> + Send + 'a,
{
    Ok(Box::pin(async move { future.await.into_outcome() }))
}
