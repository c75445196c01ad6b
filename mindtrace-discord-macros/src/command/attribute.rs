//! The attributes that speak about commands, and which keys each takes.

use self::Attribute::{Command, Commands, Component, Group, MessageCommand, UserCommand};

/// An attribute that speaks about one command or about all of a module.
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
/// Those about what Discord lists; nobody finds a component in a list.
const LISTED: &[Attribute] = &[Command, UserCommand, MessageCommand, Commands, Group];
/// Those about one handler, or one group.
const NAMED: &[Attribute] = &[Command, UserCommand, MessageCommand, Component, Group];

/// Every key and who takes it; the rustdoc of each macro lists the same, a test compares them.
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
    ("intents", EVERY),
    ("installs", LISTED),
    ("aliases", &[Command, Group]),
    ("hidden", LISTED),
    ("tool", &[Command, Commands, Group]),
    ("disabled", LISTED),
    ("guild_only", EVERY),
    ("dm_only", EVERY),
    ("nsfw", LISTED),
    ("owners_only", EVERY),
    ("ephemeral", EVERY),
    ("defer", EVERY),
    ("timeout", EVERY),
    ("surfaces", &[Command, Commands, Group]),
    ("crate", EVERY),
];

impl Attribute {
    /// The attribute as it is written, without its arguments.
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

    /// The keys it takes.
    pub fn keys(self) -> Vec<&'static str> {
        KEYS.iter().filter(|(_, takers)| takers.contains(&self)).map(|(key, _)| *key).collect()
    }

    /// Whether it takes the key.
    pub fn takes(self, key: &str) -> bool {
        KEYS.iter().any(|(known, takers)| *known == key && takers.contains(&self))
    }

    /// Why a key that another attribute takes is not for this one, and what to do.
    pub fn refusal(self, key: &str) -> Option<(String, &'static str)> {
        if self.takes(key) || !KEYS.iter().any(|(known, _)| *known == key) {
            return None;
        }
        Some(match self {
            Commands if Group.takes(key) => (
                format!("`{key}` is for one command, not for all of a module"),
                "write it in `#[command(…)]` on the command, or make the module a group with `#[group(…)]`",
            ),
            Command | Commands | Group => (
                format!("`{key}` is for one command, not for all of a module"),
                "write it in `#[command(…)]` on the command",
            ),
            UserCommand | MessageCommand if key == "description" => (
                "Discord shows the name of a context menu's command and no description".to_owned(),
                "remove it; the doc comment is what help shows",
            ),
            UserCommand | MessageCommand => (
                format!("`{key}` is for commands that are called by name, this one is clicked"),
                "remove it, or write it on a `#[command]` that shares the work",
            ),
            Component => (
                format!(
                    "`{key}` is for commands that Discord lists; a component is used where its message stands"
                ),
                "remove it",
            ),
        })
    }
}
