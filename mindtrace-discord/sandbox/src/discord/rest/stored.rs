//! Embeds and components as Discord stores them: without nulls, with the fields that it adds.

use std::collections::HashSet;

use serde_json::{Value, json};
use serenity::model::Timestamp;

use crate::discord::{
    component_rules::{
        CHANNEL_SELECT, CONTAINER, FILE, MENTIONABLE_SELECT, ROLE_SELECT, SEPARATOR, STRING_SELECT,
        THUMBNAIL, USER_SELECT, flatten, kind,
    },
    world::{MessageRecord, World},
};
use crate::json::put;
use crate::timestamp::iso;

/// The parts of an embed that are dropped without the field that they consist of.
const PARTS: [(&str, &str); 4] =
    [("author", "name"), ("footer", "text"), ("image", "url"), ("thumbnail", "url")];

/// Returns an embed of a request with the fields that Discord adds.
pub(super) fn embed(embed: &Value) -> Value {
    let mut embed = embed.clone();
    drop_nulls(&mut embed);
    put(&mut embed, "type", json!("rich"));
    if let Some(time) = embed.get("timestamp").and_then(Value::as_str).and_then(parsed) {
        put(&mut embed, "timestamp", json!(iso(time)));
    }
    if let Some(fields) = embed.get_mut("fields").and_then(Value::as_array_mut) {
        for field in fields.iter_mut().filter(|field| field.get("inline").is_none()) {
            put(field, "inline", json!(false));
        }
    }
    embed
}

/// Parses the timestamp of an embed. Discord takes a date alone and a time without an offset as well.
pub(super) fn parsed(time: &str) -> Option<Timestamp> {
    let time = time.trim();
    let spellings = [time.to_owned(), format!("{time}Z"), format!("{time}T00:00:00Z")];
    spellings.iter().find_map(|time| Timestamp::parse(time).ok())
}

/// Completes a message that passed all checks: numbers its components, sets their defaults, and drops empty parts of embeds.
pub(super) fn complete(world: &mut World, message: &mut MessageRecord) {
    for embed in message.embeds.iter_mut().filter_map(Value::as_object_mut) {
        let is_empty = |part: &Value, needed: &str| {
            part.get(needed).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty())
        };
        for (part, needed) in PARTS {
            if embed.get(part).is_some_and(|part| is_empty(part, needed)) {
                embed.remove(part);
            }
        }
    }
    if message.components.is_empty() {
        return;
    }
    let number = |component: &&Value| component.get("id").and_then(Value::as_u64);
    let used = flatten(&message.components).iter().filter_map(number).filter(|id| *id != 0).collect();
    let mut numbers = Numbers { used, last: 0 };
    for component in &mut message.components {
        drop_nulls(component);
        fill(world, &message.attachments, component, &mut numbers);
    }
}

/// The ids of the components of a message. Discord numbers those that have none, from 1.
struct Numbers {
    used: HashSet<u64>,
    last: u64,
}

impl Numbers {
    fn next(&mut self) -> u64 {
        self.last += 1;
        while self.used.contains(&self.last) {
            self.last += 1;
        }
        self.last
    }
}

fn fill(world: &mut World, files: &[Value], component: &mut Value, numbers: &mut Numbers) {
    if component.get("id").and_then(Value::as_u64).unwrap_or(0) == 0 {
        put(component, "id", json!(numbers.next()));
    }
    spell_ids(component);
    match kind(component) {
        STRING_SELECT | USER_SELECT | ROLE_SELECT | MENTIONABLE_SELECT | CHANNEL_SELECT => {
            default(component, "min_values", json!(1));
            default(component, "max_values", json!(1));
        }
        THUMBNAIL => describe(component),
        SEPARATOR => {
            default(component, "spacing", json!(1));
            default(component, "divider", json!(true));
        }
        CONTAINER => {
            default(component, "accent_color", Value::Null);
            default(component, "spoiler", json!(false));
        }
        FILE => name_file(component, files),
        _ => {}
    }
    for key in ["media", "file"] {
        if let Some(media) = component.get_mut(key) {
            unfurl(world, media);
        }
    }
    for item in component.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
        describe(item);
        if let Some(media) = item.get_mut("media") {
            unfurl(world, media);
        }
    }
    for child in component.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
        fill(world, files, child, numbers);
    }
    if let Some(accessory) = component.get_mut("accessory") {
        fill(world, files, accessory, numbers);
    }
}

/// Writes the ids of emoji and default values as texts: discord.py sends integers.
fn spell_ids(component: &mut Value) {
    spell_id(component.get_mut("emoji"));
    for option in component.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
        spell_id(option.get_mut("emoji"));
    }
    for value in component.get_mut("default_values").and_then(Value::as_array_mut).into_iter().flatten() {
        spell_id(Some(value));
    }
}

fn spell_id(object: Option<&mut Value>) {
    if let Some(id) = object.and_then(|object| object.get_mut("id")).filter(|id| id.is_number()) {
        *id = json!(id.to_string());
    }
}

fn describe(media: &mut Value) {
    default(media, "description", Value::Null);
    default(media, "spoiler", json!(false));
}

/// Sets the name and the size of the file that a component shows.
fn name_file(component: &mut Value, files: &[Value]) {
    let id = component.pointer("/file/attachment_id").cloned().unwrap_or_default();
    let file = files.iter().find(|file| !id.is_null() && file.get("id") == Some(&id));
    let of = |key: &str| file.and_then(|file| file.get(key)).cloned().unwrap_or_default();
    put(component, "name", of("filename"));
    put(component, "size", of("size"));
    default(component, "spoiler", json!(false));
}

/// Adds the fields of a resolved medium.
fn unfurl(world: &mut World, media: &mut Value) {
    if media.get("id").is_none() {
        put(media, "id", json!(world.snowflake().to_string()));
    }
    let url = media.get("url").cloned().unwrap_or_default();
    default(media, "proxy_url", url);
}

fn default(value: &mut Value, key: &str, default: Value) {
    if value.get(key).is_none() {
        put(value, key, default);
    }
}

/// Removes the fields that are null, at every depth.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{embed, parsed};

    #[test]
    fn an_embed_is_stored_without_nulls_and_with_discords_spelling_of_its_time() {
        let sent = json!({"title": "T", "image": {"url": "https://a.b/c.png", "width": null}, "color": null,
            "timestamp": "2026-01-31T18:00:00Z", "fields": [{"name": "n", "value": "v"}]});
        let stored = json!({"title": "T", "image": {"url": "https://a.b/c.png"}, "type": "rich",
            "timestamp": "2026-01-31T18:00:00.000000+00:00",
            "fields": [{"name": "n", "value": "v", "inline": false}]});
        assert_eq!(embed(&sent), stored);
    }

    #[test]
    fn a_date_alone_is_a_timestamp_too() {
        assert!(parsed("2026-01-31").is_some() && parsed("2026-01-31T18:00:00").is_some());
        assert!(parsed("tomorrow").is_none());
    }
}
