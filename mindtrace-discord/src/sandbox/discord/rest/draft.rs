//! Turning the body of a request into a message.

use serde_json::{Value, json};
use serenity::model::{Permissions, id::MessageId};

use crate::sandbox::discord::{
    api_error::{ApiError, Code},
    body::Call,
    limits,
    rest::access,
    world::{ChannelRecord, MessageRecord, World, put},
};

/// The flags a bot may set on a message: suppressed embeds, silent, components v2.
const SETTABLE_FLAGS: u64 = (1 << 2) | (1 << 12) | (1 << 15);

/// Overlays the fields that are in the body, of a callback or of a message route.
pub(super) fn overlay(
    world: &mut World,
    call: &Call,
    data: &Value,
    message: &mut MessageRecord,
) -> Result<(), ApiError> {
    if let Some(content) = data.get("content") {
        message.content = text(content, "content")?;
    }
    if let Some(embeds) = data.get("embeds") {
        message.embeds = list(embeds).iter().map(normal_embed).collect();
    }
    if let Some(components) = data.get("components") {
        message.components = list(components).to_vec();
    }
    if let Some(flags) = data.get("flags").and_then(Value::as_u64) {
        message.flags = (message.flags & !SETTABLE_FLAGS) | (flags & SETTABLE_FLAGS);
    }
    if let Some(tts) = data.get("tts").and_then(Value::as_bool) {
        message.tts = tts;
    }
    overlay_attachments(world, call, data, message);
    limits::check(message)
}

/// Reads the reply, nonce and such, which only a new message has.
pub(super) fn begin(
    world: &mut World,
    call: &Call,
    channel: &ChannelRecord,
) -> Result<MessageRecord, ApiError> {
    let id = MessageId::new(world.snowflake());
    let mut message = MessageRecord::new(id, channel.id, channel.guild, world.bot);
    message.nonce = call.field("nonce").cloned();
    let Some(reference) = call.field("message_reference") else { return Ok(message) };
    access::need(world, channel, Permissions::READ_MESSAGE_HISTORY).map_err(|_| Code::ReplyNeedsHistory)?;
    let Some(original) = reference.get("message_id").and_then(Value::as_str) else { return Ok(message) };
    let original = access::id::<MessageId>(original)?;
    if access::message(world, channel, original).is_ok() {
        message.replies_to = Some(original);
        message.kind = 19;
    } else if reference.get("fail_if_not_exists").and_then(Value::as_bool).unwrap_or(true) {
        return Err(ApiError::field(
            "message_reference",
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
            "Unknown message",
        ));
    }
    Ok(message)
}

/// Keeps the listed attachments and adds the uploaded files.
fn overlay_attachments(world: &mut World, call: &Call, data: &Value, message: &mut MessageRecord) {
    if let Some(listed) = data.get("attachments").and_then(Value::as_array) {
        let kept =
            |file: &Value| listed.iter().any(|entry| entry.get("id").is_some_and(|id| same_id(id, file)));
        message.attachments.retain(kept);
    }
    for upload in &call.files {
        let id = world.snowflake();
        let url = format!("{}/attachments/{}/{id}/{}", world.url, message.channel, upload.name);
        message.attachments.push(json!({
            "id": id.to_string(),
            "filename": upload.name,
            "size": upload.size,
            "url": url,
            "proxy_url": url,
        }));
    }
}

fn same_id(id: &Value, file: &Value) -> bool {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    file.get("id").is_some_and(|known| plain(known) == plain(id))
}

/// Fills in what Discord adds to an embed.
fn normal_embed(embed: &Value) -> Value {
    let mut embed = embed.clone();
    put(&mut embed, "type", json!("rich"));
    if let Some(fields) = embed.get_mut("fields").and_then(Value::as_array_mut) {
        for field in fields.iter_mut().filter(|field| field.get("inline").is_none()) {
            put(field, "inline", json!(false));
        }
    }
    embed
}

fn text(value: &Value, path: &str) -> Result<String, ApiError> {
    match value {
        Value::Null => Ok(String::new()),
        // Discord takes numbers and booleans as text here, but nothing nested.
        Value::Array(_) | Value::Object(_) => {
            Err(ApiError::field(path, "BASE_TYPE_BAD_TYPE", "Could not interpret value as string."))
        }
        Value::String(text) => Ok(text.trim().to_owned()),
        other => Ok(other.to_string()),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
