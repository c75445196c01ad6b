//! Why a modal is not opened.

use crate::args::ArgumentError;

/// The reason why a modal with run-time texts and values is not opened. Nothing was sent.
///
/// ```no_run
/// use mindtrace_discord::modal::ModalError;
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Modal)]
/// struct Rename {
///     #[field(min_len = 2, max_len = 32)]
///     name: String,
/// }
///
/// /// Rename something.
/// #[command]
/// async fn rename(ctx: &Context, old: String) -> Result<String> {
///     match ctx.modal_with(ModalDraft::<Rename>::new().value("name", &old)).await {
///         Ok(Rename { name }) => Ok(format!("{old} is {name} now.")),
///         Err(CommandError::Modal(ModalError::Value(_))) => Ok(format!("{old} is no name.")),
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModalError {
    /// The modal has no field of this name. Fields are named as in the struct.
    #[error("it has no field `{field}`; it has {}", listed(.fields))]
    UnknownField {
        /// The name in the draft.
        field: String,
        /// The names of the modal's fields.
        fields: Vec<&'static str>,
    },
    /// The title exceeds Discord's limit. Set one of 1 to 45 characters.
    #[error("a title is not blank and has at most 45 characters")]
    Title,
    /// Discord would refuse the text below the fields. Write one of 1 to 4000 characters.
    #[error("the text below the fields cannot be set: {reason}")]
    Footer {
        /// The reason.
        reason: &'static str,
    },
    /// A field does not accept the value or one of the options. Set one that a user could submit, or widen the limits of the field.
    #[error("it would open with a value that its field does not accept: {0}")]
    Value(#[from] ArgumentError),
    /// A field does not take what was set, or Discord would refuse it; the reason says what it takes.
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
