//! Attached files.

use serenity::model::channel::Attachment;
use serenity::model::id::AttachmentId;

use super::{Argument, ArgumentKind, Consumes, ConvertError, Lookup, Value};

/// A file: an option of a slash command, or attached to the message of a prefix command. Not available over HTTP.
impl Argument for Attachment {
    const KIND: ArgumentKind = ArgumentKind::Attachment;
    const EXPECTED: &'static str = "a file, attached on Discord";
    const CONSUMES: Consumes = Consumes::Attachment;

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        let id = value.to_string().parse().ok().filter(|id: &u64| *id != 0);
        id.and_then(|id| lookup.attachment(AttachmentId::new(id))).ok_or(ConvertError::Invalid)
    }
}
