//! The outcome of a call: success, or an error and its user message.

pub(crate) mod error;
pub(crate) mod message;
mod modal;

use std::time::Duration;

pub use self::error::CommandError;
pub(crate) use self::error::intent_names;
pub use self::modal::ModalError;

/// The outcome of a call, as hooks see it.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// async fn log(ctx: &Context, outcome: &Outcome) {
///     let name = ctx.command().map(|command| command.name()).unwrap_or_default();
///     match outcome.error() {
///         None => println!("{name} succeeded after {:?}: {}", outcome.elapsed(), outcome.is_ok()),
///         Some(error) => println!("{name} ended with {} after {:?}", error.code(), outcome.elapsed()),
///     }
/// }
///
/// let bot = Bot::builder().after(log);
/// ```
#[derive(Debug)]
pub struct Outcome {
    pub(crate) result: Result<(), CommandError>,
    pub(crate) elapsed: Duration,
}

impl Outcome {
    pub(crate) fn new(result: Result<(), CommandError>, elapsed: Duration) -> Self {
        Self { result, elapsed }
    }

    /// Whether the command succeeded.
    pub fn is_ok(&self) -> bool {
        self.result.is_ok()
    }

    /// The error, if the command failed or the caller was refused.
    pub fn error(&self) -> Option<&CommandError> {
        self.result.as_ref().err()
    }

    /// The time from the call's arrival to its end.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}
