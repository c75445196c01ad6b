//! The kind of a command: how it is called on Discord.

use serde::Serialize;

/// The kind of a command.
///
/// Calls of every kind go through the same pipeline with the same gates.
///
/// ```
/// use mindtrace_discord::command::CommandKind;
///
/// assert_eq!(CommandKind::Component.as_str(), "component");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum CommandKind {
    /// Called by name: as a prefix command, a slash command, or over HTTP.
    Chat,
    /// In the context menu of users.
    User,
    /// In the context menu of messages.
    Message,
    /// The handler of a button or select menu that the bot sent.
    Component,
}

impl CommandKind {
    /// The name in logs and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::User => "user",
            Self::Message => "message",
            Self::Component => "component",
        }
    }

    /// Discord's number for the command type; `None` for a component.
    pub(crate) const fn discord(self) -> Option<u8> {
        match self {
            Self::Chat => Some(1),
            Self::User => Some(2),
            Self::Message => Some(3),
            Self::Component => None,
        }
    }
}
