//! What a message may contain at most.

use serde_json::Value;

use crate::sandbox::discord::{
    api_error::{ApiError, Code, FieldError},
    world::MessageRecord,
};

const CONTENT: usize = 2000;
const EMBEDS: usize = 10;
const EMBED_TOTAL: usize = 6000;
const EMBED_FIELDS: usize = 25;
const ATTACHMENTS: usize = 10;
const FILE_SIZE: usize = 10 * 1024 * 1024;
const ROWS: usize = 5;

/// Checks a message that is about to be stored.
pub(crate) fn check(message: &MessageRecord) -> Result<(), ApiError> {
    let mut errors = Vec::new();
    at_most(&mut errors, "content", &message.content, CONTENT);
    if message.embeds.len() > EMBEDS {
        errors.push(too_many("embeds", EMBEDS));
    }
    if message.attachments.len() > ATTACHMENTS {
        errors.push(too_many("attachments", ATTACHMENTS));
    }
    if message.components.len() > ROWS {
        errors.push(too_many("components", ROWS));
    }
    let total: usize =
        message.embeds.iter().enumerate().map(|(i, embed)| check_embed(&mut errors, i, embed)).sum();
    if total > EMBED_TOTAL {
        let text = format!("Embed size exceeds maximum size of {EMBED_TOTAL}");
        errors.push(FieldError::new("embeds", "MAX_EMBED_SIZE_EXCEEDED", text));
    }
    for (row, components) in message.components.iter().enumerate() {
        check_row(&mut errors, row, components);
    }
    if !errors.is_empty() {
        return Err(ApiError::form(errors));
    }
    let size =
        |file: &Value| file.get("size").and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
    if message.attachments.iter().filter_map(size).any(|size| size > FILE_SIZE) {
        return Err(Code::EntityTooLarge.into());
    }
    let empty = message.content.trim().is_empty()
        && message.embeds.is_empty()
        && message.attachments.is_empty()
        && message.components.is_empty();
    if empty { Err(Code::EmptyMessage.into()) } else { Ok(()) }
}

/// Checks one embed and returns how much it adds to the total.
fn check_embed(errors: &mut Vec<FieldError>, index: usize, embed: &Value) -> usize {
    let mut total = 0;
    let mut check = |pointer: &str, limit: usize| {
        let text = embed.pointer(pointer).and_then(Value::as_str).unwrap_or_default().trim();
        at_most(errors, &format!("embeds.{index}{}", pointer.replace('/', ".")), text, limit);
        total += text.chars().count();
    };
    for (pointer, limit) in
        [("/title", 256), ("/description", 4096), ("/footer/text", 2048), ("/author/name", 256)]
    {
        check(pointer, limit);
    }
    let fields = embed.get("fields").and_then(Value::as_array).map_or(0, Vec::len);
    for field in 0..fields {
        check(&format!("/fields/{field}/name"), 256);
        check(&format!("/fields/{field}/value"), 1024);
    }
    if fields > EMBED_FIELDS {
        errors.push(too_many(&format!("embeds.{index}.fields"), EMBED_FIELDS));
    }
    for field in 0..fields {
        for part in ["name", "value"] {
            let text =
                embed.pointer(&format!("/fields/{field}/{part}")).and_then(Value::as_str).unwrap_or_default();
            if text.trim().is_empty() {
                let path = format!("embeds.{index}.fields.{field}.{part}");
                errors.push(FieldError::new(path, "BASE_TYPE_REQUIRED", "This field is required"));
            }
        }
    }
    total
}

/// Checks one action row: its size, and the ids and labels in it.
fn check_row(errors: &mut Vec<FieldError>, row: usize, components: &Value) {
    let children =
        components.get("components").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if children.len() > ROWS {
        errors.push(too_many(&format!("components.{row}.components"), ROWS));
    }
    for (index, child) in children.iter().enumerate() {
        let path = |key: &str| format!("components.{row}.components.{index}.{key}");
        let text = |key: &str| child.get(key).and_then(Value::as_str).unwrap_or_default();
        at_most(errors, &path("custom_id"), text("custom_id"), 100);
        at_most(errors, &path("label"), text("label"), 80);
        at_most(errors, &path("placeholder"), text("placeholder"), 150);
        if child.get("options").and_then(Value::as_array).is_some_and(|options| options.len() > 25) {
            errors.push(too_many(&path("options"), 25));
        }
    }
}

fn at_most(errors: &mut Vec<FieldError>, path: &str, text: &str, limit: usize) {
    if text.chars().count() > limit {
        let message = format!("Must be {limit} or fewer in length.");
        errors.push(FieldError::new(path, "BASE_TYPE_MAX_LENGTH", message));
    }
}

fn too_many(path: &str, limit: usize) -> FieldError {
    FieldError::new(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {limit} or fewer in length."))
}
