//! Errors of handlers: any error fits, and one type whose text the caller sees.

mod user;

pub use self::user::UserError;

/// Any error, boxed: the type that `?` converts errors into inside a handler.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The result of a handler, and of most functions that can fail here: any error fits.
pub type Result<T, E = BoxError> = std::result::Result<T, E>;

/// What a handler may fail with: any error, `anyhow::Error` and plain texts included.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error",
    label = "a handler cannot fail with this",
    note = "implement `std::error::Error` for it, or return `mindtrace_discord::Result<…>` and make it one of your texts with `?`"
)]
pub trait HandlerError {
    /// Boxes it.
    fn into_error(self) -> BoxError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<BoxError>> HandlerError for E {
    fn into_error(self) -> BoxError {
        self.into()
    }
}

/// Generated code and runtime disagree: a bug of ours, never of a caller.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Internal {
    /// A handler asked for an argument that was not bound.
    #[error("the handler takes more arguments than were bound")]
    TooFewArguments,
    /// A handler asked for another type than was bound.
    #[error("an argument was bound as another type")]
    ArgumentType,
    /// A handler borrows a state that nobody handed over.
    #[error("no state of type {0} was handed over with .state(…)")]
    MissingState(&'static str),
    /// A handler was called with another event.
    #[error("the event has another type than the handler's")]
    EventType,
}
