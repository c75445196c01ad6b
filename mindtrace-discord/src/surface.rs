//! The ways into a command.

use std::fmt;

use serde::Serialize;

/// A way in: where an invocation came from, and where its answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Surface {
    /// A message that starts with the prefix or mentions the bot.
    Prefix,
    /// A slash command.
    Slash,
    /// `POST /discord/execute`.
    Http,
    /// The context menu of a user or a message.
    ContextMenu,
    /// A button or a select menu.
    Component,
}

impl Surface {
    /// Every surface there is.
    pub const ALL: &'static [Self] =
        &[Self::Prefix, Self::Slash, Self::Http, Self::ContextMenu, Self::Component];

    /// The surfaces of a command that is called by name.
    pub const CHAT: &'static [Self] = &[Self::Prefix, Self::Slash, Self::Http];

    /// The word used in attributes, logs and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Slash => "slash",
            Self::Http => "http",
            Self::ContextMenu => "context_menu",
            Self::Component => "component",
        }
    }
}

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
