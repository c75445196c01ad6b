//! `DISCORD_COMPRESSION`: how the gateway's frames are compressed.

/// How the gateway compresses what it sends.
///
/// Source: [Discord: transport compression](https://discord.com/developers/docs/events/gateway#transport-compression).
///
/// ```
/// use mindtrace_discord::config::{Compression, Config};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_COMPRESSION").then(|| "off".to_owned()))?;
/// assert_eq!(config.compression, Compression::Off);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// `zstd-stream`, the smallest and the fastest to read.
    #[default]
    Zstd,
    /// `zlib-stream`, for servers that know no other.
    Zlib,
    /// Not at all.
    Off,
}
