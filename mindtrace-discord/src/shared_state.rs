//! The port to what the processes of one bot share: short texts that may expire, holders of permits, and messages.
//!
//! Redis implements it. Without `DISCORD_REDIS_URL` a bot has none, and each part of it decides for its own process.

mod claim;
#[cfg(test)]
mod memory;
#[cfg(feature = "redis")]
mod redis;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use tokio::sync::mpsc;

pub(crate) use self::claim::Claim;
#[cfg(test)]
pub(crate) use self::memory::MemoryState;
#[cfg(feature = "redis")]
pub(crate) use self::redis::RedisState;

/// The return type of the methods of [`SharedState`]: a boxed future.
pub(crate) type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Away>> + Send + 'a>>;

/// The server that keeps the shared state does not answer. A change may have been made nevertheless.
#[cfg_attr(not(feature = "redis"), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Redis does not answer")]
pub(crate) struct Away;

/// The state that the processes of one bot share. A method answers within a quarter of a second, or fails with [`Away`].
///
/// The implementation adds the application to keys and channels.
#[cfg_attr(not(feature = "redis"), allow(dead_code))]
pub(crate) trait SharedState: fmt::Debug + Send + Sync + 'static {
    /// Returns the text of a key; `None` if it has none, or has expired.
    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<String>>;

    /// Replaces the text of a key if it is `old`, in one step, and returns whether it was. `None` stands for no text. The new text
    /// expires after `expires`, or never.
    ///
    /// To claim a key once, `old` is `None`; to renew a claim, both texts are the claim's; to release it, `new` is `None`.
    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
        expires: Option<Duration>,
    ) -> Answer<'a, bool>;

    /// Adds a holder to a key, or renews it, unless `limit` others hold the key. It ends after `expires`. Returns whether it holds.
    fn hold<'a>(&'a self, key: &'a str, holder: &'a str, limit: u32, expires: Duration) -> Answer<'a, bool>;

    /// Removes a holder.
    fn release<'a>(&'a self, key: &'a str, holder: &'a str) -> Answer<'a, ()>;

    /// Returns the holders of a key, the one that ends first in front.
    fn holders<'a>(&'a self, key: &'a str) -> Answer<'a, Vec<String>>;

    /// Sends a text to the subscribers of a channel, and returns their number. A text may be lost.
    fn publish<'a>(&'a self, channel: &'a str, text: &'a str) -> Answer<'a, u64>;

    /// Subscribes to a channel in the background, until the receiver is dropped. Texts that come while there is no connection are lost.
    fn subscribe(&self, channel: &str) -> mpsc::Receiver<String>;
}

/// How many texts may wait for a subscriber. More are lost.
#[cfg(any(test, feature = "redis"))]
const QUEUE: usize = 1024;
