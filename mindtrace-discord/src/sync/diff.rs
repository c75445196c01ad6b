//! Describes the differences between two versions of a command.

use serde_json::{Map, Value};

use super::normal;
use crate::payload::Scope;

/// The most characters that are shown of a text.
const SHOWN: usize = 60;

/// Returns the differences between the registered command and the wanted one; none if they are equivalent.
pub(super) fn changes(found: &Value, wanted: &Value, scope: Scope) -> Vec<String> {
    let wanted = normal::command(wanted, scope);
    let mut found = normal::command(found, scope);
    normal::without_preferences(&mut found, &wanted);
    let mut changes = Vec::new();
    compare("", &found, &wanted, &mut changes);
    changes
}

fn compare(path: &str, found: &Map<String, Value>, wanted: &Map<String, Value>, changes: &mut Vec<String>) {
    let mut keys: Vec<&String> = wanted.keys().chain(found.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (old, new) = (found.get(key), wanted.get(key));
        if old == new {
            continue;
        }
        match key.as_str() {
            "options" => options(path, list(old), list(new), changes),
            "name_localizations" | "description_localizations" => {
                let empty = Map::new();
                let map = |texts: Option<&Value>| texts.and_then(Value::as_object).unwrap_or(&empty).clone();
                compare(&format!("{path}{key} "), &map(old), &map(new), changes);
            }
            "choices" => changes.push(choices(path, list(old), list(new))),
            _ => changes.push(format!("{path}{key} {} → {}", shown(old), shown(new))),
        }
    }
}

fn options(path: &str, found: &[Value], wanted: &[Value], changes: &mut Vec<String>) {
    let same = |one: &Value, other: &Value| one["name"] == other["name"];
    for new in wanted {
        match found.iter().find(|old| same(old, new)) {
            Some(old) => {
                if let (Some(old), Some(new_map)) = (old.as_object(), new.as_object()) {
                    compare(&format!("{path}{} ", label(new)), old, new_map, changes);
                }
            }
            None => changes.push(format!("{path}{} added", label(new))),
        }
    }
    for old in found.iter().filter(|old| !wanted.iter().any(|new| same(old, new))) {
        changes.push(format!("{path}{} removed", label(old)));
    }
    let order = |these: &[Value], those: &[Value]| -> Vec<String> {
        let common = these.iter().filter(|one| those.iter().any(|other| same(one, other)));
        common.map(|option| text(option, "name").to_owned()).collect()
    };
    let (before, after) = (order(found, wanted), order(wanted, found));
    if before != after {
        changes.push(format!("{path}options in another order: {}", after.join(", ")));
    }
}

fn choices(path: &str, found: &[Value], wanted: &[Value]) -> String {
    let names = |choices: &[Value]| -> String {
        let names: Vec<&str> = choices.iter().map(|choice| text(choice, "name")).collect();
        if names.is_empty() { "none".to_owned() } else { cut(&names.join(", ")) }
    };
    let (before, after) = (names(found), names(wanted));
    if before == after {
        return format!("{path}choices: values or translations of {after}");
    }
    format!("{path}choices {before} → {after}")
}

/// Names an option in a description, such as `option "sides"`.
fn label(option: &Value) -> String {
    let word = match option["type"].as_u64() {
        Some(1) => "subcommand",
        Some(2) => "group",
        _ => "option",
    };
    format!("{word} \"{}\"", text(option, "name"))
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "none".to_owned(),
        Some(Value::String(text)) => format!("\"{}\"", cut(text)),
        Some(Value::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        // A double such as `100.0` is shown as `100`.
        Some(Value::Number(number)) => {
            let text = number.to_string();
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        }
        Some(other) => cut(&other.to_string()),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
