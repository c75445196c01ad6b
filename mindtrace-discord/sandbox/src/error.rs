//! The errors of the test API, with the transcript that led to them.

use std::{fmt, io};

/// An error of the sandbox.
///
/// A timeout and a refusal end with the transcript, because the lines before a failure usually explain it. A test that
/// fails prints its error with `{:?}`, so `Debug` is the same text as `Display`.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::sandbox::SandboxError;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// assert!(matches!(discord.channel("staff"), Err(SandboxError::Unknown { kind: "channel", .. })));
/// match alice.posts("").await {
///     Err(SandboxError::Refused { reason, .. }) => assert!(reason.contains("1 to 2000 characters")),
///     other => println!("{other:?}"),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// No port on 127.0.0.1 could be listened on.
    #[error("the sandbox could not listen on 127.0.0.1: {0}; check that loopback is available")]
    Io(#[from] io::Error),

    /// A file of the sandbox could not be read or written. Correct the line that the reason names, or record the file anew.
    #[error("{file}: {reason}")]
    File {
        /// The path of the file.
        file: String,
        /// The reason, with the line if one is wrong.
        reason: String,
    },

    /// Something a test waited for did not happen in time. The transcript often shows why: a handler failed, or a request was refused.
    #[error("timed out waiting for {waiting_for}\n\nThe conversation so far:\n{transcript}")]
    Timeout {
        /// The awaited event, in words.
        waiting_for: String,
        /// The transcript up to this point.
        transcript: String,
    },

    /// Discord or its client would not let the member do this.
    #[error("Discord refuses this: {reason}\n\nThe conversation so far:\n{transcript}")]
    Refused {
        /// The reason, and what to do about it.
        reason: String,
        /// The transcript up to this point.
        transcript: String,
    },

    /// The sandbox has no object of this kind with this name.
    #[error("there is no {kind} called `{name}` in the sandbox; create it first or check the name")]
    Unknown {
        /// The kind of object, for example `channel`.
        kind: &'static str,
        /// The name or id that was looked up.
        name: String,
    },
}

impl SandboxError {
    /// Returns the reason without the transcript, for users who see that already.
    #[doc(hidden)]
    pub fn reason(&self) -> String {
        match self {
            Self::Refused { reason, .. } => reason.clone(),
            Self::Timeout { waiting_for, .. } => format!("timed out waiting for {waiting_for}"),
            other => other.to_string(),
        }
    }
}

impl fmt::Debug for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
