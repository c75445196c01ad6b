//! Select menus.

use serde_json::{Map, Value, json};

use super::{ComponentId, Signer, Target};
use crate::channels::Channels;

/// A select menu, which calls the handler whose id it carries with the selected values.
///
/// The handler receives the values in the one parameter that its custom id does not carry: a `Vec`, an `Option` or one value.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Select {
    pub(super) target: Target,
    kind: u8,
    options: Vec<SelectOption>,
    channels: &'static [Channels],
    placeholder: Option<String>,
    min: u8,
    max: u8,
    disabled: bool,
}

/// One option of a select menu.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct SelectOption {
    label: String,
    value: String,
    description: Option<String>,
    emoji: Option<String>,
    default: bool,
}

impl Select {
    /// Creates a menu of at most 25 options.
    pub fn new(id: ComponentId, options: impl IntoIterator<Item = SelectOption>) -> Self {
        Self { options: options.into_iter().collect(), ..Self::of(id, 3) }
    }

    /// Creates a menu of the guild's members.
    pub fn users(id: ComponentId) -> Self {
        Self::of(id, 5)
    }

    /// Creates a menu of the guild's roles.
    pub fn roles(id: ComponentId) -> Self {
        Self::of(id, 6)
    }

    /// Creates a menu of the guild's members and roles.
    pub fn mentionables(id: ComponentId) -> Self {
        Self::of(id, 7)
    }

    /// Creates a menu of the guild's channels of these kinds; of all kinds if `kinds` is empty.
    pub fn channels(id: ComponentId, kinds: &'static [Channels]) -> Self {
        Self { channels: kinds, ..Self::of(id, 8) }
    }

    pub(crate) fn to(target: Target, options: impl IntoIterator<Item = SelectOption>) -> Self {
        let menu = Self::of(ComponentId::new("", []), 3);
        Self { target, options: options.into_iter().collect(), ..menu }
    }

    fn of(id: ComponentId, kind: u8) -> Self {
        Self {
            target: Target::Handler(id),
            kind,
            options: Vec::new(),
            channels: &[],
            placeholder: None,
            min: 1,
            max: 1,
            disabled: false,
        }
    }

    /// Sets the text shown while nothing is selected, at most 150 characters.
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = Some(placeholder.into());
        self
    }

    /// Sets how many options can be selected: at least 0 to 25, at most 1 to 25.
    pub fn picks(mut self, min: u8, max: u8) -> Self {
        (self.min, self.max) = (min, max);
        self
    }

    /// Sets whether the menu is grayed out and cannot be used.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    pub(super) fn to_json(&self, signer: &Signer) -> Value {
        let mut select = Map::from_iter([
            ("type".to_owned(), json!(self.kind)),
            ("min_values".to_owned(), json!(self.min)),
            ("max_values".to_owned(), json!(self.max)),
        ]);
        if let Some(id) = self.target.custom_id(signer) {
            select.insert("custom_id".to_owned(), json!(id));
        }
        if self.kind == 3 {
            let options: Vec<Value> = self.options.iter().map(SelectOption::to_json).collect();
            select.insert("options".to_owned(), json!(options));
        }
        let channels: Vec<u8> = self.channels.iter().flat_map(|kind| kind.discord()).copied().collect();
        if !channels.is_empty() {
            select.insert("channel_types".to_owned(), json!(channels));
        }
        if let Some(placeholder) = &self.placeholder {
            select.insert("placeholder".to_owned(), json!(placeholder));
        }
        if self.disabled {
            select.insert("disabled".to_owned(), json!(true));
        }
        Value::Object(select)
    }
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

    /// Sets the Unicode emoji before the label.
    pub fn emoji(mut self, emoji: impl Into<String>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }

    /// Selects the option initially.
    pub fn selected(mut self) -> Self {
        self.default = true;
        self
    }

    fn to_json(&self) -> Value {
        let mut option = json!({ "label": self.label, "value": self.value, "default": self.default });
        if let Some(description) = &self.description {
            option["description"] = json!(description);
        }
        if let Some(emoji) = &self.emoji {
            option["emoji"] = json!({ "name": emoji });
        }
        option
    }
}
