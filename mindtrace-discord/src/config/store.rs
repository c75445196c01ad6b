//! `DISCORD_STORE`: where the store keeps its values.

use std::path::PathBuf;

/// Where the store keeps its values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreSetting {
    /// In memory, until the bot stops.
    Memory,
    /// In a file, which is created with the first value. One process has it open at a time.
    File(PathBuf),
    /// In the Redis of `DISCORD_REDIS_URL`, which several processes share.
    Redis,
}

impl StoreSetting {
    pub(super) fn parse(text: &str) -> Self {
        match text {
            "off" => Self::Memory,
            "redis" => Self::Redis,
            path => Self::File(PathBuf::from(path)),
        }
    }
}
