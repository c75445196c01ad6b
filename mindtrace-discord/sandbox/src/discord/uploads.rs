//! Stores uploaded files, and reads them.

use axum::body::Bytes;
use serde_json::{Value, json};
use serenity::model::id::ChannelId;

use crate::discord::files::{FileRecord, content_type, stored_name};
use crate::discord::world::World;

impl World {
    /// Stores a file and returns its attachment object.
    pub(crate) fn upload(&mut self, channel: ChannelId, name: &str, bytes: Bytes) -> Value {
        let id = self.snowflake();
        let name = stored_name(name);
        let content_type = content_type(&name);
        let url = format!("{}/attachments/{channel}/{id}/{name}", self.url);
        let attachment = json!({
            "id": id.to_string(),
            "filename": name,
            "size": bytes.len(),
            "content_type": content_type,
            "url": url,
            "proxy_url": url,
        });
        self.files.insert(id, FileRecord { bytes, content_type });
        attachment
    }

    /// Returns the contents of the file of an attachment object, unless it was dropped.
    pub(crate) fn bytes_of(&self, attachment: &Value) -> Option<Bytes> {
        let id = attachment.get("id").and_then(Value::as_str)?.parse().ok()?;
        self.files.get(id).map(|file| file.bytes.clone())
    }
}
