//! Rules for modals.

use serde_json::Value;

use super::{
    ACTION_ROW, CHANNEL_SELECT, CHECKBOX, CHECKBOX_GROUP, FILE_UPLOAD, LABEL, MENTIONABLE_SELECT,
    RADIO_GROUP, ROLE_SELECT, Rules, STRING_SELECT, TEXT_DISPLAY, TEXT_INPUT, USER_SELECT, field, flag, kind,
    list, text,
};
use crate::discord::{api_error::ApiError, files::FILES};

const COMPONENTS: usize = 5;
const LENGTH: u64 = 4000;
/// The component types allowed in a label.
const LABELLED: [u64; 10] = [
    STRING_SELECT,
    TEXT_INPUT,
    USER_SELECT,
    ROLE_SELECT,
    MENTIONABLE_SELECT,
    CHANNEL_SELECT,
    FILE_UPLOAD,
    RADIO_GROUP,
    CHECKBOX_GROUP,
    CHECKBOX,
];

/// Checks the data of the callback that opens a modal.
pub(crate) fn check(modal: &Value) -> Result<(), ApiError> {
    let mut rules = Rules::default();
    for (key, max) in [("custom_id", 100), ("title", 45)] {
        match field(modal, key).and_then(Value::as_str) {
            None => rules.report(key, "BASE_TYPE_REQUIRED", "This field is required"),
            Some(text) => rules.count(key, text.chars().count(), 1, max),
        }
    }
    let components = list(modal, "components");
    rules.count("components", components.len(), 1, COMPONENTS);
    for (index, component) in components.iter().enumerate() {
        let path = format!("components.{index}");
        match kind(component) {
            ACTION_ROW => rules.old_row(&path, component),
            LABEL => rules.label(&path, component),
            TEXT_DISPLAY => rules.required_text(&path, component, "content", 4000),
            _ => rules.wrong_type(&path, &[ACTION_ROW, TEXT_DISPLAY, LABEL]),
        }
    }
    if rules.errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(rules.errors)) }
}

impl Rules {
    /// Checks an action row with one text input that has its own label, which Discord deprecated.
    fn old_row(&mut self, path: &str, row: &Value) {
        let children = list(row, "components");
        self.count(&format!("{path}.components"), children.len(), 1, 1);
        for (index, child) in children.iter().enumerate() {
            let path = format!("{path}.components.{index}");
            if kind(child) == TEXT_INPUT {
                self.required_text(&path, child, "label", 45);
                self.text_input(&path, child);
            } else {
                self.wrong_type(&path, &[TEXT_INPUT]);
            }
        }
    }

    fn label(&mut self, path: &str, label: &Value) {
        self.required_text(path, label, "label", 45);
        self.optional_text(path, label, "description", 100);
        let path = format!("{path}.component");
        let Some(component) = field(label, "component") else {
            self.report(path, "BASE_TYPE_REQUIRED", "This field is required");
            return;
        };
        match kind(component) {
            TEXT_INPUT => {
                if field(component, "label").is_some() {
                    let message = "A text input inside of a label has no label of its own";
                    self.report(format!("{path}.label"), "COMPONENT_LABEL_NOT_ALLOWED", message);
                }
                self.text_input(&path, component);
            }
            CHECKBOX => self.custom_id(&path, component),
            FILE_UPLOAD => {
                self.custom_id(&path, component);
                self.range(&path, component, "min_values", 0, FILES as u64);
                self.range(&path, component, "max_values", 1, FILES as u64);
            }
            RADIO_GROUP => {
                self.custom_id(&path, component);
                self.choices(&path, component, 2, 10);
            }
            CHECKBOX_GROUP => {
                self.custom_id(&path, component);
                self.range(&path, component, "min_values", 0, 10);
                self.range(&path, component, "max_values", 1, 10);
                self.choices(&path, component, 1, 10);
            }
            other if LABELLED.contains(&other) => {
                self.select(&path, component);
                if flag(component, "disabled", false) {
                    let message = "Select menus of a modal cannot be disabled";
                    self.report(format!("{path}.disabled"), "COMPONENT_DISABLED_NOT_ALLOWED", message);
                }
            }
            _ => self.wrong_type(&path, &LABELLED),
        }
    }

    fn text_input(&mut self, path: &str, input: &Value) {
        self.custom_id(path, input);
        if field(input, "style").is_none() {
            self.report(format!("{path}.style"), "BASE_TYPE_REQUIRED", "This field is required");
        }
        self.range(path, input, "style", 1, 2);
        self.range(path, input, "min_length", 0, LENGTH);
        self.range(path, input, "max_length", 1, LENGTH);
        self.optional_text(path, input, "placeholder", 100);
        let bound = |key: &str, default: u64| field(input, key).and_then(Value::as_u64).unwrap_or(default);
        let (min, max) = (bound("min_length", 0), bound("max_length", LENGTH));
        if min > max {
            let message = "min_length is larger than max_length";
            self.report(format!("{path}.min_length"), "NUMBER_TYPE_RANGE", message);
        }
        let prefilled = text(input, "value").chars().count() as u64;
        if prefilled > 0 && !(min..=max).contains(&prefilled) {
            let message = format!("Must be between {min} and {max} in length.");
            self.report(format!("{path}.value"), "BASE_TYPE_BAD_LENGTH", message);
        }
    }
}
