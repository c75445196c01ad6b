//! The state of a shard.

use std::fmt;

use serde::Serialize;

/// The state of a shard's connection.
///
/// ```
/// use mindtrace_discord::event::ShardState;
/// use mindtrace_discord::prelude::*;
///
/// #[on_event(ShardStateUpdate, filter = |event| event.new == ShardState::Disconnected)]
/// async fn lost(event: &ShardStateUpdate) {
///     println!("shard {} was {} and is {}", event.shard_id, event.old, event.new);
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ShardState {
    /// The shard has no connection.
    #[default]
    Disconnected,
    /// A connection is being opened.
    Connecting,
    /// A session is being started.
    Identifying,
    /// A session is being resumed.
    Resuming,
    /// Events arrive.
    Connected,
}

impl fmt::Display for ShardState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disconnected => "disconnected",
            Self::Connecting => "connecting",
            Self::Identifying => "identifying",
            Self::Resuming => "resuming",
            Self::Connected => "connected",
        })
    }
}
