//! Errors of arguments.

use std::fmt;

use super::Expected;
use crate::error::BoxError;
use crate::locale::Language;

/// The reason why a value could not be converted to an argument.
///
/// ```
/// use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
///
/// struct Planet(&'static str);
///
/// impl Argument for Planet {
///     const KIND: ArgumentKind = ArgumentKind::String;
///     const EXPECTED: &'static str = "a planet";
///
///     async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
///         match value.to_string().as_str() {
///             "mars" => Ok(Self("Mars")),
///             "m" => Err(ConvertError::Ambiguous("it begins Mars and Mercury".into())),
///             _ => Err(ConvertError::Invalid),
///         }
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The value is not an expected one. The caller reads [`EXPECTED`](super::Argument::EXPECTED).
    #[error("not an expected value")]
    Invalid,
    /// The value matches several things. The caller reads which, and can be more precise.
    #[error("{0}")]
    Ambiguous(Ambiguity),
    /// The look-up failed. The caller does not see the cause, which is in the log.
    #[error("looking up the value failed")]
    Failed(#[source] BoxError),
}

impl From<serenity::Error> for ConvertError {
    fn from(error: serenity::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// The things that an ambiguous value matches. It is displayed in English; a caller on Discord reads it in the caller's language.
///
/// ```
/// use mindtrace_discord::args::Ambiguity;
///
/// assert_eq!(Ambiguity::from("two planets").to_string(), "two planets");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ambiguity {
    /// This many members of that name.
    Members(usize),
    /// This many roles of that name.
    Roles(usize),
    /// This many channels of that name.
    Channels(usize),
    /// A member and a role of that name.
    UserOrRole,
    /// Described by a text of the bot, which completes "`name` is not clear: …".
    Other(String),
}

/// A mistake in the arguments of a call. The text is shown to the caller.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// async fn hint(ctx: &Context, error: &CommandError) -> Option<String> {
///     let CommandError::Argument(error) = error else { return None };
///     let about = error.parameter().unwrap_or("the call");
///     let usage = ctx.command()?.usage_text(&ctx.prefix());
///     Some(format!("{error} This is about {about}: `{usage}`"))
/// }
///
/// let bot = Bot::builder().on_error(hint);
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ArgumentError {
    /// A required argument is missing.
    #[error("`{parameter}` is missing: {expected}.")]
    Missing {
        /// The argument's name.
        parameter: String,
        /// The expected value.
        expected: Expected,
    },
    /// A value is not an expected one.
    #[error("`{parameter}` must be {expected}, not `{value}`.")]
    Invalid {
        /// The argument's name.
        parameter: String,
        /// The supplied value, shortened.
        value: String,
        /// The expected value.
        expected: Expected,
    },
    /// A value matches several things.
    #[error("`{parameter}` is not clear: {reason}.")]
    Ambiguous {
        /// The argument's name.
        parameter: String,
        /// The possible matches.
        reason: Ambiguity,
    },
    /// An argument was supplied twice.
    #[error("`{parameter}` was given twice.")]
    Duplicate {
        /// The argument's name.
        parameter: String,
    },
    /// A list has too many values.
    #[error("`{parameter}` takes at most {most} values.")]
    TooLong {
        /// The argument's name.
        parameter: String,
        /// The maximum number of values.
        most: usize,
    },
    /// There are more words than arguments.
    #[error("`{value}` is one word too many. Put a text of several words in \"quotes\".")]
    TooMany {
        /// The first superfluous word, shortened.
        value: String,
    },
    /// The command has no argument of this name.
    #[error("There is no argument called `{name}`.")]
    Unknown {
        /// The supplied name.
        name: String,
    },
    /// A quote is not closed.
    #[error("A quote is opened and never closed. Write \\\" for a quote that is part of the text.")]
    OpenQuote,
}

impl ArgumentError {
    /// Returns the name of the argument that the error concerns, if there is one.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Missing { parameter, .. }
            | Self::Invalid { parameter, .. }
            | Self::Ambiguous { parameter, .. }
            | Self::Duplicate { parameter }
            | Self::TooLong { parameter, .. } => Some(parameter),
            Self::TooMany { .. } | Self::Unknown { .. } | Self::OpenQuote => None,
        }
    }

    /// Returns the text in a language; in English it equals the displayed one.
    pub(crate) fn text(&self, language: Language<'_>) -> String {
        match self {
            Self::Missing { parameter, expected } => {
                let expected = expected.text(language);
                let args = [("parameter", parameter.into()), ("expected", expected.into())];
                language.text("mindtrace-argument-missing", args)
            }
            Self::Invalid { parameter, value, expected } => {
                let expected = expected.text(language);
                let args =
                    [("parameter", parameter.into()), ("value", value.into()), ("expected", expected.into())];
                language.text("mindtrace-argument-invalid", args)
            }
            Self::Ambiguous { parameter, reason } => {
                let args = [("parameter", parameter.into()), ("reason", reason.text(language).into())];
                language.text("mindtrace-argument-ambiguous", args)
            }
            Self::Duplicate { parameter } => {
                language.text("mindtrace-argument-twice", [("parameter", parameter.into())])
            }
            Self::TooLong { parameter, most } => {
                let args = [("parameter", parameter.into()), ("most", (*most).into())];
                language.text("mindtrace-argument-too-long", args)
            }
            Self::TooMany { value } => {
                language.text("mindtrace-argument-too-many", [("value", value.into())])
            }
            Self::Unknown { name } => language.text("mindtrace-argument-unknown", [("name", name.into())]),
            Self::OpenQuote => language.text("mindtrace-argument-open-quote", []),
        }
    }
}

impl Ambiguity {
    fn text(&self, language: Language<'_>) -> String {
        let several = |key, count: usize| language.text(key, [("count", count.into())]);
        match self {
            Self::Members(count) => several("mindtrace-ambiguous-members", *count),
            Self::Roles(count) => several("mindtrace-ambiguous-roles", *count),
            Self::Channels(count) => several("mindtrace-ambiguous-channels", *count),
            Self::UserOrRole => language.text("mindtrace-ambiguous-user-or-role", []),
            Self::Other(reason) => reason.clone(),
        }
    }
}

impl fmt::Display for Ambiguity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::ENGLISH))
    }
}

impl From<String> for Ambiguity {
    fn from(reason: String) -> Self {
        Self::Other(reason)
    }
}

impl From<&str> for Ambiguity {
    fn from(reason: &str) -> Self {
        Self::Other(reason.to_owned())
    }
}

/// Shortens a caller's text to one line that can be quoted in a code span.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String =
        text.chars().take(60).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Ambiguity, ArgumentError};
    use crate::args::Expected;
    use crate::args::expected::Limits;
    use crate::locale::Language;

    #[test]
    fn the_english_text_is_the_displayed_one() {
        let text = || "count".to_owned();
        let expected = || {
            Expected::new(Limits {
                declared: "a text",
                is_numeric: false,
                choices: &[],
                channels: &[],
                min: None,
                max: None,
                min_length: Some(1),
                max_length: None,
            })
        };
        let ambiguous = |reason| ArgumentError::Ambiguous { parameter: text(), reason };
        let errors = [
            ArgumentError::Missing { parameter: text(), expected: expected() },
            ArgumentError::Invalid { parameter: text(), value: text(), expected: expected() },
            ambiguous(Ambiguity::Members(2)),
            ambiguous("there are two".into()),
            ArgumentError::Duplicate { parameter: text() },
            ArgumentError::TooLong { parameter: text(), most: 25 },
            ArgumentError::TooMany { value: text() },
            ArgumentError::Unknown { name: text() },
            ArgumentError::OpenQuote,
        ];
        for error in errors {
            assert_eq!(error.text(Language::ENGLISH), error.to_string());
        }
    }
}
