//! The error type whose text is shown to the caller.

use std::fmt;
use std::sync::Arc;

/// An error whose text is shown to the caller. For any other error the caller sees a generic message and a reference id.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Divide two numbers.
/// #[command]
/// async fn divide(dividend: i64, divisor: i64) -> Result<String> {
///     let quotient = dividend.checked_div(divisor).ok_or(UserError::new("I cannot divide by zero."))?;
///     Ok(quotient.to_string())
/// }
/// # #[cfg(feature = "sandbox")]
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// # use mindtrace_discord::{Registry, sandbox::Sandbox};
/// # let bot = Bot::builder().registry(Registry::empty().command::<divide>());
/// # let sandbox = Sandbox::start(bot).await?;
/// # let ada = sandbox.member("ada").await?;
/// # assert_eq!(ada.says("!divide 1 0").await?.content, "I cannot divide by zero.");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "sandbox"))]
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
pub struct UserError {
    text: Text,
}

/// The text of a [`UserError`] as an error of its own. Wrappers such as `anyhow::Error` hide the type of the wrapped error but keep its
/// chain of sources, so the text is found in the chain.
#[derive(Clone, Debug)]
struct Text(Arc<str>);

impl UserError {
    /// Creates an error that shows `text` to the caller.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: Text(text.into().into()) }
    }

    /// Returns the text for the caller if `error` or one of its sources is a [`UserError`].
    ///
    /// ```
    /// use mindtrace_discord::UserError;
    ///
    /// let error = UserError::new("Not today.");
    /// assert_eq!(UserError::text_of(&error), Some("Not today."));
    /// assert_eq!(UserError::text_of(&std::fmt::Error), None);
    /// ```
    pub fn text_of<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a str> {
        std::iter::successors(Some(error), |error| error.source())
            .find_map(|error| error.downcast_ref::<Text>())
            .map(|text| &*text.0)
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl std::error::Error for UserError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Text {}

#[cfg(test)]
mod tests {
    use super::UserError;
    use crate::error::BoxError;

    #[derive(Debug, thiserror::Error)]
    #[error("while loading")]
    struct Wrapped(#[source] BoxError);

    #[test]
    fn a_user_text_is_found_in_wrapped_errors() {
        let wrapped = Wrapped(Box::new(UserError::new("not today")));
        assert_eq!(UserError::text_of(&wrapped), Some("not today"));
        assert_eq!(UserError::text_of(&std::io::Error::other("x")), None);
    }
}
