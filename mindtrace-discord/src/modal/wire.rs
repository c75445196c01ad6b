//! A form as the JSON that Discord takes.
//!
//! Every field is an action row with a text input. Discord has newer ones, selects and files among them, but serenity
//! 0.12.5 reads back nothing of those; a text goes through the same conversion as an argument, so nothing is lost but the
//! menu: a choice is typed, and the field says what there is to choose from.

use serde_json::{Value, json};

use super::{FieldSpec, ModalSpec};
use crate::command::{Literal, Presence};

/// Discord: characters of a placeholder, and of a text that is filled in.
const PLACEHOLDER: usize = 100;
const LONGEST: u16 = 4000;

/// The form, to be opened by an interaction's first response.
pub(crate) fn form(spec: &ModalSpec, custom_id: &str) -> Value {
    let rows: Vec<Value> =
        spec.fields.iter().map(|field| json!({ "type": 1, "components": [input(field)] })).collect();
    json!({ "custom_id": custom_id, "title": spec.title, "components": rows })
}

fn input(field: &FieldSpec) -> Value {
    let param = &field.param;
    let mut input = json!({
        "type": 4,
        "custom_id": param.name,
        "label": field.label,
        "style": if field.paragraph { 2 } else { 1 },
        "required": param.is_required() && param.presence == Presence::Required,
        "max_length": param.max_length.unwrap_or(LONGEST).min(LONGEST),
        "placeholder": placeholder(field),
    });
    // Discord wants at least one character of a field that has to be filled in anyway.
    if let Some(length) = param.min_length.filter(|length| *length > 0) {
        input["min_length"] = json!(length.min(LONGEST));
    }
    if let Some(default) = param.default {
        input["value"] = json!(match default {
            Literal::Text(text) => text.to_owned(),
            Literal::Integer(value) => value.to_string(),
            Literal::Number(value) => value.to_string(),
            Literal::Boolean(value) => value.to_string(),
        });
    }
    input
}

/// What stands in the empty field: as declared, else what is expected.
fn placeholder(field: &FieldSpec) -> String {
    let text = if !field.placeholder.is_empty() {
        field.placeholder.to_owned()
    } else if !field.param.description.is_empty() {
        field.param.description.to_owned()
    } else {
        field.param.expectation()
    };
    // Where it cannot be styled, a mark of code is just a mark.
    text.replace('`', "").chars().take(PLACEHOLDER).collect()
}
