//! Messages that the caller can read, by link or id.

use serenity::model::channel::Message;

use super::link::link;
use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};

/// A message of the call's guild or direct messages that the caller can read.
impl Argument for Message {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a message here that you can read, by link or id";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        let link = link(&value.to_string()).ok_or(ConvertError::Invalid)?;
        lookup.linked_message(&link).await
    }
}
