//! Renders a modal as Discord's JSON: a label for each field, which contains the component for the field's type.

use serde_json::{Value, json};

use super::{FieldSpec, ModalSpec};
use crate::args::ArgumentKind;
use crate::args::limit::{Literal, Presence};
use crate::command::ParamSpec;
use crate::locale::Language;

/// Discord: the most characters of a placeholder, and of a text input's value.
const PLACEHOLDER: usize = 100;
const LONGEST: u16 = 4000;

/// Discord: the most values of a select menu, and the most files of an upload.
const MOST_CHOSEN: usize = 25;
const MOST_FILES: usize = 10;

/// Renders the data of an interaction's first response that opens the modal.
pub(crate) fn modal(spec: &ModalSpec, custom_id: &str, language: Language<'_>) -> Value {
    let labels: Vec<Value> = spec.fields.iter().map(|field| label(field, language)).collect();
    json!({ "custom_id": custom_id, "title": spec.title, "components": labels })
}

fn label(field: &FieldSpec, language: Language<'_>) -> Value {
    let mut label = json!({ "type": 18, "label": field.label, "component": component(field, language) });
    if !field.param.description.is_empty() {
        label["description"] = json!(field.param.description);
    }
    label
}

fn component(field: &FieldSpec, language: Language<'_>) -> Value {
    let param = &field.param;
    let is_list = param.presence == Presence::List;
    if !param.choices.is_empty() {
        return match (field.radio, is_list) {
            (true, true) => several(field, 22, param.choices.len(), Some(options(param))),
            (true, false) => basic(field, 21, Some(options(param))),
            (false, _) => several(field, 3, param.choices.len(), Some(options(param))),
        };
    }
    if field.is_text() {
        return text_input(field, language);
    }
    match param.kind {
        ArgumentKind::User => several(field, 5, MOST_CHOSEN, None),
        ArgumentKind::Role => several(field, 6, MOST_CHOSEN, None),
        ArgumentKind::Mentionable => several(field, 7, MOST_CHOSEN, None),
        ArgumentKind::Channel => {
            let mut menu = several(field, 8, MOST_CHOSEN, None);
            let types: Vec<u8> =
                param.channels.iter().flat_map(|channels| channels.discord()).copied().collect();
            if !types.is_empty() {
                menu["channel_types"] = json!(types);
            }
            menu
        }
        ArgumentKind::Attachment => several(field, 19, MOST_FILES, None),
        // A checkbox has two states; an optional boolean has three, so it is a select menu.
        _ if param.presence == Presence::Required => {
            let checked = matches!(param.default, Some(Literal::Boolean(true)));
            json!({ "type": 23, "custom_id": param.name, "default": checked })
        }
        _ => {
            let (yes, no) = (language.text("mindtrace-yes", []), language.text("mindtrace-no", []));
            let yes_or_no = json!([{ "label": yes, "value": "true" }, { "label": no, "value": "false" }]);
            several(field, 3, 1, Some(yes_or_no))
        }
    }
}

/// Renders the fields that all components for selecting values have.
fn basic(field: &FieldSpec, kind: u8, options: Option<Value>) -> Value {
    let mut component =
        json!({ "type": kind, "custom_id": field.param.name, "required": is_required(field) });
    if let Some(options) = options {
        component["options"] = options;
    }
    // Only select menus have a placeholder.
    if !field.placeholder.is_empty() && (3..=8).contains(&kind) {
        component["placeholder"] = json!(field.placeholder);
    }
    component
}

/// Renders a component that accepts several values if the field is a list.
fn several(field: &FieldSpec, kind: u8, most: usize, options: Option<Value>) -> Value {
    let mut component = basic(field, kind, options);
    let is_list = field.param.presence == Presence::List;
    component["min_values"] = json!(u8::from(is_required(field)));
    component["max_values"] = json!(if is_list { most } else { 1 });
    component
}

fn options(param: &ParamSpec) -> Value {
    let default = param.default.map(literal_text);
    let options = param.choices.iter().map(|choice| {
        let mut option = json!({ "label": choice.name(), "value": choice.value() });
        if default.as_deref() == Some(choice.value()) {
            option["default"] = json!(true);
        }
        option
    });
    options.collect()
}

fn text_input(field: &FieldSpec, language: Language<'_>) -> Value {
    let param = &field.param;
    let mut input = json!({
        "type": 4,
        "custom_id": param.name,
        "style": if field.paragraph { 2 } else { 1 },
        "required": is_required(field),
        "max_length": param.max_length.unwrap_or(LONGEST).min(LONGEST),
        "placeholder": placeholder(field, language),
    });
    // Discord requires at least one character in a required field anyway.
    if let Some(length) = param.min_length.filter(|length| *length > 0) {
        input["min_length"] = json!(length.min(LONGEST));
    }
    if let Some(default) = param.default {
        input["value"] = json!(literal_text(default));
    }
    input
}

fn is_required(field: &FieldSpec) -> bool {
    field.param.is_required()
}

fn literal_text(literal: Literal) -> String {
    match literal {
        Literal::Text(text) => text.to_owned(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::Boolean(value) => value.to_string(),
    }
}

/// Returns the declared placeholder, else a description of the expected value.
fn placeholder(field: &FieldSpec, language: Language<'_>) -> String {
    let text = if field.placeholder.is_empty() {
        field.param.expectation().text(language)
    } else {
        field.placeholder.to_owned()
    };
    // A placeholder is not rendered as Markdown, so backticks are removed.
    text.replace('`', "").chars().take(PLACEHOLDER).collect()
}
