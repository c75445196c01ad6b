//! Normalises commands for comparison: Discord adds defaults and ids, and omits empty fields.

use serde_json::{Map, Value, json};

use crate::payload::Scope;

/// Discord's command types that have no description: context menu commands.
const MENUS: [u64; 2] = [2, 3];

/// Removes defaults, and fields that only Discord sets. Equivalent commands become equal.
pub(super) fn command(command: &Value, scope: Scope) -> Map<String, Value> {
    let mut normal = Map::new();
    let kind = command["type"].as_u64().unwrap_or(1);
    normal.insert("type".into(), json!(kind));
    normal.insert("name".into(), command["name"].clone());
    if !MENUS.contains(&kind) {
        normal.insert("description".into(), json!(command["description"].as_str().unwrap_or_default()));
    }
    // A number as text. `"0"`, which allows administrators only, differs from `null`, which allows all members.
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

/// Removes the fields of the registered command that the wanted one does not set, because Discord chooses their defaults.
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

/// Copies a number as a double, so that `1` equals `1.0`.
fn number(normal: &mut Map<String, Value>, json: &Value, key: &str) {
    if let Some(value) = json[key].as_f64() {
        normal.insert(key.into(), json!(value));
    }
}

/// Copies a list as a sorted set, because its order has no meaning.
fn set(normal: &mut Map<String, Value>, json: &Value, key: &str) {
    let mut values: Vec<u64> = list(json, key).filter_map(Value::as_u64).collect();
    values.sort_unstable();
    values.dedup();
    if !values.is_empty() {
        normal.insert(key.into(), json!(values));
    }
}

/// Copies the translations that differ from the default text.
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
