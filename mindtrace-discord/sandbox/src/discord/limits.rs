//! The limits of messages.

use serde_json::Value;
use serenity::model::Timestamp;

use crate::discord::{
    api_error::{ApiError, Code, FieldError},
    component_rules,
    files::FILES,
    world::{COMPONENTS_V2, MessageRecord},
};

const CONTENT: usize = 2000;
const EMBEDS: usize = 10;
const EMBED_TOTAL: usize = 6000;
const EMBED_FIELDS: usize = 25;
const URL: usize = 2048;
const COLOR: i64 = 0x00ff_ffff;

/// Checks a message that is about to be stored.
pub(crate) fn check(message: &MessageRecord) -> Result<(), ApiError> {
    let mut errors = Vec::new();
    at_most(&mut errors, "content", &message.content, CONTENT);
    if message.embeds.len() > EMBEDS {
        errors.push(too_many("embeds", EMBEDS));
    }
    if message.attachments.len() > FILES {
        errors.push(too_many("attachments", FILES));
    }
    let total: usize =
        message.embeds.iter().enumerate().map(|(i, embed)| check_embed(&mut errors, i, embed)).sum();
    if total > EMBED_TOTAL {
        let text = format!("Embed size exceeds maximum size of {EMBED_TOTAL}");
        errors.push(FieldError::new("embeds", "MAX_EMBED_SIZE_EXCEEDED", text));
    }
    let v2 = message.flags & COMPONENTS_V2 != 0;
    if v2 {
        only_components(&mut errors, message);
    }
    errors.extend(component_rules::check(&message.components, v2));
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let empty = message.content.trim().is_empty()
        && message.embeds.is_empty()
        && message.attachments.is_empty()
        && message.components.is_empty()
        && message.poll.is_none()
        && message.stickers.is_empty()
        && message.forward.is_none();
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
    check_links(errors, index, embed);
    let color = embed.get("color").and_then(Value::as_i64);
    if color.is_some_and(|color| color > COLOR) {
        let message = format!("int value should be less than or equal to {COLOR}.");
        errors.push(FieldError::new(format!("embeds.{index}.color"), "NUMBER_TYPE_MAX", message));
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

/// Checks the URLs and the timestamp of an embed, and that author and footer have a text.
fn check_links(errors: &mut Vec<FieldError>, index: usize, embed: &Value) {
    let text = |pointer: &str| embed.pointer(pointer).and_then(Value::as_str).unwrap_or_default().trim();
    let path = |pointer: &str| format!("embeds.{index}{}", pointer.replace('/', "."));
    for (pointer, is_image) in [
        ("/url", false),
        ("/author/url", false),
        ("/author/icon_url", true),
        ("/footer/icon_url", true),
        ("/image/url", true),
        ("/thumbnail/url", true),
    ] {
        let url = text(pointer);
        let schemes: &[&str] =
            if is_image { &["http://", "https://", "attachment://"] } else { &["http://", "https://"] };
        if url.is_empty() || schemes.iter().any(|scheme| url.starts_with(scheme)) {
            at_most(errors, &path(pointer), url, URL);
        } else if url.contains("://") {
            let message = "Scheme must be one of ('http', 'https').";
            errors.push(FieldError::new(path(pointer), "URL_TYPE_INVALID_SCHEME", message));
        } else {
            errors.push(FieldError::new(path(pointer), "URL_TYPE_INVALID_URL", "Not a well formed URL."));
        }
    }
    for (holder, needed) in [("/author", "/author/name"), ("/footer", "/footer/text")] {
        let has_more = ["url", "icon_url"].iter().any(|key| !text(&format!("{holder}/{key}")).is_empty());
        if has_more && text(needed).is_empty() {
            errors.push(FieldError::new(path(needed), "BASE_TYPE_REQUIRED", "This field is required"));
        }
    }
    let time = text("/timestamp");
    // Discord takes a date alone and a time without an offset as well.
    let spellings = [time.to_owned(), format!("{time}Z"), format!("{time}T00:00:00Z")];
    if !time.is_empty() && spellings.iter().all(|time| Timestamp::parse(time).is_err()) {
        let message = format!("Could not parse {time}. Should be ISO8601.");
        errors.push(FieldError::new(path("/timestamp"), "DATE_TIME_TYPE_PARSE", message));
    }
}

/// Checks that a message with Components V2 has no content, embeds, poll or stickers.
fn only_components(errors: &mut Vec<FieldError>, message: &MessageRecord) {
    for (field, used) in [
        ("content", !message.content.is_empty()),
        ("embeds", !message.embeds.is_empty()),
        ("poll", message.poll.is_some()),
        ("sticker_ids", !message.stickers.is_empty()),
    ] {
        if used {
            let code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
            let text = format!("The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
            errors.push(FieldError::new(field, code, text));
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
