//! Return types of autocomplete functions.

use futures::future::BoxFuture;

use super::Value;
use crate::error::{BoxError, HandlerError};

/// One value that autocomplete suggests.
///
/// ```no_run
/// use mindtrace_discord::args::Suggestion;
/// use mindtrace_discord::prelude::*;
///
/// async fn cities(typed: &str) -> Vec<Suggestion> {
///     let cities = [("London", 1_i64), ("Leeds", 2)];
///     let found = cities.into_iter().filter(|(name, _)| name.starts_with(typed));
///     found.map(|(name, id)| Suggestion::new(name, id)).collect()
/// }
///
/// /// Show the weather.
/// #[command]
/// async fn weather(#[arg(autocomplete = cities)] city: i64) -> String {
///     format!("It rains in city {city}.")
/// }
/// ```
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
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// async fn tags(ctx: &Context, _: &str) -> Result<Vec<String>> {
///     let guild = ctx.guild_id().ok_or("there are no tags in direct messages")?;
///     Ok(ctx.store().guild(guild).keys("tag.").await?)
/// }
///
/// /// Show a tag.
/// #[command]
/// async fn tag(#[arg(autocomplete = tags)] name: String) -> String {
///     name
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of suggestions",
    label = "an autocomplete function cannot return this",
    note = "return `Vec<String>`, `Vec<i64>`, `Vec<Suggestion>`, or a `Result` of one"
)]
pub trait IntoSuggestions {
    /// Converts the value to suggestions.
    ///
    /// ```
    /// use mindtrace_discord::args::{IntoSuggestions, Suggestion};
    ///
    /// let cities = vec!["London", "Leeds"].into_suggestions();
    /// assert!(cities.is_ok_and(|cities| cities[1] == Suggestion::new("Leeds", "Leeds")));
    /// ```
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
