//! The nonces of the last messages, by which Discord recognizes a message that is posted again.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use serde_json::Value;
use serenity::model::id::{ChannelId, MessageId};
use tokio::time::Instant;

/// How long a nonce is known. Discord says "the past few minutes".
const KNOWN: Duration = Duration::from_mins(5);

/// The most nonces that are known; beyond it the oldest are dropped.
const MOST: usize = 10_000;

/// A channel, and a nonce as JSON.
type Key = (ChannelId, String);

/// The messages of the last minutes, by channel and nonce.
#[derive(Debug, Default)]
pub(crate) struct Nonces {
    messages: HashMap<Key, MessageId>,
    /// When each was added, oldest first.
    added: VecDeque<(Instant, Key, MessageId)>,
}

impl Nonces {
    /// Returns the message that was posted with this nonce.
    pub(crate) fn find(&self, channel: ChannelId, nonce: &Value) -> Option<MessageId> {
        self.messages.get(&(channel, nonce.to_string())).copied()
    }

    /// Drops the nonces that are too old.
    pub(crate) fn expire(&mut self, now: Instant) {
        let is_old = |added: &Instant| now.saturating_duration_since(*added) >= KNOWN;
        while self.added.len() > MOST || self.added.front().is_some_and(|(added, ..)| is_old(added)) {
            let Some((_, key, message)) = self.added.pop_front() else { return };
            // A nonce is used again after its message was deleted.
            if self.messages.get(&key) == Some(&message) {
                self.messages.remove(&key);
            }
        }
    }

    /// Adds the nonce of a message.
    pub(crate) fn add(&mut self, channel: ChannelId, nonce: &Value, message: MessageId, now: Instant) {
        let key = (channel, nonce.to_string());
        self.messages.insert(key.clone(), message);
        self.added.push_back((now, key, message));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_nonce_is_known_in_its_channel_for_some_minutes() {
        let (mut nonces, now) = (Nonces::default(), Instant::now());
        let (here, there) = (ChannelId::new(1), ChannelId::new(2));
        nonces.add(here, &json!("n"), MessageId::new(7), now);
        nonces.add(here, &json!(1), MessageId::new(8), now + KNOWN / 2);
        assert_eq!(nonces.find(here, &json!("n")), Some(MessageId::new(7)));
        assert_eq!((nonces.find(there, &json!("n")), nonces.find(here, &json!("1"))), (None, None));
        nonces.expire(now + KNOWN);
        assert_eq!(nonces.find(here, &json!("n")), None);
        assert_eq!(nonces.find(here, &json!(1)), Some(MessageId::new(8)));
    }
}
