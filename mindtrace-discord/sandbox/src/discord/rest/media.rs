//! Resolves `attachment://name` in embeds and components to the files of their message.

use serde_json::{Value, json};

use crate::discord::{
    api_error::{ApiError, FieldError},
    world::MessageRecord,
};
use crate::json::put;

/// Replaces references to files with the addresses of the files.
pub(super) fn resolve(message: &mut MessageRecord) -> Result<(), ApiError> {
    let mut errors = Vec::new();
    let files = &message.attachments;
    for (index, component) in message.components.iter_mut().enumerate() {
        replace(component, &format!("components.{index}"), files, &mut errors);
    }
    // Discord ignores a missing file in an embed.
    for embed in &mut message.embeds {
        replace(embed, "", files, &mut Vec::new());
    }
    if errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(errors)) }
}

fn replace(value: &mut Value, path: &str, files: &[Value], errors: &mut Vec<FieldError>) {
    if let Value::Array(items) = value {
        for (index, item) in items.iter_mut().enumerate() {
            replace(item, &format!("{path}.{index}"), files, errors);
        }
        return;
    }
    for (key, proxy) in [("url", "proxy_url"), ("icon_url", "proxy_icon_url")] {
        let name = value.get(key).and_then(Value::as_str).and_then(|url| url.strip_prefix("attachment://"));
        let Some(name) = name.map(str::to_owned) else { continue };
        let file = files.iter().find(|file| file.get("filename").and_then(Value::as_str) == Some(&name));
        match file {
            Some(file) => {
                let of = |key: &str| file.get(key).cloned().unwrap_or_default();
                put(value, key, of("url"));
                put(value, proxy, of("proxy_url"));
                if key == "url" {
                    put(value, "content_type", of("content_type"));
                    put(value, "attachment_id", of("id"));
                }
            }
            None => errors.push(FieldError::new(
                format!("{path}.{key}"),
                "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                format!("The message has no attachment {}", json!(name)),
            )),
        }
    }
    for (key, inner) in value.as_object_mut().into_iter().flatten() {
        replace(inner, &format!("{path}.{key}"), files, errors);
    }
}
