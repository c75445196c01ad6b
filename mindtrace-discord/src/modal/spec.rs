//! What is known about a form before it is opened.

use crate::args::limit::Presence;
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
    pub(crate) radio: bool,
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
    #[must_use]
    pub const fn new(label: &'static str, param: ParamSpec) -> Self {
        Self { label, placeholder: "", paragraph: false, radio: false, param }
    }

    /// Whether something is written into the field; otherwise something is chosen in it.
    pub(crate) fn is_text(&self) -> bool {
        self.param.choices.is_empty()
            && match self.param.kind {
                ArgumentKind::String | ArgumentKind::Integer | ArgumentKind::Number => true,
                ArgumentKind::Boolean => self.param.presence == Presence::List,
                _ => false,
            }
    }

    /// Sets what stands in the empty field, at most 100 characters; radio buttons, boxes and files have no room for it.
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

    /// Shows its choices as radio buttons, or as boxes where several may be chosen, instead of a menu.
    ///
    /// # Panics
    ///
    /// In the compiler, when it has no choices, fewer than two or more than ten: a spec is a constant.
    #[must_use]
    pub const fn radio(mut self) -> Self {
        let choices = self.param.choices.len();
        assert!(choices != 0, "`radio` is for fields with choices");
        assert!(choices >= 2 && choices <= 10, "Discord shows two to ten radio buttons");
        self.radio = true;
        self
    }
}
