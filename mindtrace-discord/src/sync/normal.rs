//! Commands reduced to what has a meaning: Discord fills in defaults, adds ids and leaves out what is empty.

use serde_json::{Map, Value, json};

use crate::payload::Scope;

/// Discord's command types that have no description.
const MENUS: [u64; 2] = [2, 3];

/// A command without defaults and without what only Discord knows; two that mean the same are equal.
pub(super) fn command(command: &Value, scope: Scope) -> Map<String, Value> {
    let mut normal = Map::new();
    let kind = command["type"].as_u64().unwrap_or(1);
    normal.insert("type".into(), json!(kind));
    normal.insert("name".into(), command["name"].clone());
    if !MENUS.contains(&kind) {
        normal.insert("description".into(), json!(command["description"].as_str().unwrap_or_default()));
    }
    // Text of a number: nobody at all (`"0"`) is not the same as everybody (`null`).
    if let Some(bits) =
        command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok())
    {
        normal.insert("default_member_permissions".into(), json!(bits));
    }
    if command["nsfw"] == true {
        normal.insert("nsfw".into(), json!(true));
    }
    if scope == Scope::Global {
        set(&mut normal, command, "contexts");
        set(&mut normal, command, "integration_types");
    }
    localisations(&mut normal, command);
    options(&mut normal, command);
    normal
}

/// Leaves out of what Discord has, what we have no wish about: the server fills it in.
pub(super) fn without_preferences(found: &mut Map<String, Value>, wanted: &Map<String, Value>) {
    for key in ["contexts", "integration_types"] {
        if !wanted.contains_key(key) {
            found.remove(key);
        }
    }
}

fn options(normal: &mut Map<String, Value>, json: &Value) {
    let options: Vec<Value> = list(json, "options").map(option).collect();
    if !options.is_empty() {
        normal.insert("options".into(), json!(options));
    }
}

fn option(option: &Value) -> Value {
    let mut normal = Map::new();
    for key in ["type", "name", "description"] {
        normal.insert(key.into(), option[key].clone());
    }
    for key in ["required", "autocomplete"] {
        if option[key] == true {
            normal.insert(key.into(), json!(true));
        }
    }
    for key in ["min_value", "max_value"] {
        number(&mut normal, option, key);
    }
    for key in ["min_length", "max_length"] {
        if let Some(length) = option[key].as_u64() {
            normal.insert(key.into(), json!(length));
        }
    }
    set(&mut normal, option, "channel_types");
    let choices: Vec<Value> = list(option, "choices").map(choice).collect();
    if !choices.is_empty() {
        normal.insert("choices".into(), json!(choices));
    }
    localisations(&mut normal, option);
    options(&mut normal, option);
    Value::Object(normal)
}

fn choice(choice: &Value) -> Value {
    let mut normal = Map::new();
    normal.insert("name".into(), choice["name"].clone());
    if choice["value"].is_number() {
        number(&mut normal, choice, "value");
    } else {
        normal.insert("value".into(), choice["value"].clone());
    }
    localisations(&mut normal, choice);
    Value::Object(normal)
}

/// `1` and `1.0` are one number.
fn number(normal: &mut Map<String, Value>, json: &Value, key: &str) {
    if let Some(value) = json[key].as_f64() {
        normal.insert(key.into(), json!(value));
    }
}

/// A list whose order means nothing.
fn set(normal: &mut Map<String, Value>, json: &Value, key: &str) {
    let mut values: Vec<u64> = list(json, key).filter_map(Value::as_u64).collect();
    values.sort_unstable();
    values.dedup();
    if !values.is_empty() {
        normal.insert(key.into(), json!(values));
    }
}

/// A translation that says what the default says is none.
fn localisations(normal: &mut Map<String, Value>, json: &Value) {
    for (key, default) in [("name_localizations", "name"), ("description_localizations", "description")] {
        let texts = json[key].as_object().into_iter().flatten();
        let texts: Map<String, Value> = texts
            .filter(|(_, text)| text.is_string() && **text != json[default])
            .map(|(language, text)| (language.clone(), text.clone()))
            .collect();
        if !texts.is_empty() {
            normal.insert(key.into(), Value::Object(texts));
        }
    }
}

fn list<'a>(json: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    json[key].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests;
