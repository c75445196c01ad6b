//! The error of a store.

use std::path::PathBuf;

use crate::error::BoxError;

/// The most bytes of a key.
pub(super) const MAX_KEY: usize = 100;

/// The most bytes of a value, as JSON. The messages below repeat both.
pub(super) const MAX_VALUE: usize = 64 * 1024;

/// Why a value of a [`Store`](super::Store) cannot be read or changed.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::StoreError;
///
/// async fn remember(ctx: &Context, text: &str) -> Result<()> {
///     match ctx.store().bot().set("text", text).await {
///         Err(StoreError::ValueTooLarge { bytes, .. }) => {
///             Err(UserError::new(format!("The text has {bytes} bytes, which is too much.")).into())
///         }
///         stored => Ok(stored?),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The key is not 1 to 100 bytes of visible ASCII. The text says why.
    #[error("the key {0}; a key has 1 to 100 letters, digits and marks of ASCII, without white space")]
    InvalidKey(&'static str),
    /// The value has more than 64 KiB of JSON. Divide it over several keys, or keep it in a database.
    #[error("the value of `{key}` has {bytes} bytes of JSON; a value has at most 65536")]
    ValueTooLarge {
        /// The key.
        key: String,
        /// The length of the value.
        bytes: usize,
    },
    /// The value cannot be written as JSON: a map in it, for example, has keys that are neither texts nor numbers.
    #[error("the value of `{key}` cannot be written as JSON: {source}")]
    Serialize {
        /// The key.
        key: String,
        /// The error of serde.
        source: serde_json::Error,
    },
    /// The stored value has another type than the requested one. Give fields that are new `#[serde(default)]`, or use another key.
    #[error("the value of `{key}` has another type: {source}")]
    Deserialize {
        /// The key.
        key: String,
        /// The error of serde.
        source: serde_json::Error,
    },
    /// Other processes changed the value each time it was about to be updated. Divide it over several keys.
    #[error("the value of `{0}` is updated by too many processes at once")]
    Contended(String),
    /// Another process has the file of `DISCORD_STORE` open.
    #[error(
        "another process has {} open; give each process a file of its own with DISCORD_STORE, or share a store with \
         DISCORD_STORE=redis",
        .0.display()
    )]
    InUse(PathBuf),
    /// The bot has stopped. Use the store before [`#[on_shutdown]`](macro@crate::on_shutdown) functions end.
    #[error("the store is closed, because the bot has stopped")]
    Closed,
    /// The file or the server that keeps the values fails. Nothing was changed as far as is known; try again later.
    #[error("the store is not available: {0}")]
    Unavailable(#[source] BoxError),
}

impl StoreError {
    /// Creates [`Unavailable`](Self::Unavailable) from an error's text, for errors that cannot be kept.
    pub(super) fn unavailable(error: &impl std::fmt::Display) -> Self {
        Self::Unavailable(error.to_string().into())
    }
}
