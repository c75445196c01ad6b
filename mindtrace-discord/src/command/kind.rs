//! What sort of command it is: what Discord shows it as.

use serde::Serialize;

/// What sort of command it is.
///
/// Whatever the sort, a call goes through the same pipeline with the same gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CommandKind {
    /// Called by name: a prefix command, a slash command, an HTTP call.
    Chat,
    /// Stands in the context menu of a user.
    User,
    /// Stands in the context menu of a message.
    Message,
    /// Belongs to a button or a select menu that the bot sent.
    Component,
}

impl CommandKind {
    /// The word used in logs and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::User => "user",
            Self::Message => "message",
            Self::Component => "component",
        }
    }

    /// Discord's number for the command type; a component is none.
    pub(crate) const fn discord(self) -> Option<u8> {
        match self {
            Self::Chat => Some(1),
            Self::User => Some(2),
            Self::Message => Some(3),
            Self::Component => None,
        }
    }
}
