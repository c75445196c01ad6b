//! The surfaces through which commands are called.

use std::fmt;

use serde::Serialize;

/// The surface that a call came from, and that its answer goes to.
///
/// ```
/// use mindtrace_discord::Surface;
/// use mindtrace_discord::prelude::*;
///
/// /// Show where the call came from.
/// #[command]
/// async fn whence(ctx: &Context) -> String {
///     match ctx.surface() {
///         Some(Surface::Slash) => "You used a slash command.".to_owned(),
///         other => format!("You used {}.", other.map_or("nothing", Surface::as_str)),
///     }
/// }
///
/// # fn main() {
/// assert_eq!(Surface::CHAT.iter().map(|surface| surface.as_str()).collect::<Vec<_>>(), ["prefix", "slash", "http"]);
/// # }
/// ```
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
    /// A context menu of a user or a message.
    ContextMenu,
    /// A button or a select menu.
    Component,
}

impl Surface {
    /// All surfaces.
    pub const ALL: &'static [Self] =
        &[Self::Prefix, Self::Slash, Self::Http, Self::ContextMenu, Self::Component];

    /// The surfaces of commands that are called by name.
    pub const CHAT: &'static [Self] = &[Self::Prefix, Self::Slash, Self::Http];

    /// Returns the name used in attributes, logs and JSON.
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
