//! Errors of handlers: any error type is accepted, and the text of a [`UserError`] is shown to the caller.

mod request;
mod user;

pub use self::request::RequestError;
pub use self::user::UserError;

/// Any error, boxed: the type that `?` converts errors into inside a handler.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// fn parse(text: &str) -> Result<u32, BoxError> {
///     let number: u32 = text.parse()?;
///     if number == 0 { Err("zero is no number of dice".into()) } else { Ok(number) }
/// }
///
/// assert!(parse("2").is_ok() && parse("0").is_err() && parse("two").is_err());
/// ```
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The result of a handler, and of most fallible functions in this crate.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show the message of the day.
/// #[command]
/// async fn motd() -> Result<String> {
///     Ok(std::fs::read_to_string("motd.txt")?)
/// }
/// ```
pub type Result<T, E = BoxError> = std::result::Result<T, E>;

/// An error that a handler may return: any error type, including `anyhow::Error` and plain text.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show the message of the day.
/// #[command]
/// async fn motd() -> Result<String, std::io::Error> {
///     std::fs::read_to_string("motd.txt")
/// }
///
/// /// Roll a die.
/// #[command]
/// async fn roll(sides: u32) -> Result<String, &'static str> {
///     if sides == 0 { Err("a die without sides") } else { Ok("1".to_owned()) }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error",
    label = "a handler cannot return this as its error",
    note = "implement `std::error::Error` for it, or return `mindtrace_discord::Result<…>` and convert it with `?`"
)]
pub trait HandlerError {
    /// Boxes the error.
    ///
    /// ```
    /// use mindtrace_discord::reply::HandlerError;
    ///
    /// assert_eq!("a die without sides".into_error().to_string(), "a die without sides");
    /// ```
    fn into_error(self) -> BoxError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<BoxError>> HandlerError for E {
    fn into_error(self) -> BoxError {
        self.into()
    }
}

/// A mismatch between generated code and the runtime: a bug in this crate, never the caller's mistake.
///
/// A bot meets it only in a specification that is written by hand: bind and take the same arguments.
///
/// ```no_run
/// use mindtrace_discord::args::Arguments;
/// use mindtrace_discord::{Internal, Result};
///
/// /// Takes the arguments of a command that is written by hand.
/// fn take(args: &mut Arguments) -> Result<(String, u32), Internal> {
///     Ok((args.take()?, args.take()?))
/// }
/// ```
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Internal {
    /// A handler takes an argument that was not bound.
    #[error("the handler takes more arguments than were bound")]
    TooFewArguments,
    /// A handler takes an argument of another type than the bound one.
    #[error("an argument was bound as another type")]
    ArgumentType,
    /// A handler borrows a state that was not passed to `.state(…)`.
    #[error("no state of type {0} was passed to .state(…)")]
    MissingState(&'static str),
    /// A handler was called with an event of another type.
    #[error("the event is of another type than the handler's")]
    EventType,
}
