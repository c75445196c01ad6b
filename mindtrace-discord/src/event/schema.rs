//! The JSON schema of an event, found by watching what the `Deserialize` of its type asks for.
//!
//! So it follows every attribute of serde, and nested types need no other derive. Each run of `Deserialize` follows one path through the
//! type and notes what is asked for at its end.

mod aliases;
#[cfg(test)]
mod tests;
mod watcher;

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use self::watcher::{Asked, Step, Watcher};

/// The deepest nesting that is described; what is nested deeper may be anything.
const DEEPEST: usize = 8;

/// The most runs for one event, which bounds the time of the start.
const MOST: usize = 2000;

/// Texts that types with a format of their own may accept, and the format.
const TEXTS: [(&str, Option<&str>); 5] = [
    ("1", None),
    ("a", None),
    ("2026-01-31T12:00:00Z", Some("date-time")),
    ("https://example.org/", Some("uri")),
    ("a4b8f6fe-4d6c-4d3c-8f0b-0f6f3f0b7a11", Some("uuid")),
];

/// Returns the JSON schema of a type.
pub(crate) fn schema<T: DeserializeOwned>() -> Value {
    // A `Deserialize` that is written by hand may panic at a value that nothing sends. That must not end the start of the bot.
    let run = |watcher: Watcher<'_>| drop(catch_unwind(AssertUnwindSafe(|| T::deserialize(watcher))));
    let accepts = |json: Value| {
        let read = catch_unwind(AssertUnwindSafe(|| serde_json::from_value::<T>(json)));
        matches!(read, Ok(Ok(_)))
    };
    let doubled = |json: &Value| {
        let read = catch_unwind(AssertUnwindSafe(|| serde_path_to_error::deserialize::<_, T>(json.clone())));
        let Ok(Err(error)) = read else { return None };
        let field =
            error.inner().to_string().strip_prefix("duplicate field `")?.split('`').next()?.to_owned();
        Some((aliases::pointer(error.path())?, field))
    };
    let (mut schema, mut sample) = Explorer { run: &run, runs: 0 }.describe(&mut Vec::new());
    aliases::remove(&mut schema, &mut sample, &doubled);
    // Whether a field is required shows when it is missing from a value that is accepted.
    if accepts(sample.clone()) {
        require(&mut schema, "", &sample, &accepts);
        schema["example"] = sample;
    }
    schema
}

/// Notes the required fields of each struct. `pointer` leads to it in the sample.
fn require(schema: &mut Value, pointer: &str, sample: &Value, accepts: &dyn Fn(Value) -> bool) {
    if let Some(items) = schema.get_mut("items") {
        return require(items, &format!("{pointer}/0"), sample, accepts);
    }
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let mut required = Vec::new();
    for (name, property) in properties {
        let mut without = sample.clone();
        let object = without.pointer_mut(pointer).and_then(Value::as_object_mut);
        if object.is_some_and(|object| object.remove(name).is_some()) && !accepts(without) {
            required.push(name.clone());
        }
        let step = name.replace('~', "~0").replace('/', "~1");
        require(property, &format!("{pointer}/{step}"), sample, accepts);
    }
    required.sort_unstable();
    schema["required"] = json!(required);
}

/// Describes a type by running its `Deserialize`.
struct Explorer<'r> {
    run: &'r dyn Fn(Watcher<'_>),
    runs: usize,
}

impl Explorer<'_> {
    /// Returns the schema and a sample of the type at the end of a path.
    fn describe(&mut self, path: &mut Vec<Step>) -> (Value, Value) {
        match self.ask(path) {
            None => (json!({}), Value::Null),
            Some(Asked::Value(schema, sample)) => (schema, sample),
            Some(Asked::Text) => {
                let (text, format) = self.accepted(path);
                match format {
                    Some(format) => (json!({ "type": "string", "format": format }), json!(text)),
                    None => (json!({ "type": "string" }), json!(text)),
                }
            }
            Some(Asked::Anything(expected)) if expected.contains("snowflake") => {
                (json!({ "type": "string", "pattern": "^[1-9][0-9]{0,18}$" }), json!("1"))
            }
            Some(Asked::Anything(expected)) => {
                let (text, _) = self.accepted(path);
                (json!({ "description": expected }), json!(text))
            }
            Some(Asked::Fields(fields)) => {
                let (mut properties, mut sample) = (Map::new(), Map::new());
                for &field in fields {
                    let (property, value) = self.inside(path, Step::Field(field));
                    properties.insert(field.to_owned(), property);
                    sample.insert(field.to_owned(), value);
                }
                (json!({ "type": "object", "properties": properties }), Value::Object(sample))
            }
            Some(Asked::List) => {
                let (items, sample) = self.inside(path, Step::Item);
                (json!({ "type": "array", "items": items }), json!([sample]))
            }
            Some(Asked::Optional) => {
                let (schema, _) = self.inside(path, Step::Present);
                (json!({ "anyOf": [schema, { "type": "null" }] }), Value::Null)
            }
            Some(Asked::Map) => {
                let (values, _) = self.inside(path, Step::Entry);
                (json!({ "type": "object", "additionalProperties": values }), json!({}))
            }
        }
    }

    fn inside(&mut self, path: &mut Vec<Step>, step: Step) -> (Value, Value) {
        path.push(step);
        let described = self.describe(path);
        path.pop();
        described
    }

    /// Returns what the type at the end of a path asks for; `None` if that is not found out.
    fn ask(&mut self, path: &[Step]) -> Option<Asked> {
        self.runs += 1;
        if self.runs > MOST || path.len() > DEEPEST {
            return None;
        }
        let (asked, accepted) = (RefCell::new(None), Cell::new(false));
        (self.run)(Watcher { path, text: None, asked: &asked, accepted: &accepted });
        asked.into_inner()
    }

    /// Returns the first text that the type at the end of a path accepts, and its format.
    fn accepted(&mut self, path: &[Step]) -> (&'static str, Option<&'static str>) {
        for (text, format) in TEXTS {
            self.runs += 1;
            let (asked, accepted) = (RefCell::new(None), Cell::new(false));
            (self.run)(Watcher { path, text: Some(text), asked: &asked, accepted: &accepted });
            if accepted.get() {
                return (text, format);
            }
        }
        ("", None)
    }
}
