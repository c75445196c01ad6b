//! A file attached to a message.

use axum::body::Bytes;
use serde_json::Value;

use crate::discord::world::World;

/// A file attached to a message, with its contents.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let posted = discord.member("alice").await?.posts("The menu.").attach("menu.txt", "green").await?;
/// let file = &posted.attachments()[0];
/// assert_eq!((file.filename.as_str(), file.size), ("menu.txt", 5));
/// assert_eq!(file.bytes(), b"green");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttachedFile {
    /// The name under which Discord stores it; unsafe characters are replaced or removed.
    pub filename: String,
    /// The alternative text.
    pub description: Option<String>,
    /// The media type, derived from the name.
    pub content_type: Option<String>,
    /// The size in bytes.
    pub size: u64,
    /// The address to download it from, on 127.0.0.1.
    pub url: String,
    bytes: Bytes,
}

impl AttachedFile {
    /// Returns the contents of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn read(world: &World, file: &Value) -> Self {
        let text = |key: &str| file.get(key).and_then(Value::as_str).map(str::to_owned);
        Self {
            filename: text("filename").unwrap_or_default(),
            description: text("description"),
            content_type: text("content_type"),
            size: file.get("size").and_then(Value::as_u64).unwrap_or(0),
            url: text("url").unwrap_or_default(),
            bytes: world.bytes_of(file).unwrap_or_default(),
        }
    }
}
