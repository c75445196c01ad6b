//! The JSON schema of an event, found by watching what the `Deserialize` of its type asks for.
//!
//! So it follows every attribute of serde, and nested types need no other derive. Each run of `Deserialize` follows one path through the
//! type and notes what is asked for at its end.

mod aliases;

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::{Map, Value, json};

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

/// One step into a type.
#[derive(Clone, Copy, Debug)]
enum Step {
    Field(&'static str),
    Item,
    /// The value of an `Option`.
    Present,
    /// The value of an entry of a map.
    Entry,
}

/// A request of a type.
enum Asked {
    Fields(&'static [&'static str]),
    List,
    Optional,
    Map,
    /// A text, perhaps one of a format.
    Text,
    /// Any JSON. The text says what the type expects.
    Anything(String),
    /// A value with this schema and sample.
    Value(Value, Value),
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

/// A deserializer that follows a path, and notes at its end what is asked for.
#[derive(Clone, Copy)]
struct Watcher<'w> {
    path: &'w [Step],
    /// A text to supply at the end of the path.
    text: Option<&'w str>,
    asked: &'w RefCell<Option<Asked>>,
    /// Whether the value at the end of the path was accepted.
    accepted: &'w Cell<bool>,
}

impl<'w> Watcher<'w> {
    /// Ends the run. At the end of the path it notes what is asked for.
    fn end<T>(self, asked: Asked) -> Result<T, Error> {
        if self.path.is_empty() {
            *self.asked.borrow_mut() = Some(asked);
        }
        Err(Error::custom("not asked further"))
    }

    fn text<'de, V: Visitor<'de>>(self, visitor: V, asked: Asked) -> Result<V::Value, Error> {
        match self.text.filter(|_| self.path.is_empty()) {
            Some(text) => visitor.visit_str(text),
            None => self.end(asked),
        }
    }

    fn number<T>(self, least: impl Into<Value>, greatest: impl Into<Value>) -> Result<T, Error> {
        let (least, greatest): (Value, Value) = (least.into(), greatest.into());
        self.end(Asked::Value(json!({ "type": "integer", "minimum": least, "maximum": greatest }), json!(1)))
    }

    fn behind(self, path: &'w [Step]) -> Self {
        Self { path, ..self }
    }

    /// Deserializes a value in a struct, list or map.
    fn value<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        let value = seed.deserialize(self)?;
        if self.path.is_empty() {
            self.accepted.set(true);
        }
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for Watcher<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let expected = (&visitor as &dyn Expected).to_string();
        self.text(visitor, Asked::Anything(expected))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "boolean" }), json!(true)))
    }

    fn deserialize_i8<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i8::MIN, i8::MAX)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i16::MIN, i16::MAX)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i32::MIN, i32::MAX)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(i64::MIN, i64::MAX)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u8::MAX)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u16::MAX)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u32::MAX)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.number(0, u64::MAX)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "number" }), json!(1.5)))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "number" }), json!(1.5)))
    }

    fn deserialize_char<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        let schema = json!({ "type": "string", "minLength": 1, "maxLength": 1 });
        self.end(Asked::Value(schema, json!("a")))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor, Asked::Text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text(visitor, Asked::Text)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({ "type": "null" }), Value::Null))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.path {
            [Step::Present, path @ ..] => {
                let value = visitor.visit_some(self.behind(path))?;
                self.accepted.set(self.accepted.get() || path.is_empty());
                Ok(value)
            }
            _ => self.end(Asked::Optional),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.path {
            [Step::Item, path @ ..] => visitor.visit_seq(Once { key: Some(""), value: self.behind(path) }),
            _ => self.end(Asked::List),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.path {
            [Step::Entry, path @ ..] => visitor.visit_map(Once { key: Some("1"), value: self.behind(path) }),
            _ => self.end(Asked::Map),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.path {
            [Step::Field(key), path @ ..] => {
                visitor.visit_map(Once { key: Some(*key), value: self.behind(path) })
            }
            _ => self.end(Asked::Fields(fields)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        // A variant with data is an object.
        let schema = json!({ "anyOf": [{ "enum": variants }, { "type": "object" }] });
        self.end(Asked::Value(schema, json!(variants.first())))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.end(Asked::Value(json!({}), Value::Null))
    }

    serde::forward_to_deserialize_any! { i128 u128 bytes byte_buf tuple tuple_struct identifier }
}

/// A struct, list or map with one value.
struct Once<'w> {
    /// The key that is still to come; without a meaning in a list.
    key: Option<&'static str>,
    value: Watcher<'w>,
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(key) = self.key.take() else { return Ok(None) };
        let key: StrDeserializer<'_, Error> = key.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.value.value(seed)
    }
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        match self.key.take() {
            Some(_) => self.value.value(seed).map(Some),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;
    use serde_json::{Value, json};
    use serenity::model::Timestamp;
    use serenity::model::id::UserId;

    use super::schema;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Push {
        #[serde(rename = "ref")]
        branch: String,
        head_commit: Option<Commit>,
        commits: Vec<Commit>,
        #[serde(default)]
        forced: bool,
        sender: UserId,
        labels: HashMap<String, u8>,
        kind: Kind,
        extra: Value,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Commit {
        id: String,
        timestamp: Timestamp,
        author: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        FastForward,
        Forced,
    }

    #[test]
    fn a_nested_type_is_described_as_serde_reads_it() {
        let found = schema::<Push>();
        let properties = &found["properties"];
        assert_eq!(properties["ref"], json!({ "type": "string" }));
        assert_eq!(properties["labels"]["additionalProperties"]["maximum"], 255);
        assert_eq!(properties["sender"]["pattern"], "^[1-9][0-9]{0,18}$");
        assert_eq!(properties["kind"]["anyOf"][0]["enum"], json!(["fast_forward", "forced"]));
        let commit = &properties["commits"]["items"];
        assert_eq!(commit["properties"]["id"], json!({ "type": "string" }));
        assert_eq!(commit["required"], json!(["id", "timestamp"]));
        assert_eq!(properties["headCommit"]["anyOf"][1], json!({ "type": "null" }));
        assert_eq!(properties["headCommit"]["anyOf"][0]["properties"]["id"], json!({ "type": "string" }));
        let mut required: Vec<&str> =
            found["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        required.sort_unstable();
        assert_eq!(required, ["commits", "extra", "kind", "labels", "ref", "sender"]);
        assert_eq!(found["example"]["ref"], "1");
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Endless {
        next: Option<Box<Endless>>,
        all: Vec<Endless>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Dated {
        merged_at: Option<Timestamp>,
        odd: Odd,
    }

    struct Odd;

    impl<'de> Deserialize<'de> for Odd {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            assert_eq!(text, "odd");
            Ok(Self)
        }
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Linked {
        link: Option<Link>,
    }

    /// Accepts nothing but an address.
    struct Link;

    impl<'de> Deserialize<'de> for Link {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            let is_link = text.starts_with("https://");
            is_link.then_some(Self).ok_or_else(|| serde::de::Error::custom("not a link"))
        }
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Renamed {
        #[serde(rename = "ref", alias = "branch", alias = "a")]
        branch: String,
        authors: Vec<Named>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only the schema is tested")]
    struct Named {
        id: u8,
        #[serde(alias = "login")]
        name: String,
    }

    #[test]
    fn an_alias_is_no_field_of_its_own() {
        let found = schema::<Renamed>();
        assert_eq!(found["example"], json!({ "authors": [{ "id": 1, "name": "1" }], "ref": "1" }));
        assert_eq!(found["required"], json!(["authors", "ref"]));
        assert_eq!(found["properties"].get("branch"), None);
        let author = &found["properties"]["authors"]["items"];
        assert_eq!((author["properties"].get("login"), &author["required"]), (None, &json!(["id", "name"])));
    }

    #[test]
    fn a_type_that_panics_leaves_a_schema() {
        let found = schema::<Dated>();
        assert_eq!(found["properties"]["odd"], json!({ "type": "string" }));
        assert!(found["properties"]["merged_at"]["anyOf"].is_array());
        assert_eq!(found["example"], Value::Null, "no value is known that it accepts");
    }

    #[test]
    fn an_optional_text_has_its_format() {
        let link = json!({ "type": "string", "format": "uri" });
        assert_eq!(schema::<Linked>()["properties"]["link"]["anyOf"][0], link);
    }

    #[test]
    fn a_recursive_type_has_a_bounded_schema() {
        assert_eq!(schema::<Endless>()["properties"]["all"]["type"], "array");
    }
}
