//! Checks: the gates a bot writes itself.

use futures::future::BoxFuture;

use crate::error::{BoxError, HandlerError, UserError};

/// What a check came to.
pub type Verdict = Result<(), Denial>;

/// Why a check did not let a caller through.
#[derive(Debug)]
#[non_exhaustive]
pub enum Denial {
    /// The check says no, perhaps with a sentence for the caller.
    Refused(Option<String>),
    /// The check itself failed.
    Failed(BoxError),
}

/// What a check may return: `bool`, `()`, or a `Result` of one. A [`UserError`] is a no with a sentence for the caller.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a verdict",
    label = "a check cannot return this",
    note = "return `bool`, or `Result<bool>`, or `Result<()>` with `UserError::new(\"…\")` as the reason for a no"
)]
pub trait IntoVerdict {
    /// Turns it into a verdict.
    ///
    /// # Errors
    ///
    /// The [`Denial`], if the check says no or failed.
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

/// Erases a check's future. Generated code calls it.
pub fn check<'a, V, F>(future: F) -> BoxFuture<'a, Verdict>
where
    V: IntoVerdict,
    F: Future<Output = V> + Send + 'a,
{
    Box::pin(async move { future.await.into_verdict() })
}
