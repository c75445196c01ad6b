//! The keys of a command's texts in the Fluent files.

use crate::command::{CommandKind, CommandSpec, ParamSpec};

/// The keys of one command or group.
pub(crate) struct Keys(String);

/// The rule that a text must follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The name of a slash command, a group or an argument.
    Name,
    /// The name of a context menu command.
    ContextMenuName,
    /// A description.
    Description,
    /// The name of a choice.
    Choice,
}

/// Returns the keys of a command.
pub(crate) fn spec_keys(command: &CommandSpec) -> Keys {
    match command.kind {
        CommandKind::Chat => Keys(format!("command-{}", spelled(command.name))),
        _ => Keys(format!("menu-{}", spelled(command.name))),
    }
}

/// Returns the keys of a group, by its whole path.
pub(crate) fn group_keys(path: &str) -> Keys {
    Keys(format!("group-{}", spelled(path)))
}

impl Keys {
    /// The message key, which all of them begin with.
    pub(crate) fn message(&self) -> &str {
        &self.0
    }

    pub(crate) fn name(&self) -> String {
        format!("{}.name", self.0)
    }

    pub(crate) fn description(&self) -> String {
        format!("{}.description", self.0)
    }

    pub(crate) fn param_name(&self, param: &ParamSpec) -> String {
        format!("{}.{}-name", self.0, spelled(param.name))
    }

    pub(crate) fn param_description(&self, param: &ParamSpec) -> String {
        format!("{}.{}-description", self.0, spelled(param.name))
    }

    pub(crate) fn choice(&self, param: &ParamSpec, value: &str) -> String {
        format!("{}.{}-{}", self.0, spelled(param.name), spelled(value))
    }
}

/// Spells a name as a Fluent key. Different names may get the same key; `validate` reports that.
fn spelled(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(letter).collect()
}
