//! Why a modal is not opened.

use crate::args::ArgumentError;

/// The reason why a modal with run-time texts and values is not opened. Nothing was sent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModalError {
    /// The modal has no field of this name.
    #[error("it has no field `{field}`; it has {}", listed(.fields))]
    UnknownField {
        /// The name in the draft.
        field: String,
        /// The names of the modal's fields.
        fields: Vec<&'static str>,
    },
    /// The title exceeds Discord's limit.
    #[error("a title is not blank and has at most 45 characters")]
    Title,
    /// Discord would refuse the text below the fields.
    #[error("the text below the fields cannot be set: {reason}")]
    Footer {
        /// The reason.
        reason: &'static str,
    },
    /// A field does not accept the value or one of the options.
    #[error("it would open with a value that its field does not accept: {0}")]
    Value(#[from] ArgumentError),
    /// A field does not take what was set, or Discord would refuse it.
    #[error("the field `{field}` cannot be set like this: {reason}")]
    Field {
        /// The field's name.
        field: &'static str,
        /// The reason.
        reason: &'static str,
    },
}

fn listed(fields: &[&str]) -> String {
    fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
}
