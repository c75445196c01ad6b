//! The response to the creation of a message, read only as far as its ids.

use std::fmt;

use memchr::{memchr, memmem, memrchr};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serenity::model::id::{ChannelId, MessageId};

use crate::error::RequestError;

/// The ids of a message that was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Created {
    pub(super) id: MessageId,
    pub(super) channel_id: ChannelId,
}

impl Created {
    /// Reads the ids, and nothing after them.
    pub(super) fn read(json: &[u8]) -> Result<Self, RequestError> {
        Self::search(json).map_or_else(|| Self::parse(json), Ok)
    }

    /// Searches for the ids as Discord writes them: one behind the other. In a string the quotes would be escaped, and a message in the
    /// message comes behind them.
    fn search(json: &[u8]) -> Option<Self> {
        const CHANNEL: &[u8] = b"\",\"channel_id\":\"";
        const ID: &[u8] = b"\"id\":\"";
        let at = memmem::find(json, CHANNEL)?;
        let start = memrchr(b'"', json.get(..at)?)? + 1;
        json.get(..start)?.ends_with(ID).then_some(())?;
        let channel = json.get(at + CHANNEL.len()..)?;
        let channel = channel.get(..memchr(b'"', channel)?)?;
        let text = |digits| std::str::from_utf8(digits).ok();
        Some(Self { id: text(json.get(start..at)?)?.parse().ok()?, channel_id: text(channel)?.parse().ok()? })
    }

    fn parse(json: &[u8]) -> Result<Self, RequestError> {
        let mut found = (None, None);
        let read =
            Deserializer::deserialize_map(&mut serde_json::Deserializer::from_slice(json), Ids(&mut found));
        match (found, read) {
            ((Some(id), Some(channel_id)), _) => Ok(Self { id, channel_id }),
            (_, Err(error)) => Err(RequestError::Unreadable(error)),
            (_, Ok(())) => Err(RequestError::Unreadable(Error::custom("the message has no id"))),
        }
    }
}

/// Reads a map until both ids are found, and then ends with an error, which stops the parser.
struct Ids<'a>(&'a mut (Option<MessageId>, Option<ChannelId>));

impl<'de> Visitor<'de> for Ids<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        #[derive(Deserialize)]
        #[serde(field_identifier, rename_all = "snake_case")]
        enum Field {
            Id,
            ChannelId,
            #[serde(other)]
            Other,
        }
        let (id, channel_id) = self.0;
        while let Some(field) = map.next_key()? {
            match field {
                Field::Id => *id = Some(map.next_value()?),
                Field::ChannelId => *channel_id = Some(map.next_value()?),
                Field::Other => drop(map.next_value::<IgnoredAny>()?),
            }
            if id.is_some() && channel_id.is_some() {
                return Err(A::Error::custom("nothing more is needed"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::id::{ChannelId, MessageId};

    use super::Created;

    #[test]
    fn the_ids_are_read_and_nothing_behind_them() {
        let created = Created { id: MessageId::new(5), channel_id: ChannelId::new(6) };
        for json in [
            r#"{"type":0,"content":"x","id":"5","channel_id":"6","author":{"#,
            r#"{"channel_id":"6","id":"5"}"#,
        ] {
            assert_eq!(Created::read(json.as_bytes()).unwrap(), created, "{json}");
        }
        // The ids of the message are those behind the text, not those in it.
        let quoted = r#"{"content":"\"id\":\"1\",\"channel_id\":\"2\"","id":"5","channel_id":"6","referenced_message":{"id":"7","channel_id":"8"}}"#;
        assert_eq!(Created::read(quoted.as_bytes()).unwrap(), created);
        for json in ["", "[]", r#"{"id":"5"}"#, r#"{"id":"5","chan"#, r#"{"id":5.5,"channel_id":"6"}"#] {
            assert!(Created::read(json.as_bytes()).is_err(), "{json}");
        }
    }
}
