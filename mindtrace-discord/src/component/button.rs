//! Buttons.

use serde_json::{Map, Value, json};

use super::{ComponentId, Signer, Target};

/// A button, which calls the handler whose id it carries or opens a web page.
///
/// ```
/// use mindtrace_discord::component::Button;
/// use mindtrace_discord::prelude::*;
///
/// /// Count a vote.
/// #[component("vote:{choice}")]
/// async fn vote(choice: bool) -> Reply {
///     Reply::new(if choice { "Yes it is." } else { "No it is." }).ephemeral()
/// }
///
/// /// Ask a question.
/// #[command]
/// async fn ask() -> Reply {
///     Reply::new("Shall we?").buttons([Button::new("Yes", vote::id(true)), Button::new("No", vote::id(false)).danger()])
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Button {
    pub(super) target: Target,
    label: String,
    emoji: Option<String>,
    style: ButtonStyle,
    disabled: bool,
}

/// The color of a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ButtonStyle {
    /// Blurple: the main action.
    Primary,
    /// Gray.
    Secondary,
    /// Green.
    Success,
    /// Red.
    Danger,
}

impl Button {
    /// Creates a gray button with a label of 1 to 80 characters that calls a handler.
    pub fn new(label: impl Into<String>, id: ComponentId) -> Self {
        Self::to(Target::Handler(id), label)
    }

    /// Creates a button that opens a web page; the bot receives no event.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self::to(Target::Link(url.into()), label)
    }

    pub(crate) fn to(target: Target, label: impl Into<String>) -> Self {
        Self { target, label: label.into(), emoji: None, style: ButtonStyle::Secondary, disabled: false }
    }

    /// Sets the color.
    pub fn style(mut self, style: ButtonStyle) -> Self {
        self.style = style;
        self
    }

    /// Sets the color to blurple.
    pub fn primary(self) -> Self {
        self.style(ButtonStyle::Primary)
    }

    /// Sets the color to green.
    pub fn success(self) -> Self {
        self.style(ButtonStyle::Success)
    }

    /// Sets the color to red.
    pub fn danger(self) -> Self {
        self.style(ButtonStyle::Danger)
    }

    /// Sets the Unicode emoji before the label.
    pub fn emoji(mut self, emoji: impl Into<String>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }

    /// Sets whether the button is grayed out and cannot be clicked.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    pub(super) fn to_json(&self, signer: &Signer) -> Value {
        let mut button = Map::from_iter([("type".to_owned(), json!(2))]);
        if !self.label.is_empty() {
            button.insert("label".to_owned(), json!(self.label));
        }
        if let Some(emoji) = &self.emoji {
            button.insert("emoji".to_owned(), json!({ "name": emoji }));
        }
        if self.disabled {
            button.insert("disabled".to_owned(), json!(true));
        }
        let style = match (&self.target, self.style) {
            (Target::Link(url), _) => {
                button.insert("url".to_owned(), json!(url));
                5
            }
            (_, ButtonStyle::Primary) => 1,
            (_, ButtonStyle::Secondary) => 2,
            (_, ButtonStyle::Success) => 3,
            (_, ButtonStyle::Danger) => 4,
        };
        button.insert("style".to_owned(), json!(style));
        if let Some(id) = self.target.custom_id(signer) {
            button.insert("custom_id".to_owned(), json!(id));
        }
        Value::Object(button)
    }
}
