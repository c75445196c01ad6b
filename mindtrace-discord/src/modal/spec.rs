//! The specification of a modal.

use crate::args::limit::{Presence, is_choice};
use crate::args::{ArgumentKind, Arguments};
use crate::command::ParamSpec;
use crate::error::Internal;

/// A modal as a struct; `#[derive(Modal)]` implements it.
///
/// Every field is parsed like an argument of a command: the same types, limits and error messages.
///
/// ```no_run
/// use mindtrace_discord::modal;
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Modal)]
/// struct Idea {
///     #[field(paragraph, max_len = 400)]
///     text: String,
/// }
///
/// /// Opens any modal, if the caller can see one.
/// async fn ask<M: modal::Modal>(ctx: &Context) -> Result<Option<M>> {
///     Ok(if ctx.can_modal() { Some(ctx.modal().await?) } else { None })
/// }
///
/// /// Tell an idea.
/// #[command]
/// async fn idea(ctx: &Context) -> Result<Option<String>> {
///     Ok(ask::<Idea>(ctx).await?.map(|idea| format!("Noted: {}", idea.text)))
/// }
/// ```
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
///
/// `#[derive(Modal)]` writes this:
///
/// ```
/// use mindtrace_discord::args::Arguments;
/// use mindtrace_discord::command::{Bound, ParamSpec};
/// use mindtrace_discord::modal::{FieldSpec, Modal, ModalSpec};
/// use mindtrace_discord::{Internal, Result};
///
/// struct Feedback {
///     text: String,
///     stars: u8,
/// }
///
/// impl Modal for Feedback {
///     const SPEC: ModalSpec = ModalSpec::new(
///         "Feedback",
///         const {
///             &[
///                 FieldSpec::new("Text", ParamSpec::of::<String>("text", "In a few words").max_length(400)),
///                 FieldSpec::new("Stars", ParamSpec::of::<u8>("stars", "One to five").max(Bound::Integer(5))),
///             ]
///         },
///     )
///     .footer("-# Thank you.");
///
///     fn take(args: &mut Arguments) -> Result<Self, Internal> {
///         Ok(Self { text: args.take()?, stars: args.take()? })
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ModalSpec {
    pub(crate) title: &'static str,
    pub(crate) fields: &'static [FieldSpec],
    /// The text below the last field; empty if there is none.
    pub(crate) footer: &'static str,
}

/// One field of a modal.
///
/// ```
/// use mindtrace_discord::command::{ChoiceSpec, ParamSpec};
/// use mindtrace_discord::modal::FieldSpec;
///
/// const COLORS: &[ChoiceSpec] = &[ChoiceSpec::new("Red", "red"), ChoiceSpec::new("Blue", "blue")];
///
/// const FLAG: FieldSpec =
///     FieldSpec::new("Colors", ParamSpec::of::<Vec<String>>("colors", "Those that you like").one_of(COLORS))
///         .text("## The new flag")
///         .descriptions(&[("red", "Like fire")])
///         .min_values(1)
///         .max_values(2)
///         .radio();
///
/// const NAME: FieldSpec =
///     FieldSpec::new("Name", ParamSpec::of::<String>("name", "")).placeholder("Union Jack").paragraph();
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    pub(crate) label: &'static str,
    pub(crate) placeholder: &'static str,
    pub(crate) paragraph: bool,
    pub(crate) radio: bool,
    /// The text above the field; empty if there is none.
    pub(crate) text: &'static str,
    /// Choices, by value or name, with their descriptions.
    pub(crate) descriptions: &'static [(&'static str, &'static str)],
    pub(crate) min_values: Option<u8>,
    pub(crate) max_values: Option<u8>,
    pub(crate) param: ParamSpec,
}

impl ModalSpec {
    /// Creates a modal with a title of 1 to 45 characters and 1 to 5 fields.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if there are no fields, or more than five with the texts above them.
    #[must_use]
    pub const fn new(title: &'static str, fields: &'static [FieldSpec]) -> Self {
        assert!(!fields.is_empty() && fields.len() <= 5, "Discord accepts modals of one to five fields");
        let spec = Self { title, fields, footer: "" };
        assert!(spec.components() <= 5, "Discord accepts modals of at most five fields and texts");
        spec
    }

    /// Shows Markdown below the last field, at most 4000 characters.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if there are more than five fields and texts with it.
    #[must_use]
    pub const fn footer(mut self, text: &'static str) -> Self {
        self.footer = text;
        assert!(self.components() <= 5, "Discord accepts modals of at most five fields and texts");
        self
    }

    /// Returns the number of fields and texts.
    const fn components(&self) -> usize {
        let (mut at, mut components) = (0, self.fields.len());
        while at < self.fields.len() {
            if !self.fields[at].text.is_empty() {
                components += 1;
            }
            at += 1;
        }
        if self.footer.is_empty() { components } else { components + 1 }
    }
}

impl FieldSpec {
    /// Creates a field with a label of 1 to 45 characters whose value is parsed as `param`.
    #[must_use]
    pub const fn new(label: &'static str, param: ParamSpec) -> Self {
        Self {
            label,
            placeholder: "",
            paragraph: false,
            radio: false,
            text: "",
            descriptions: &[],
            min_values: None,
            max_values: None,
            param,
        }
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

    /// Shows Markdown above the field, at most 4000 characters.
    #[must_use]
    pub const fn text(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }

    /// Sets the descriptions of choices, which are named by their value or name.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if one of them is no choice.
    #[must_use]
    pub const fn descriptions(mut self, descriptions: &'static [(&'static str, &'static str)]) -> Self {
        let mut at = 0;
        while at < descriptions.len() {
            let is_known = is_choice(descriptions[at].0, self.param.choices);
            assert!(is_known, "`descriptions` names a value that is not a choice");
            at += 1;
        }
        self.descriptions = descriptions;
        self
    }

    /// Sets the smallest number of selected values or uploaded files.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if the field takes one value.
    #[must_use]
    pub const fn min_values(mut self, number: u8) -> Self {
        assert!(matches!(self.param.presence, Presence::List), "`min_values` is for a `Vec`");
        self.min_values = Some(number);
        self
    }

    /// Sets the greatest number of selected values or uploaded files.
    ///
    /// # Panics
    ///
    /// At compile time, since a specification is a constant: if the field takes one value.
    #[must_use]
    pub const fn max_values(mut self, number: u8) -> Self {
        assert!(matches!(self.param.presence, Presence::List), "`max_values` is for a `Vec`");
        self.max_values = Some(number);
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
