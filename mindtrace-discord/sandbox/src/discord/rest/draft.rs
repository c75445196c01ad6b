//! Applies the body of a request to a message.

use serde_json::{Value, json};
use serenity::model::{Permissions, id::MessageId};

use crate::discord::{
    api_error::{ApiError, Code, FieldError},
    body::Call,
    files::FILE_SIZE,
    limits,
    poll::PollRecord,
    rest::{access, extras, media, stored},
    world::{COMPONENTS_V2, ChannelRecord, MessageRecord, SILENT, SUPPRESS_EMBEDS, World},
};
use crate::json::put;

/// The flags a bot may set on a message: suppressed embeds, silent, Components V2.
const SETTABLE_FLAGS: u64 = SUPPRESS_EMBEDS | SILENT | COMPONENTS_V2;
/// The largest length of the alternative text of a file.
const ALT_TEXT: usize = 1024;

/// Applies the fields that are in the body of a callback or of a message route, and checks the message.
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
        message.embeds = list(embeds, "embeds")?.iter().map(stored::embed).collect();
    }
    if let Some(components) = data.get("components") {
        message.components = list(components, "components")?.to_vec();
    }
    if let Some(flags) = data.get("flags").filter(|flags| !flags.is_null()) {
        let not_int = || ApiError::field("flags", "NUMBER_TYPE_COERCE", format!("Value {flags} is not int."));
        let flags = flags.as_u64().ok_or_else(not_int)?;
        // The flag of Components V2 cannot be removed, and an edit cannot change whether there were notifications.
        let is_edit = world.messages.contains_key(&message.id);
        let (settable, fixed) =
            if is_edit { (SETTABLE_FLAGS & !SILENT, SILENT) } else { (SETTABLE_FLAGS, 0) };
        let kept = message.flags & (COMPONENTS_V2 | fixed);
        message.flags = (message.flags & !SETTABLE_FLAGS) | (flags & settable) | kept;
    }
    if let Some(tts) = data.get("tts").and_then(Value::as_bool) {
        message.tts = tts;
    }
    let is_new = !world.messages.contains_key(&message.id) || message.is_loading();
    if let Some(poll) = data.get("poll").filter(|poll| is_new && !poll.is_null()) {
        message.poll = Some(PollRecord::read(poll, world.now())?);
    }
    overlay_attachments(world, call, data, message)?;
    media::resolve(message)?;
    limits::check(message)?;
    stored::complete(world, message);
    Ok(())
}

/// Creates a message with the fields that only a new message in a channel has: nonce, stickers, and what it replies to or forwards.
pub(super) fn begin(
    world: &mut World,
    call: &Call,
    channel: &ChannelRecord,
) -> Result<MessageRecord, ApiError> {
    let id = MessageId::new(world.snowflake());
    let mut message = MessageRecord::new(id, channel.id, channel.guild, world.bot);
    message.nonce = call.field("nonce").cloned();
    message.stickers = extras::stickers(world, call, channel)?;
    let Some(reference) = call.field("message_reference") else { return Ok(message) };
    if reference.get("type").and_then(Value::as_u64) == Some(extras::FORWARD) {
        message.forward = Some(extras::forward(world, call, reference)?);
        return Ok(message);
    }
    access::need(world, channel, Permissions::READ_MESSAGE_HISTORY).map_err(|_| Code::ReplyNeedsHistory)?;
    let Some(original) = reference.get("message_id").filter(|id| !id.is_null()) else { return Ok(message) };
    let original = access::id_in::<MessageId>(original)?;
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

/// Retains the listed attachments and adds the uploaded files.
fn overlay_attachments(
    world: &mut World,
    call: &Call,
    data: &Value,
    message: &mut MessageRecord,
) -> Result<(), ApiError> {
    let listed = data.get("attachments").and_then(Value::as_array).map(Vec::as_slice);
    let entry = |id: &str| listed.into_iter().flatten().find(|entry| plain_id(entry) == id);
    for (index, attachment) in listed.into_iter().flatten().enumerate() {
        let id = plain_id(attachment);
        let uploaded = call.files.iter().any(|upload| upload.number.to_string() == id);
        if !uploaded && !message.attachments.iter().any(|file| plain_id(file) == id) {
            let path = format!("attachments.{index}.id");
            let message =
                "Attachment data not found: there is neither such a file in the request nor in the message";
            return Err(ApiError::field(&path, "ATTACHMENT_NOT_FOUND", message));
        }
    }
    if listed.is_some() {
        message.attachments.retain(|file| entry(&plain_id(file)).is_some());
    }
    for file in &mut message.attachments {
        match entry(&plain_id(file)).and_then(|entry| entry.get("description")) {
            Some(Value::Null) => drop(file.as_object_mut().and_then(|file| file.remove("description"))),
            Some(description) => put(file, "description", description.clone()),
            None => {}
        }
    }
    if call.files.iter().any(|upload| upload.bytes.len() > FILE_SIZE) {
        return Err(Code::EntityTooLarge.into());
    }
    for upload in &call.files {
        let entry = entry(&upload.number.to_string());
        let field = |key: &str| entry.and_then(|entry| entry.get(key)).and_then(Value::as_str);
        let name = field("filename").unwrap_or(&upload.name);
        let mut file = world.upload(message.channel, name, upload.bytes.clone());
        if let Some(description) = field("description") {
            put(&mut file, "description", json!(description));
        }
        message.attachments.push(file);
    }
    let too_long = |file: &Value| {
        file.get("description").and_then(Value::as_str).is_some_and(|text| text.chars().count() > ALT_TEXT)
    };
    match message.attachments.iter().position(too_long) {
        None => Ok(()),
        Some(index) => Err(ApiError::invalid(vec![FieldError::new(
            format!("attachments.{index}.description"),
            "BASE_TYPE_MAX_LENGTH",
            format!("Must be {ALT_TEXT} or fewer in length."),
        )])),
    }
}

/// Returns the id of an attachment: a number for a file of the request, a text for an existing one.
fn plain_id(entry: &Value) -> String {
    let id = entry.get("id").unwrap_or(&Value::Null);
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
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

/// Returns the objects of a list; null is an empty one.
fn list<'v>(value: &'v Value, path: &str) -> Result<&'v [Value], ApiError> {
    let items = match value {
        Value::Null => return Ok(&[]),
        Value::Array(items) => items.as_slice(),
        _ => {
            let message = "Only iterables may be used in a ListType";
            return Err(ApiError::field(path, "LIST_TYPE_CONVERT", message));
        }
    };
    match items.iter().position(|item| !item.is_object()) {
        None => Ok(items),
        Some(index) => {
            let message = "Only dictionaries may be used in a ModelType.";
            Err(ApiError::field(&format!("{path}.{index}"), "MODEL_TYPE_CONVERT", message))
        }
    }
}
