//! Reads what is readable of a dispatch: one part that is not what the model expects must not take the rest with it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The parts of a guild that may be left out one by one.
pub(super) const GUILD: &[&str] =
    &["presences", "members", "voice_states", "threads", "channels", "stage_instances", "stickers", "emojis"];

/// The parts of a message that may be left out one by one.
pub(in crate::gateway) const MESSAGE: &[&str] = &[
    "referenced_message",
    "message_snapshots",
    "components",
    "embeds",
    "sticker_items",
    "mentions",
    "mention_channels",
    "reactions",
    "poll",
    "interaction",
    "interaction_metadata",
    "activity",
    "application",
    "thread",
];

/// The parts of a chunk of members that may be left out one by one.
pub(super) const CHUNK: &[&str] = &["presences", "members", "not_found"];

/// Returns the data without the unreadable elements of these lists and the unreadable ones of these objects, and their number.
///
/// # Errors
///
/// When what is left cannot be read either.
pub(in crate::gateway) fn salvage<E: DeserializeOwned>(
    data: &str,
    parts: &[&str],
) -> serde_json::Result<(String, usize)> {
    let mut whole: Map<String, Value> = serde_json::from_str(data)?;
    let taken: Vec<(&str, Value)> =
        parts.iter().filter_map(|part| Some((*part, whole.remove(*part)?))).collect();
    for (part, value) in &taken {
        if value.is_array() {
            whole.insert((*part).to_owned(), Value::Array(Vec::new()));
        }
    }
    let base = Value::Object(whole.clone());
    serde_json::from_value::<E>(base.clone())?;
    let is_readable = |part: &str, value: Value| {
        let mut with = base.clone();
        with[part] = value;
        serde_json::from_value::<E>(with).is_ok()
    };
    let mut dropped = 0;
    for (part, value) in taken {
        let value = match value {
            Value::Array(elements) => {
                let count = elements.len();
                let alone = |element: &Value| is_readable(part, Value::Array(vec![element.clone()]));
                let readable: Vec<Value> = elements.into_iter().filter(alone).collect();
                dropped += count - readable.len();
                Value::Array(readable)
            }
            value if is_readable(part, value.clone()) => value,
            _ => {
                dropped += 1;
                continue;
            }
        };
        whole.insert(part.to_owned(), value);
    }
    Ok((Value::Object(whole).to_string(), dropped))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::model::channel::Message;

    use super::{MESSAGE, salvage};

    #[test]
    fn unreadable_parts_of_a_message_are_dropped_alone() {
        let message = json!({
            "id": "1", "channel_id": "2", "content": "!run", "timestamp": "2026-11-29T00:00:00Z", "edited_timestamp": null,
            "author": { "id": "3", "username": "alice", "discriminator": "0", "avatar": null },
            "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "pinned": false,
            "type": 19, "embeds": [{ "type": "rich", "title": "kept" }, { "type": 7 }], "referenced_message": { "id": 5 },
        });
        let (data, dropped) = salvage::<Message>(&message.to_string(), MESSAGE).unwrap();
        let data: Value = serde_json::from_str(&data).unwrap();
        assert_eq!(
            (dropped, &data["embeds"][0]["title"], &data["referenced_message"]),
            (2, &json!("kept"), &Value::Null)
        );
        assert!(salvage::<Message>(r#"{"id": 1, "embeds": []}"#, MESSAGE).is_err());
    }
}
