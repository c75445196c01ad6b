//! What is known about a form before it is opened.

use crate::args::{ArgumentKind, Arguments};
use crate::command::ParamSpec;
use crate::error::Internal;

/// A form as a struct; `#[derive(Modal)]` implements it.
///
/// Every field is an argument: the same types, limits and messages as those of a command.
pub trait Modal: Sized + Send + 'static {
    /// The form.
    const SPEC: ModalSpec;

    /// Takes the values of all fields.
    ///
    /// # Errors
    ///
    /// Those of [`Arguments::take`].
    fn take(args: &mut Arguments) -> Result<Self, Internal>;
}

/// A form: its title and its fields.
#[derive(Clone, Copy, Debug)]
pub struct ModalSpec {
    pub(crate) title: &'static str,
    pub(crate) fields: &'static [FieldSpec],
}

/// One field of a form.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    pub(crate) label: &'static str,
    pub(crate) placeholder: &'static str,
    pub(crate) paragraph: bool,
    pub(crate) param: ParamSpec,
}

impl ModalSpec {
    /// A form with a title of 1 to 45 characters and 1 to 5 fields.
    ///
    /// # Panics
    ///
    /// In the compiler, when it has no field or more than five: a spec is a constant.
    #[must_use]
    pub const fn new(title: &'static str, fields: &'static [FieldSpec]) -> Self {
        assert!(!fields.is_empty() && fields.len() <= 5, "Discord takes forms of one to five fields");
        Self { title, fields }
    }
}

impl FieldSpec {
    /// A field called `label`, 1 to 45 characters, that takes what `param` describes.
    ///
    /// # Panics
    ///
    /// In the compiler, when it takes a file or a list: what is filled in arrives as text.
    #[must_use]
    pub const fn new(label: &'static str, param: ParamSpec) -> Self {
        assert!(!matches!(param.kind, ArgumentKind::Attachment), "a field of a form takes no file");
        Self { label, placeholder: "", paragraph: false, param }
    }

    /// Sets what stands in the empty field, at most 100 characters.
    #[must_use]
    pub const fn placeholder(mut self, placeholder: &'static str) -> Self {
        self.placeholder = placeholder;
        self
    }

    /// Makes it a field of several lines.
    #[must_use]
    pub const fn paragraph(mut self) -> Self {
        self.paragraph = true;
        self
    }
}
