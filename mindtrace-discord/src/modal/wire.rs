//! A form as the JSON that Discord takes: a label around each field, and in it what fits the field's type.

use serde_json::{Value, json};

use super::{FieldSpec, ModalSpec};
use crate::args::ArgumentKind;
use crate::args::limit::{Literal, Presence};
use crate::command::ParamSpec;

/// Discord: characters of a placeholder, and of a text that is filled in.
const PLACEHOLDER: usize = 100;
const LONGEST: u16 = 4000;

/// Discord: how much may be chosen in a menu, and how many files uploaded.
const MOST_CHOSEN: usize = 25;
const MOST_FILES: usize = 10;

/// The form, to be opened by an interaction's first response.
pub(crate) fn form(spec: &ModalSpec, custom_id: &str) -> Value {
    let labels: Vec<Value> = spec.fields.iter().map(label).collect();
    json!({ "custom_id": custom_id, "title": spec.title, "components": labels })
}

fn label(field: &FieldSpec) -> Value {
    let mut label = json!({ "type": 18, "label": field.label, "component": component(field) });
    if !field.param.description.is_empty() {
        label["description"] = json!(field.param.description);
    }
    label
}

fn component(field: &FieldSpec) -> Value {
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
        return text_input(field);
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
        // A box is ticked or it is not; where it may also be left open, there is a third thing to choose.
        _ if param.presence == Presence::Required => {
            let ticked = matches!(param.default, Some(Literal::Boolean(true)));
            json!({ "type": 23, "custom_id": param.name, "default": ticked })
        }
        _ => {
            let yes_or_no = json!([{ "label": "Yes", "value": "true" }, { "label": "No", "value": "false" }]);
            several(field, 3, 1, Some(yes_or_no))
        }
    }
}

/// What every component has that something is chosen in.
fn basic(field: &FieldSpec, kind: u8, options: Option<Value>) -> Value {
    let mut component =
        json!({ "type": kind, "custom_id": field.param.name, "required": is_required(field) });
    if let Some(options) = options {
        component["options"] = options;
    }
    // Only menus have room for one.
    if !field.placeholder.is_empty() && (3..=8).contains(&kind) {
        component["placeholder"] = json!(field.placeholder);
    }
    component
}

/// A component in which as much may be chosen as the field takes.
fn several(field: &FieldSpec, kind: u8, most: usize, options: Option<Value>) -> Value {
    let mut component = basic(field, kind, options);
    let is_list = field.param.presence == Presence::List;
    component["min_values"] = json!(u8::from(is_required(field)));
    component["max_values"] = json!(if is_list { most } else { 1 });
    component
}

fn options(param: &ParamSpec) -> Value {
    let default = param.default.map(written);
    let options = param.choices.iter().map(|choice| {
        let mut option = json!({ "label": choice.name(), "value": choice.value() });
        if default.as_deref() == Some(choice.value()) {
            option["default"] = json!(true);
        }
        option
    });
    options.collect()
}

fn text_input(field: &FieldSpec) -> Value {
    let param = &field.param;
    let mut input = json!({
        "type": 4,
        "custom_id": param.name,
        "style": if field.paragraph { 2 } else { 1 },
        "required": is_required(field),
        "max_length": param.max_length.unwrap_or(LONGEST).min(LONGEST),
        "placeholder": placeholder(field),
    });
    // Discord wants at least one character of a field that has to be filled in anyway.
    if let Some(length) = param.min_length.filter(|length| *length > 0) {
        input["min_length"] = json!(length.min(LONGEST));
    }
    if let Some(default) = param.default {
        input["value"] = json!(written(default));
    }
    input
}

fn is_required(field: &FieldSpec) -> bool {
    field.param.is_required()
}

fn written(literal: Literal) -> String {
    match literal {
        Literal::Text(text) => text.to_owned(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::Boolean(value) => value.to_string(),
    }
}

/// What stands in the empty field: as declared, else what is expected.
fn placeholder(field: &FieldSpec) -> String {
    let text =
        if field.placeholder.is_empty() { field.param.expectation() } else { field.placeholder.to_owned() };
    // Where it cannot be styled, a mark of code is just a mark.
    text.replace('`', "").chars().take(PLACEHOLDER).collect()
}
