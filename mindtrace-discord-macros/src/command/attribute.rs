//! The attributes of commands, and the keys that each takes.

use self::Attribute::{Command, Commands, Component, Group, MessageCommand, UserCommand};

/// An attribute of one command or of all commands in a module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    Command,
    UserCommand,
    MessageCommand,
    Component,
    Commands,
    Group,
}

const EVERY: &[Attribute] = &[Command, UserCommand, MessageCommand, Component, Commands, Group];
/// Attributes of commands that Discord lists; it lists no components.
const LISTED: &[Attribute] = &[Command, UserCommand, MessageCommand, Commands, Group];
/// Attributes of one handler or one group.
const NAMED: &[Attribute] = &[Command, UserCommand, MessageCommand, Component, Group];

/// Every key, and the attributes that take it. A test compares it with the rustdoc of the macros.
const KEYS: &[(&str, &[Attribute])] = &[
    ("name", NAMED),
    ("description", &[Command, Group]),
    ("usage", &[Command]),
    ("category", EVERY),
    ("permissions", EVERY),
    ("bot_permissions", EVERY),
    ("cooldown", EVERY),
    ("concurrency", EVERY),
    ("check", EVERY),
    ("before", EVERY),
    ("after", EVERY),
    ("on_error", EVERY),
    ("guilds", LISTED),
    ("entitled", EVERY),
    ("intents", EVERY),
    ("installs", LISTED),
    ("aliases", &[Command, Group]),
    ("hidden", LISTED),
    ("tool", &[Command, Commands, Group]),
    ("track_edits", &[Command, Commands, Group]),
    ("ignore_extra", &[Command, Commands, Group]),
    ("disabled", LISTED),
    ("guild_only", EVERY),
    ("dm_only", EVERY),
    ("nsfw", LISTED),
    ("owners_only", EVERY),
    ("ephemeral", EVERY),
    ("defer", EVERY),
    ("timeout", EVERY),
    ("surfaces", &[Command, Commands, Group]),
    ("stored", &[Component]),
    ("crate", EVERY),
];

impl Attribute {
    /// Returns the attribute's name.
    pub fn name(self) -> &'static str {
        match self {
            Command => "command",
            UserCommand => "user_command",
            MessageCommand => "message_command",
            Component => "component",
            Commands => "commands",
            Group => "group",
        }
    }

    /// Returns the keys it takes.
    pub fn keys(self) -> Vec<&'static str> {
        KEYS.iter().filter(|(_, takers)| takers.contains(&self)).map(|(key, _)| *key).collect()
    }

    /// Returns whether it takes the key.
    pub fn takes(self, key: &str) -> bool {
        KEYS.iter().any(|(known, takers)| *known == key && takers.contains(&self))
    }

    /// Returns the message and help for a key that only other attributes take.
    pub fn refusal(self, key: &str) -> Option<(String, &'static str)> {
        if self.takes(key) || !KEYS.iter().any(|(known, _)| *known == key) {
            return None;
        }
        Some(match self {
            _ if key == "stored" => {
                ("`stored` is for components".to_owned(), "remove it; only components have custom ids")
            }
            Commands if Group.takes(key) => (
                format!("`{key}` is for one command, not for a module"),
                "write it in `#[command(…)]` on the command, or make the module a group with `#[group(…)]`",
            ),
            Command | Commands | Group => (
                format!("`{key}` is for one command, not for a module"),
                "write it in `#[command(…)]` on the command",
            ),
            UserCommand | MessageCommand if key == "description" => (
                "a context menu command has no description".to_owned(),
                "remove it; help shows the doc comment",
            ),
            UserCommand | MessageCommand => (
                format!("`{key}` is not for context menu commands"),
                "remove it, or write it on a `#[command]` that calls the same function",
            ),
            Component => (format!("`{key}` is not for components"), "remove it"),
        })
    }
}
