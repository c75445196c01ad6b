//! Options of select menus.

use serde_json::{Value, json};

use super::emoji::Emoji;
use super::problem::{Problem, is_within};

/// One option of a select menu.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// #[component("drink")]
/// async fn drink(drink: String) -> String {
///     format!("One {drink}, please.")
/// }
///
/// let tea = SelectOption::new("Tea", "tea").description("Green or black").emoji("🍵").selected();
/// let menu = Select::new(drink::id(), [tea, SelectOption::new("Coffee", "coffee")]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct SelectOption {
    label: String,
    value: String,
    description: Option<String>,
    emoji: Option<Emoji>,
    default: bool,
}

impl SelectOption {
    /// Creates an option shown as `label` and sent as `value`, 1 to 100 characters each.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), description: None, emoji: None, default: false }
    }

    /// Sets the description below the label, at most 100 characters.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets the emoji before the label: `"👍"`, `"<:blob:7>"`, or one of the types that [`Emoji`] lists.
    pub fn emoji(mut self, emoji: impl Into<Emoji>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }

    /// Selects the option initially.
    pub fn selected(mut self) -> Self {
        self.default = true;
        self
    }

    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    pub(crate) fn is_selected(&self) -> bool {
        self.default
    }

    pub(crate) fn has_emoji(&self) -> bool {
        self.emoji.is_some()
    }

    /// Returns why Discord would refuse the option, if it would.
    pub(crate) fn problem(&self) -> Option<Problem<'_>> {
        if !(is_within(&self.label, 1, 100) && is_within(&self.value, 1, 100)) {
            return Some(Problem::Limit("the label and the value of an option have 1 to 100 characters"));
        }
        if self.description.as_deref().is_some_and(|description| !is_within(description, 0, 100)) {
            return Some(Problem::Limit("the description of an option has at most 100 characters"));
        }
        self.emoji.as_ref()?.problem()
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut option = json!({ "label": self.label, "value": self.value, "default": self.default });
        if let Some(description) = &self.description {
            option["description"] = json!(description);
        }
        if let Some(emoji) = &self.emoji {
            option["emoji"] = emoji.to_json();
        }
        option
    }
}
