//! A modal whose texts and values are set at run time.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::{FieldValue, Modal};
use crate::component::SelectOption;

/// A modal with a title, labels and values that are set at run time; [`Context::modal_with`](crate::Context::modal_with) opens it.
///
/// Everything else is as `#[derive(Modal)]` declares it. Fields are named as in the struct. A user who leaves a field alone submits the
/// value with which it opened.
///
/// A struct with `#[derive(Modal)]` becomes a draft that opens with its values: `ctx.modal_with(ModalDraft::from(old))`. Files, and types
/// that are parsed with `FromStr`, open as they are declared.
///
/// ```
/// use mindtrace_discord::modal::ModalDraft;
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Modal)]
/// struct TagText {
///     #[field(paragraph)]
///     text: String,
///     shelf: Option<String>,
///     editors: Vec<User>,
/// }
///
/// /// Edit a tag.
/// #[command]
/// async fn edit(ctx: &Context, name: String) -> Result<String> {
///     let draft = ModalDraft::<TagText>::new()
///         .title(format!("Edit {name}"))
///         .value("text", "The old text")
///         .label("text", "New text")
///         .options("shelf", [SelectOption::new("Novels", "novels"), SelectOption::new("Poems", "poems")])
///         .value("shelf", "poems")
///         .value("editors", [ctx.author().id])
///         .text("editors", "## The editors")
///         .placeholder("editors", "Those who may change it")
///         .footer("-# All members can read it.")
///         .timeout(Duration::from_mins(5));
///     let tag = ctx.modal_with(draft).await?;
///     Ok(format!("`{name}` is now: {}", tag.text))
/// }
/// ```
#[must_use = "a draft does nothing until `ctx.modal_with` opens it"]
pub struct ModalDraft<M> {
    changes: Changes,
    timeout: Option<Duration>,
    modal: PhantomData<fn() -> M>,
}

/// The changes of a draft.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    pub(super) title: Option<String>,
    pub(super) footer: Option<String>,
    /// By the fields' names, of which each is there once.
    pub(super) fields: Vec<(String, FieldChange)>,
}

/// The changes of one field.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldChange {
    pub(super) label: Option<String>,
    pub(super) placeholder: Option<String>,
    pub(super) value: Option<FieldValue>,
    pub(super) options: Option<Vec<SelectOption>>,
    pub(super) text: Option<String>,
}

impl<M: Modal> ModalDraft<M> {
    /// Creates a draft of the modal as it is declared.
    pub fn new() -> Self {
        Self { changes: Changes::default(), timeout: None, modal: PhantomData }
    }

    /// Sets the title, at most 45 characters.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.changes.title = Some(title.into());
        self
    }

    /// Sets the Markdown below the last field, at most 4000 characters; an empty text removes it.
    pub fn footer(mut self, text: impl Into<String>) -> Self {
        self.changes.footer = Some(text.into());
        self
    }

    /// Sets the label of a field, at most 45 characters.
    pub fn label(mut self, field: &str, label: impl Into<String>) -> Self {
        self.changes.field(field).label = Some(label.into());
        self
    }

    /// Sets the placeholder of an empty field, at most 100 characters. Radio groups, checkboxes and file uploads show none.
    pub fn placeholder(mut self, field: &str, placeholder: impl Into<String>) -> Self {
        self.changes.field(field).placeholder = Some(placeholder.into());
        self
    }

    /// Sets the Markdown above a field, at most 4000 characters; an empty text removes it. Fields and texts together are at most five.
    pub fn text(mut self, field: &str, text: impl Into<String>) -> Self {
        self.changes.field(field).text = Some(text.into());
        self
    }

    /// Sets the value with which a field opens. It must be one that the field accepts; a file upload takes none.
    pub fn value(mut self, field: &str, value: impl Into<FieldValue>) -> Self {
        self.changes.field(field).value = Some(value.into());
        self
    }

    /// Sets the value with which a field opens, if there is one. Called by generated code.
    #[doc(hidden)]
    pub fn fill(self, field: &str, value: Option<FieldValue>) -> Self {
        match value {
            Some(value) => self.value(field, value),
            None => self,
        }
    }

    /// Sets 1 to 25 options of a field, which is a select menu then: a text, a number, or some of the declared choices.
    ///
    /// An option that is [`selected`](SelectOption::selected) is selected when the modal opens, unless [`value`](Self::value) is set. A
    /// field that is declared as `radio` takes two to ten options, without emoji.
    pub fn options(mut self, field: &str, options: impl IntoIterator<Item = SelectOption>) -> Self {
        self.changes.field(field).options = Some(options.into_iter().collect());
        self
    }

    /// Sets how long the user has to submit the modal. Default: ten minutes; at most 15.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    pub(crate) fn into_parts(self) -> (Changes, Option<Duration>) {
        (self.changes, self.timeout)
    }
}

impl<M: Modal> Default for ModalDraft<M> {
    fn default() -> Self {
        Self::new()
    }
}

// A derive would need a modal that is `Debug`.
impl<M> fmt::Debug for ModalDraft<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModalDraft")
            .field("changes", &self.changes)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl Changes {
    /// Returns the changes of a field.
    fn field(&mut self, name: &str) -> &mut FieldChange {
        let known = self.fields.iter().position(|(known, _)| known == name);
        let at = known.unwrap_or_else(|| {
            self.fields.push((name.to_owned(), FieldChange::default()));
            self.fields.len() - 1
        });
        &mut self.fields[at].1
    }
}
