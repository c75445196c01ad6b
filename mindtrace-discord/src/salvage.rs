//! Reads what is readable of a dispatch or an interaction: one part that is not what the model expects must not take the rest with it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serenity::model::application::CommandDataResolved;
use serenity::model::channel::{Message, PartialChannel};
use serenity::model::monetization::Entitlement;

/// The parts of a guild that may be dropped one by one.
pub(crate) const GUILD: &[&str] =
    &["presences", "members", "voice_states", "threads", "channels", "stage_instances", "stickers", "emojis"];

/// The parts of a message that may be dropped one by one.
pub(crate) const MESSAGE: &[&str] = &[
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

/// The parts of a chunk of members that may be dropped one by one.
pub(crate) const CHUNK: &[&str] = &["presences", "members", "not_found"];

/// Returns the data without the unreadable elements of these lists and the unreadable ones of these objects, and their number.
///
/// # Errors
///
/// When what is left cannot be read either.
pub(crate) fn salvage<E: DeserializeOwned>(
    data: &str,
    parts: &[&str],
) -> serde_json::Result<(String, usize)> {
    let (readable, dropped) = readable::<E>(serde_json::from_str(data)?, parts)?;
    Ok((Value::Object(readable).to_string(), dropped))
}

/// Reads a message, without the parts that cannot be read.
///
/// # Errors
///
/// When what is left cannot be read either.
pub(crate) fn message(mut data: Value) -> serde_json::Result<Message> {
    serde_json::from_value(data.clone()).or_else(|error| {
        salvage_message(&mut data);
        // The error of the whole tells more than that of the rest.
        serde_json::from_value(data).map_err(|_| error)
    })
}

/// Returns an interaction without what cannot be read of its message, of what it refers to, and of what its caller has bought.
///
/// # Errors
///
/// When the data is no JSON object.
pub(crate) fn interaction(data: &str) -> serde_json::Result<String> {
    let mut whole: Map<String, Value> = serde_json::from_str(data)?;
    if let Some(message) = whole.get_mut("message") {
        salvage_message(message);
    }
    if let Some(Value::Array(entitlements)) = whole.get_mut("entitlements") {
        entitlements.retain(is::<Entitlement>);
    }
    if whole.get("channel").is_some_and(|channel| !is::<PartialChannel>(channel)) {
        whole.remove("channel");
    }
    let resolved = whole.get_mut("data").and_then(|data| data.get_mut("resolved"));
    if let Some(Value::Object(kinds)) = resolved {
        for (kind, items) in kinds {
            let Value::Object(items) = items else { continue };
            items.retain(|id, item| {
                if kind == "messages" {
                    salvage_message(item);
                }
                is::<CommandDataResolved>(&json!({ kind: { id: item } }))
            });
        }
    }
    Ok(Value::Object(whole).to_string())
}

/// Removes the unreadable parts of a message, if the rest can be read then.
fn salvage_message(message: &mut Value) {
    let Value::Object(whole) = message else { return };
    if let Ok((readable, _)) = readable::<Message>(whole.clone(), MESSAGE) {
        *whole = readable;
    }
}

fn is<T: DeserializeOwned>(value: &Value) -> bool {
    serde_json::from_value::<T>(value.clone()).is_ok()
}

fn readable<E: DeserializeOwned>(
    mut whole: Map<String, Value>,
    parts: &[&str],
) -> serde_json::Result<(Map<String, Value>, usize)> {
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
    Ok((whole, dropped))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::model::application::CommandDataResolved;
    use serenity::model::channel::Message;

    use super::{MESSAGE, interaction, message, salvage};

    /// A message with one embed that can be read, and two parts that cannot.
    fn strange() -> Value {
        json!({
            "id": "1", "channel_id": "2", "content": "!run", "timestamp": "2026-11-29T00:00:00Z", "edited_timestamp": null,
            "author": { "id": "3", "username": "alice", "discriminator": "0", "avatar": null },
            "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "pinned": false,
            "type": 19, "embeds": [{ "type": "rich", "title": "kept" }, { "type": 7 }], "referenced_message": { "id": 5 },
        })
    }

    #[test]
    fn unreadable_parts_of_a_message_are_dropped_alone() {
        let (data, dropped) = salvage::<Message>(&strange().to_string(), MESSAGE).unwrap();
        let data: Value = serde_json::from_str(&data).unwrap();
        assert_eq!(
            (dropped, &data["embeds"][0]["title"], &data["referenced_message"]),
            (2, &json!("kept"), &Value::Null)
        );
        assert_eq!(message(strange()).unwrap().content, "!run");
        assert!(salvage::<Message>(r#"{"id": 1, "embeds": []}"#, MESSAGE).is_err());
        assert!(message(json!({ "id": 1 })).is_err());
    }

    #[test]
    fn unreadable_parts_of_an_interaction_are_dropped_alone() {
        let data = json!({
            "id": "7", "message": strange(), "channel": { "id": [] }, "entitlements": [{ "id": "1" }],
            "data": { "resolved": { "messages": { "1": strange(), "2": { "id": "2" } }, "users": { "3": {} } } },
        });
        let left: Value = serde_json::from_str(&interaction(&data.to_string()).unwrap()).unwrap();
        assert!(serde_json::from_value::<Message>(left["message"].clone()).is_ok(), "{left}");
        assert_eq!(
            (&left["id"], &left["channel"], &left["entitlements"]),
            (&json!("7"), &Value::Null, &json!([]))
        );
        let resolved: CommandDataResolved = serde_json::from_value(left["data"]["resolved"].clone()).unwrap();
        assert_eq!((resolved.messages.len(), resolved.users.len()), (1, 0));
        assert!(interaction("[]").is_err());
    }
}
