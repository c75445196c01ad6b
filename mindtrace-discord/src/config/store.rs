//! `DISCORD_STORE` and `DISCORD_STATE`: where the values of the store and the toggles are kept.

use std::path::PathBuf;

/// Where the values of the store, or the toggles, are kept.
///
/// ```
/// use mindtrace_discord::config::{Config, StoreSetting};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_STORE").then(|| "off".to_owned()))?;
/// assert_eq!(config.store, StoreSetting::Memory);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreSetting {
    /// In memory, until the bot stops.
    Memory,
    /// In a file, which is created with the first value. One process has the file of the store open at a time; several may share that of
    /// the toggles.
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
