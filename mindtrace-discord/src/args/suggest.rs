//! Return types of autocomplete functions.

use futures::future::BoxFuture;

use super::Value;
use crate::error::{BoxError, HandlerError};

/// One value that autocomplete suggests.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub(crate) name: String,
    pub(crate) value: Value,
}

impl Suggestion {
    /// Creates a suggestion shown as `name`, at most 100 characters.
    pub fn new(name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// A return type of an autocomplete function: a list of texts, numbers or [`Suggestion`]s, or a `Result` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of suggestions",
    label = "an autocomplete function cannot return this",
    note = "return `Vec<String>`, `Vec<i64>`, `Vec<Suggestion>`, or a `Result` of one"
)]
pub trait IntoSuggestions {
    /// Converts the value to suggestions.
    ///
    /// # Errors
    ///
    /// The error that the function returned.
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

/// Erases the type of an autocomplete function's future. Called by generated code.
pub fn suggest<'a, S, F>(future: F) -> BoxFuture<'a, Result<Vec<Suggestion>, BoxError>>
where
    S: IntoSuggestions,
    F: Future<Output = S> + Send + 'a,
{
    Box::pin(async move { future.await.into_suggestions() })
}
