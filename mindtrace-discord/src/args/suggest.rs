//! What an autocomplete function returns.

use futures::future::BoxFuture;

use super::Value;
use crate::error::{BoxError, HandlerError};

/// One value offered while somebody types.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub(crate) name: String,
    pub(crate) value: Value,
}

impl Suggestion {
    /// A value shown as `name`, at most 100 characters.
    pub fn new(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// What an autocomplete function may return: a list of texts, numbers or [`Suggestion`]s, or a `Result` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of suggestions",
    label = "an autocomplete function cannot return this",
    note = "return `Vec<String>`, `Vec<i64>`, `Vec<Suggestion>`, or a `Result` of one"
)]
pub trait IntoSuggestions {
    /// Turns it into suggestions.
    ///
    /// # Errors
    ///
    /// Gives back the error the function returned.
    fn into_suggestions(self) -> Result<Vec<Suggestion>, BoxError>;
}

impl<S: Into<Suggestion>> IntoSuggestions for Vec<S> {
    fn into_suggestions(self) -> Result<Vec<Suggestion>, BoxError> {
        Ok(self.into_iter().map(Into::into).collect())
    }
}

impl<S: IntoSuggestions, E: HandlerError> IntoSuggestions for Result<S, E> {
    fn into_suggestions(self) -> Result<Vec<Suggestion>, BoxError> {
        self.map_err(HandlerError::into_error)?.into_suggestions()
    }
}

impl<V: Into<Value>> From<V> for Suggestion {
    fn from(value: V) -> Self {
        let value = value.into();
        Self { name: value.to_string(), value }
    }
}

/// Erases an autocomplete function's future. Generated code calls it.
pub fn suggest<'a, S, F>(future: F) -> BoxFuture<'a, Result<Vec<Suggestion>, BoxError>>
where
    S: IntoSuggestions,
    F: Future<Output = S> + Send + 'a,
{
    Box::pin(async move { future.await.into_suggestions() })
}
