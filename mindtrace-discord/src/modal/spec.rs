//! The specification of a modal.

use crate::args::limit::Presence;
use crate::args::{ArgumentKind, Arguments};
use crate::command::ParamSpec;
use crate::error::Internal;

/// A modal as a struct; `#[derive(Modal)]` implements it.
///
/// Every field is parsed like an argument of a command: the same types, limits and error messages.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a modal",
    label = "this type does not implement `Modal`",
    note = "write `#[derive(Modal)]` on the struct"
)]
pub trait Modal: Sized + Send + 'static {
    /// The modal's specification.
    const SPEC: ModalSpec;

    /// Builds the struct from the values of all fields.
    ///
    /// # Errors
    ///
    /// The errors of [`Arguments::take`].
    fn take(args: &mut Arguments) -> Result<Self, Internal>;
}

/// A modal: its title and its fields.
#[derive(Clone, Copy, Debug)]
pub struct ModalSpec {
    pub(crate) title: &'static str,
    pub(crate) fields: &'static [FieldSpec],
}

/// One field of a modal.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    pub(crate) label: &'static str,
    pub(crate) placeholder: &'static str,
    pub(crate) paragraph: bool,
    pub(crate) radio: bool,
    pub(crate) param: ParamSpec,
}

impl ModalSpec {
    /// Creates a modal with a title of 1 to 45 characters and 1 to 5 fields.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if there are no fields or more than five.
    #[must_use]
    pub const fn new(title: &'static str, fields: &'static [FieldSpec]) -> Self {
        assert!(!fields.is_empty() && fields.len() <= 5, "Discord accepts modals of one to five fields");
        Self { title, fields }
    }
}

impl FieldSpec {
    /// Creates a field with a label of 1 to 45 characters whose value is parsed as `param`.
    #[must_use]
    pub const fn new(label: &'static str, param: ParamSpec) -> Self {
        Self { label, placeholder: "", paragraph: false, radio: false, param }
    }

    /// Whether the field is a text input; otherwise values are selected in it.
    pub(crate) fn is_text(&self) -> bool {
        self.param.choices.is_empty()
            && match self.param.kind {
                ArgumentKind::String | ArgumentKind::Integer | ArgumentKind::Number => true,
                ArgumentKind::Boolean => self.param.presence == Presence::List,
                _ => false,
            }
    }

    /// Sets the placeholder of the empty field, at most 100 characters. Radio groups, checkboxes and file uploads show none.
    #[must_use]
    pub const fn placeholder(mut self, placeholder: &'static str) -> Self {
        self.placeholder = placeholder;
        self
    }

    /// Makes it a multi-line text input.
    #[must_use]
    pub const fn paragraph(mut self) -> Self {
        self.paragraph = true;
        self
    }

    /// Shows the choices as a radio group, or as a checkbox group for a list, instead of a select menu.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if there are fewer than two choices or more than ten.
    #[must_use]
    pub const fn radio(mut self) -> Self {
        let choices = self.param.choices.len();
        assert!(choices != 0, "`radio` is for fields with choices");
        assert!(choices >= 2 && choices <= 10, "Discord accepts two to ten choices in a radio group");
        self.radio = true;
        self
    }
}
