//! Parts that only a new message in a channel has: stickers, and a forwarded message.

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{MessageId, StickerId},
};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    rest::access,
    world::{ChannelRecord, Forwarded, Kind, World},
};

/// The type of a message reference that forwards.
pub(super) const FORWARD: u64 = 1;
/// The largest number of stickers in a message.
const STICKERS: usize = 3;
/// The message types that can be forwarded: messages and replies.
const FORWARDABLE: [u8; 2] = [0, 19];
/// The fields of a message that a forward repeats.
const SNAPSHOT: [&str; 11] = [
    "type",
    "content",
    "mentions",
    "mention_roles",
    "attachments",
    "embeds",
    "timestamp",
    "edited_timestamp",
    "flags",
    "components",
    "sticker_items",
];

/// Returns the sticker items of a new message. A bot can send the stickers of the guild.
pub(super) fn stickers(world: &World, call: &Call, channel: &ChannelRecord) -> Result<Vec<Value>, ApiError> {
    let ids = call.field("sticker_ids").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if ids.len() > STICKERS {
        let message = format!("Must be {STICKERS} or fewer in length.");
        return Err(ApiError::field("sticker_ids", "BASE_TYPE_MAX_LENGTH", message));
    }
    let guild = channel.guild.and_then(|guild| world.guilds.get(&guild));
    let known = guild.map(|guild| guild.belongings.all(Kind::Sticker)).unwrap_or_default();
    let item = |id: &Value| -> Result<Value, ApiError> {
        let id = access::id_in::<StickerId>(id)?;
        let sticker = known.iter().find(|sticker| sticker.get("id") == Some(&json!(id)));
        let sticker = sticker.ok_or(Code::InvalidSticker)?;
        let of = |key: &str| sticker.get(key).cloned().unwrap_or_default();
        Ok(json!({"id": of("id"), "name": of("name"), "format_type": of("format_type")}))
    };
    ids.iter().map(item).collect()
}

/// Returns the message that a reference forwards, as it is now.
pub(super) fn forward(world: &World, call: &Call, reference: &Value) -> Result<Forwarded, ApiError> {
    let own = ["content", "embeds", "components", "poll", "sticker_ids", "attachments"];
    if !call.files.is_empty() || own.iter().any(|key| call.field(key).is_some_and(is_filled)) {
        return Err(Code::ForwardHasContent.into());
    }
    let id = |key: &str| reference.get(key).filter(|id| !id.is_null());
    let (Some(channel), Some(message)) = (id("channel_id"), id("message_id")) else {
        let message = "A forward needs the channel and the message";
        return Err(ApiError::field("message_reference", "BASE_TYPE_REQUIRED", message));
    };
    let channel = access::channel(world, access::id_in(channel)?).map_err(|_| Code::ForwardNotReadable)?;
    access::need(world, &channel, Permissions::READ_MESSAGE_HISTORY)
        .map_err(|_| Code::ForwardNeedsHistory)?;
    let original = access::message(world, &channel, access::id_in::<MessageId>(message)?).map_err(|_| {
        ApiError::field("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    })?;
    if original.poll.is_some() || !FORWARDABLE.contains(&original.kind) {
        return Err(Code::InvalidMessageType.into());
    }
    // A forward of a forward shows the first message.
    let snapshot = match &original.forward {
        Some(first) => first.snapshot.clone(),
        None => {
            let mut snapshot = world.message_json(original);
            if let Some(fields) = snapshot.as_object_mut() {
                fields.retain(|key, _| SNAPSHOT.contains(&key.as_str()));
            }
            snapshot
        }
    };
    Ok(Forwarded { id: original.id, channel: channel.id, guild: channel.guild, snapshot })
}

/// Returns whether a field of a body has a value that is not empty.
fn is_filled(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}
