//! Schemas of types, by what their `Deserialize` asks for.

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
