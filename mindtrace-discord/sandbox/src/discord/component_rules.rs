//! Rules for the components of messages and modals.

mod interactive;
mod layout;
mod modal;

use std::collections::HashSet;

use serde_json::Value;

pub(crate) use self::{
    interactive::{bounds, is_unicode_emoji},
    modal::check as check_modal,
};
use crate::discord::api_error::FieldError;

/// The component types.
pub(crate) const ACTION_ROW: u64 = 1;
pub(crate) const BUTTON: u64 = 2;
pub(crate) const STRING_SELECT: u64 = 3;
/// A text input of a modal.
pub const TEXT_INPUT: u64 = 4;
pub(crate) const USER_SELECT: u64 = 5;
pub(crate) const ROLE_SELECT: u64 = 6;
pub(crate) const MENTIONABLE_SELECT: u64 = 7;
pub(crate) const CHANNEL_SELECT: u64 = 8;
pub(crate) const SECTION: u64 = 9;
pub(crate) const TEXT_DISPLAY: u64 = 10;
pub(crate) const THUMBNAIL: u64 = 11;
pub(crate) const MEDIA_GALLERY: u64 = 12;
pub(crate) const FILE: u64 = 13;
pub(crate) const SEPARATOR: u64 = 14;
pub(crate) const CONTAINER: u64 = 17;
pub(crate) const LABEL: u64 = 18;
/// A file upload of a modal.
pub const FILE_UPLOAD: u64 = 19;
pub(crate) const RADIO_GROUP: u64 = 21;
pub(crate) const CHECKBOX_GROUP: u64 = 22;
/// A checkbox of a modal.
pub const CHECKBOX: u64 = 23;

/// Checks the components of a message; `v2` is whether it has the flag of Components V2.
pub(crate) fn check(components: &[Value], v2: bool) -> Vec<FieldError> {
    let mut rules = Rules::default();
    if v2 {
        rules.layout(components);
    } else {
        rules.rows(components);
    }
    rules.errors
}

/// Returns the type of a component; 0 if it has none.
pub fn kind(component: &Value) -> u64 {
    field(component, "type").and_then(Value::as_u64).unwrap_or(0)
}

/// Returns a field of a component; null counts as absent.
pub(crate) fn field<'v>(component: &'v Value, key: &str) -> Option<&'v Value> {
    component.get(key).filter(|value| !value.is_null())
}

/// Returns a text of a component; empty if absent.
pub fn text<'v>(component: &'v Value, key: &str) -> &'v str {
    field(component, key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns a list of a component; empty if absent.
pub(crate) fn list<'v>(component: &'v Value, key: &str) -> &'v [Value] {
    field(component, key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Returns a boolean of a component.
pub(crate) fn flag(component: &Value, key: &str, default: bool) -> bool {
    field(component, key).and_then(Value::as_bool).unwrap_or(default)
}

/// Returns all components, nested ones included, in display order.
pub fn flatten(components: &[Value]) -> Vec<&Value> {
    let mut all = Vec::new();
    for component in components {
        all.push(component);
        all.extend(flatten(list(component, "components")));
        for key in ["accessory", "component"] {
            if let Some(inner) = field(component, key) {
                all.extend(flatten(std::slice::from_ref(inner)));
            }
        }
    }
    all
}

/// Returns what buttons are called, and what menus show while nothing is selected.
pub(crate) fn labels(components: &[Value]) -> Vec<String> {
    let label = |component: &Value| {
        let shown = |key| component.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let emoji = component.pointer("/emoji/name").and_then(Value::as_str);
        match kind(component) {
            2 => {
                let parts: Vec<&str> = emoji.into_iter().chain(shown("label")).collect();
                Some(parts.join(" "))
            }
            3 | 5..=8 => Some(format!("{} ▾", shown("placeholder").unwrap_or("select"))),
            _ => None,
        }
    };
    flatten(components).into_iter().filter_map(label).collect()
}

#[derive(Default)]
struct Rules {
    errors: Vec<FieldError>,
    custom_ids: HashSet<String>,
}

impl Rules {
    fn report(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.errors.push(FieldError::new(path, code, message));
    }

    fn wrong_type(&mut self, path: &str, allowed: &[u64]) {
        let listed: Vec<String> = allowed.iter().map(u64::to_string).collect();
        let message = format!("Value of field \"type\" must be one of ({}).", listed.join(", "));
        self.report(format!("{path}.type"), "UNION_TYPE_CHOICES", message);
    }

    fn count(&mut self, path: &str, length: usize, min: usize, max: usize) {
        if !(min..=max).contains(&length) {
            let message = format!("Must be between {min} and {max} in length.");
            self.report(path, "BASE_TYPE_BAD_LENGTH", message);
        }
    }

    /// Checks a required text.
    fn required_text(&mut self, path: &str, component: &Value, key: &str, max: usize) {
        let path = format!("{path}.{key}");
        match field(component, key) {
            None => self.report(path, "BASE_TYPE_REQUIRED", "This field is required"),
            Some(Value::String(text)) => self.count(&path, text.chars().count(), 1, max),
            Some(_) => {
                self.report(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            }
        }
    }

    /// Checks an optional text.
    fn optional_text(&mut self, path: &str, component: &Value, key: &str, max: usize) {
        if text(component, key).chars().count() > max {
            let message = format!("Must be {max} or fewer in length.");
            self.report(format!("{path}.{key}"), "BASE_TYPE_MAX_LENGTH", message);
        }
    }

    fn range(&mut self, path: &str, component: &Value, key: &str, min: u64, max: u64) {
        let Some(value) = field(component, key) else { return };
        if !value.as_u64().is_some_and(|value| (min..=max).contains(&value)) {
            let message = format!("int value should be between {min} and {max}.");
            self.report(format!("{path}.{key}"), "NUMBER_TYPE_RANGE", message);
        }
    }

    fn custom_id(&mut self, path: &str, component: &Value) {
        self.required_text(path, component, "custom_id", 100);
        let id = text(component, "custom_id");
        if !id.is_empty() && !self.custom_ids.insert(id.to_owned()) {
            let message = "Component custom id cannot be duplicated";
            self.report(format!("{path}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
    }
}
