//! Why a step of a test failed, with the conversation that led to it.

use std::{fmt, io};

/// A step in the sandbox that did not work out.
///
/// The message of every variant that concerns a conversation ends with the
/// transcript, because the lines before a failure usually explain it. A test
/// that fails prints an error with `{:?}`, so `Debug` is the same text for people
/// as `Display`.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// No port on 127.0.0.1 could be listened on.
    #[error("the sandbox could not listen on 127.0.0.1: {0}; check that loopback is available")]
    Io(#[from] io::Error),

    /// Something a test waited for did not happen in time.
    #[error("waited in vain for {waiting_for}\n\nThe conversation so far:\n{transcript}")]
    Timeout {
        /// What was waited for, in words.
        waiting_for: String,
        /// The conversation up to this point.
        transcript: String,
    },

    /// A Discord client would not have let the person do this.
    #[error("Discord refuses this: {why}\n\nThe conversation so far:\n{transcript}")]
    Refused {
        /// The reason, and what to do about it.
        why: String,
        /// The conversation up to this point.
        transcript: String,
    },

    /// The sandbox holds nothing of this kind under this name.
    #[error("there is no {what} called `{name}` in the sandbox; create it first or check the name")]
    Unknown {
        /// The kind of thing, for example `channel`.
        what: &'static str,
        /// The name or id that was looked up.
        name: String,
    },
}

impl SandboxError {
    /// Why, without the conversation: for people who see that already.
    #[doc(hidden)]
    pub fn reason(&self) -> String {
        match self {
            Self::Refused { why, .. } => why.clone(),
            Self::Timeout { waiting_for, .. } => format!("waited in vain for {waiting_for}"),
            other => other.to_string(),
        }
    }
}

impl fmt::Debug for SandboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
