//! The arguments of a command as a JSON Schema (2020-12), for OpenAPI and tools.

use serde_json::{Map, Value, json};

use super::{CommandSpec, ParamSpec};
use crate::args::ArgumentKind;
use crate::args::limit::{Bound, Literal, Presence};

/// The number of values that a list takes at most.
const LIST: usize = 25;

/// Returns the schema of the object that holds a command's arguments.
pub(crate) fn arguments(command: &CommandSpec) -> Value {
    let properties: Map<String, Value> =
        command.params.iter().map(|param| (param.name.to_owned(), argument(param))).collect();
    let required: Vec<&str> =
        command.params.iter().filter(|param| param.is_required()).map(|param| param.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        put(&mut schema, "required", json!(required));
    }
    schema
}

fn argument(param: &ParamSpec) -> Value {
    let mut one = single(param);
    if param.presence == Presence::List {
        one = json!({ "type": "array", "items": one, "maxItems": LIST });
    }
    if !param.is_required() {
        accept_null(&mut one);
    }
    if !param.description.is_empty() {
        put(&mut one, "description", json!(param.description));
    }
    if let Some(default) = param.default.and_then(literal) {
        put(&mut one, "default", default);
    }
    one
}

fn single(param: &ParamSpec) -> Value {
    let mut schema = match param.kind {
        ArgumentKind::String => json!({ "type": "string" }),
        ArgumentKind::Integer => json!({ "type": "integer" }),
        ArgumentKind::Number => json!({ "type": "number" }),
        ArgumentKind::Boolean => json!({ "type": "boolean" }),
        ArgumentKind::User | ArgumentKind::Channel | ArgumentKind::Role | ArgumentKind::Mentionable => {
            json!({ "type": "string", "title": "A mention, an id or a name", "minLength": 1 })
        }
        ArgumentKind::Attachment => json!({ "type": "string", "title": "A file, from Discord only" }),
    };
    for (key, bound) in [("minimum", param.min), ("maximum", param.max)] {
        if let Some(bound) = bound.and_then(number) {
            put(&mut schema, key, bound);
        }
    }
    for (key, length) in [("minLength", param.min_length), ("maxLength", param.max_length)] {
        if let Some(length) = length {
            put(&mut schema, key, json!(length));
        }
    }
    if !param.choices.is_empty() {
        let values = param.choices.iter().map(|choice| match param.kind {
            ArgumentKind::String => json!(choice.value()),
            // The specification stores choices of numbers as texts.
            _ => choice.value().parse::<Value>().unwrap_or_else(|_| json!(choice.value())),
        });
        put(&mut schema, "enum", values.collect());
    }
    schema
}

/// Accepts `null` as well, which means that the argument is not supplied.
fn accept_null(schema: &mut Value) {
    let kind = schema["type"].take();
    put(schema, "type", json!([kind, "null"]));
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
}

fn put(schema: &mut Value, key: &str, value: Value) {
    if let Value::Object(schema) = schema {
        schema.insert(key.to_owned(), value);
    }
}

/// Returns a limit as a JSON number; `None` if it has more than 64 bits, about which JSON readers disagree.
fn number(bound: Bound) -> Option<Value> {
    match bound {
        Bound::Integer(value) => i64::try_from(value).ok().map(|value| json!(value)),
        Bound::Number(value) => Some(json!(value)),
        Bound::Duration(_) => None,
    }
}

fn literal(literal: Literal) -> Option<Value> {
    match literal {
        Literal::Text(text) => Some(json!(text)),
        Literal::Integer(value) => number(Bound::Integer(value)),
        Literal::Number(value) => Some(json!(value)),
        Literal::Boolean(value) => Some(json!(value)),
    }
}
