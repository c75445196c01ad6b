//! Entries of the telemetry. They contain no text of users and no error's text, which is logged under the reference.

use serde::Serialize;
use serenity::model::Timestamp;
use serenity::model::id::{ChannelId, GuildId, UserId};

use crate::caller::Token;
use crate::surface::Surface;
use crate::toggles::Change;

/// A line of the audit log and a live event.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Entry {
    /// A command was called.
    Invocation(Invoked),
    /// An event handler or a schedule ran.
    Event {
        at: Timestamp,
        handler: &'static str,
        event: &'static str,
        reference: String,
        guild_id: Option<GuildId>,
        channel_id: Option<ChannelId>,
        outcome: &'static str,
        failed: bool,
        ms: f64,
    },
    /// A command, category or handler was disabled or enabled.
    Toggled {
        at: Timestamp,
        kind: &'static str,
        name: String,
        guild_id: Option<GuildId>,
        /// `null` if the toggle was removed.
        enabled: Option<bool>,
        by: String,
        reason: Option<String>,
    },
    /// An operation on the bot as a whole.
    Operated {
        at: Timestamp,
        /// The operation: `log`, `drain`, `resync`, `shutdown`, or `event`.
        what: &'static str,
        /// The new log level, or the name of the event.
        name: Option<String>,
        by: String,
        reason: Option<String>,
    },
}

/// A call and its outcome.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Invoked {
    pub(crate) at: Timestamp,
    /// `null` for an unknown command.
    pub(crate) command: Option<&'static str>,
    pub(crate) surface: Surface,
    pub(crate) user_id: UserId,
    /// The token of the program that called in the user's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<Token>,
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    /// `ok`, or the code of the error.
    pub(crate) outcome: &'static str,
    pub(crate) ms: f64,
    pub(crate) reference: String,
    /// Whether the caller was refused or made a mistake.
    #[serde(skip)]
    pub(crate) is_refused: bool,
    /// Whether the call failed, and not by the caller's mistake.
    pub(crate) failed: bool,
}

impl Entry {
    pub(crate) fn toggled(change: &Change) -> Self {
        let (kind, name) = change.target.parts();
        Self::Toggled {
            at: Timestamp::now(),
            kind,
            name: name.to_owned(),
            guild_id: change.guild_id,
            enabled: change.enabled,
            by: change.by.clone(),
            reason: change.reason.clone(),
        }
    }

    pub(crate) fn operated(
        what: &'static str,
        name: Option<String>,
        by: &str,
        reason: Option<String>,
    ) -> Self {
        Self::Operated { at: Timestamp::now(), what, name, by: by.to_owned(), reason }
    }

    /// The event name of the entry in the live events.
    #[cfg(feature = "http")]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Invocation(_) => "invocation",
            Self::Event { .. } => "event",
            Self::Toggled { .. } => "toggled",
            Self::Operated { .. } => "operated",
        }
    }

    /// Whether the entry is written to the audit log: all but runs of handlers.
    pub(crate) fn is_audited(&self) -> bool {
        !matches!(self, Self::Event { .. })
    }
}
