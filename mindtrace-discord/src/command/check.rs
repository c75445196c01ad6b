//! Checks: the gates a bot writes itself.

use std::fmt;

use futures::future::BoxFuture;

use crate::context::Context;
use crate::error::{BoxError, UserError};
use crate::reply::HandlerError;

/// A check with its future's type erased.
pub type CheckFn = for<'a> fn(&'a Context) -> BoxFuture<'a, Verdict>;

/// What a check came to.
pub type Verdict = Result<(), Denial>;

/// What has to hold before a command runs, as constant data.
#[derive(Clone, Copy)]
pub enum Check {
    /// One function, under the name it is written with.
    Is(&'static str, CheckFn),
    /// Every one of these.
    All(&'static [Check]),
    /// At least one of these.
    Any(&'static [Check]),
}

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

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(name, _) => f.write_str(name),
            Self::All(checks) => f.debug_tuple("all").field(checks).finish(),
            Self::Any(checks) => f.debug_tuple("any").field(checks).finish(),
        }
    }
}
