//! Files attached to a reply.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A file attached to a reply.
///
/// Discord accepts 10 files of 10 MiB each in a message. In a name it keeps letters, digits, `_`, `-` and `.`. HTTP callers receive them as
/// `filename` and `content_base64`.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let picture = File::new("tea.png", vec![0x89, b'P', b'N', b'G']).description("A cup of tea");
/// let embed = Embed::new().title("Tea").image(picture.url());
/// let reply = Reply::from(embed).file(picture);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) description: Option<String>,
}

impl File {
    /// Creates a file called `name` with these bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), description: None }
    }

    /// Returns the address by which embeds and layouts of the same reply show the file: `attachment://name`.
    pub fn url(&self) -> String {
        format!("attachment://{}", self.name)
    }

    /// Sets the alt text for screen readers, at most 1024 characters.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut file = serializer.serialize_struct("File", 3)?;
        file.serialize_field("filename", &self.name)?;
        file.serialize_field("description", &self.description)?;
        file.serialize_field("content_base64", &STANDARD.encode(&self.bytes))?;
        file.end()
    }
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({:?}, {} bytes)", self.name, self.bytes.len())
    }
}
