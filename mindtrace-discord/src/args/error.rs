//! Errors of arguments.

use crate::error::BoxError;

/// The reason why a value could not be converted to an argument.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The value is not an expected one.
    #[error("not an expected value")]
    Invalid,
    /// The value matches several things.
    #[error("{0}")]
    Ambiguous(String),
    /// The look-up failed. The caller does not see the cause.
    #[error("looking up the value failed")]
    Failed(#[source] BoxError),
}

impl From<serenity::Error> for ConvertError {
    fn from(error: serenity::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// A mistake in the arguments of a call. The text is shown to the caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArgumentError {
    /// A required argument is missing.
    #[error("`{parameter}` is missing: {expected}.")]
    Missing {
        /// The argument's name.
        parameter: String,
        /// The expected value.
        expected: String,
    },
    /// A value is not an expected one.
    #[error("`{parameter}` must be {expected}, not `{value}`.")]
    Invalid {
        /// The argument's name.
        parameter: String,
        /// The supplied value, shortened.
        value: String,
        /// The expected value.
        expected: String,
    },
    /// A value matches several things.
    #[error("`{parameter}` is not clear: {reason}.")]
    Ambiguous {
        /// The argument's name.
        parameter: String,
        /// The possible matches.
        reason: String,
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
