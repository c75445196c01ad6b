//! What can be wrong with an argument.

use crate::error::BoxError;

/// Why one value did not become an argument.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The caller gave something else than expected.
    #[error("not the value that was expected")]
    Invalid,
    /// The caller named something that could be several things.
    #[error("{0}")]
    Ambiguous(String),
    /// Looking it up failed; the caller is not told why.
    #[error("looking up the value failed")]
    Failed(#[source] BoxError),
}

impl From<serenity::Error> for ConvertError {
    fn from(error: serenity::Error) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// What a caller got wrong in the arguments of a command; the text is meant for them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArgumentError {
    /// A required argument is missing.
    #[error("`{parameter}` is missing: {expected}.")]
    Missing {
        /// The argument's name.
        parameter: String,
        /// What it should be.
        expected: String,
    },
    /// A value is not what the argument takes.
    #[error("`{parameter}` must be {expected}, not `{value}`.")]
    Invalid {
        /// The argument's name.
        parameter: String,
        /// What was given, shortened.
        value: String,
        /// What it should be.
        expected: String,
    },
    /// A value could be several things.
    #[error("`{parameter}` is not clear: {reason}.")]
    Ambiguous {
        /// The argument's name.
        parameter: String,
        /// What it could be.
        reason: String,
    },
    /// An argument was given twice.
    #[error("`{parameter}` was given twice.")]
    Twice {
        /// The argument's name.
        parameter: String,
    },
    /// More values than a list takes.
    #[error("`{parameter}` takes at most {most} values.")]
    TooLong {
        /// The argument's name.
        parameter: String,
        /// How many it takes.
        most: usize,
    },
    /// More words than arguments.
    #[error("`{value}` is one word too many. Put a text of several words in \"quotes\".")]
    TooMany {
        /// The first word that is too many, shortened.
        value: String,
    },
    /// An option that the command does not have.
    #[error("There is no argument called `{name}`.")]
    Unknown {
        /// The name given.
        name: String,
    },
    /// A quote without an end.
    #[error("A quote is opened and never closed. Write \\\" for a quote that is part of the text.")]
    OpenQuote,
}

impl ArgumentError {
    /// The argument it is about, if it is about one.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Missing { parameter, .. }
            | Self::Invalid { parameter, .. }
            | Self::Ambiguous { parameter, .. }
            | Self::Twice { parameter }
            | Self::TooLong { parameter, .. } => Some(parameter),
            Self::TooMany { .. } | Self::Unknown { .. } | Self::OpenQuote => None,
        }
    }
}

/// A caller's text as part of a sentence: short, on one line, unable to end the code span it stands in.
pub(crate) fn shown(text: &str) -> String {
    let mut shown: String =
        text.chars().take(60).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}
