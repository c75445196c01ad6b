//! Checks: gates that the bot's author writes.

use futures::future::BoxFuture;

use crate::error::{BoxError, HandlerError, UserError};

/// The result of a check.
///
/// ```
/// use mindtrace_discord::command::{IntoVerdict, Verdict};
///
/// let verdict: Verdict = true.into_verdict();
/// assert!(verdict.is_ok());
/// ```
pub type Verdict = Result<(), Denial>;

/// Why a check did not pass.
///
/// ```
/// use mindtrace_discord::UserError;
/// use mindtrace_discord::command::{Denial, IntoVerdict};
///
/// assert!(matches!(false.into_verdict(), Err(Denial::Refused(None))));
/// let refused: Result<(), UserError> = Err(UserError::new("Not today."));
/// assert!(matches!(refused.into_verdict(), Err(Denial::Refused(Some(text))) if text == "Not today."));
/// let failed: Result<(), std::fmt::Error> = Err(std::fmt::Error);
/// assert!(matches!(failed.into_verdict(), Err(Denial::Failed(_))));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Denial {
    /// The check refused the caller, with an optional user message.
    Refused(Option<String>),
    /// The check itself failed.
    Failed(BoxError),
}

/// A value that a check may return: `bool`, `()`, or a `Result` of one. A [`UserError`] refuses the caller with a user message.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// async fn is_here(ctx: &Context) -> bool {
///     ctx.channel_id() == Some(ChannelId::new(1088510058284990888))
/// }
///
/// async fn is_human(ctx: &Context) -> Result<()> {
///     if ctx.author().bot { Err(UserError::new("Bots cannot do that.").into()) } else { Ok(()) }
/// }
///
/// /// Join the game.
/// #[command(check(is_here, is_human))]
/// async fn join() -> &'static str {
///     "Welcome!"
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a verdict",
    label = "a check cannot return this",
    note = "return `bool`, or `Result<bool>`, or `Result<()>` with `UserError::new(\"…\")` to refuse the caller with a reason"
)]
pub trait IntoVerdict {
    /// Converts it to a verdict.
    ///
    /// # Errors
    ///
    /// The [`Denial`], if the check refused the caller or failed.
    fn into_verdict(self) -> Verdict;
}

impl IntoVerdict for () {
    fn into_verdict(self) -> Verdict {
        Ok(())
    }
}

impl IntoVerdict for bool {
    fn into_verdict(self) -> Verdict {
        if self { Ok(()) } else { Err(Denial::Refused(None)) }
    }
}

impl<V: IntoVerdict, E: HandlerError> IntoVerdict for Result<V, E> {
    fn into_verdict(self) -> Verdict {
        match self {
            Ok(verdict) => verdict.into_verdict(),
            Err(error) => {
                let error = error.into_error();
                Err(match UserError::text_of(&*error) {
                    Some(text) => Denial::Refused(Some(text.to_owned())),
                    None => Denial::Failed(error),
                })
            }
        }
    }
}

/// Erases the future of a check. Generated code calls it.
pub fn check<'a, V, F>(future: F) -> BoxFuture<'a, Verdict>
where
    V: IntoVerdict,
    F: Future<Output = V> + Send + 'a,
{
    Box::pin(async move { future.await.into_verdict() })
}
