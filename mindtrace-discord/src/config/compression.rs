//! `DISCORD_COMPRESSION`: how the gateway's frames are compressed.

/// How the gateway compresses what it sends.
///
/// Source: [Discord: transport compression](https://discord.com/developers/docs/events/gateway#transport-compression).
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
