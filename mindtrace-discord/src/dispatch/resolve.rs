//! Resolves a name to a command.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Input, Invocation, guard};
use crate::caller::Location;
use crate::command::{CommandKind, CommandSpec};
use crate::outcome::CommandError;
use crate::registry::{Registry, nearest};
use crate::runtime::Runtime;
use crate::surface::Surface;

/// The command that a call resolves to.
pub(super) struct Resolved {
    pub(super) command: Arc<CommandSpec>,
    /// Its position in the registry.
    pub(super) position: usize,
    /// The byte offset of the arguments in a text, after the words of the command's path.
    pub(super) arguments_at: usize,
}

/// Finds the command by name or alias, if it is offered on the invocation's surface and in its guild.
pub(super) fn resolve(runtime: &Runtime, invocation: &Invocation) -> Result<Resolved, CommandError> {
    let is_received = invocation.surface != Surface::Http;
    if runtime.refuses_received() || (runtime.is_draining() && !is_received) {
        return Err(CommandError::Draining);
    }
    let (name, found) = find(&runtime.registry, invocation);
    found.ok_or_else(|| missing(runtime, invocation, &name))
}

/// Returns the name that a call asks for, and the command of that name.
pub(super) fn find<'a>(registry: &Registry, invocation: &'a Invocation) -> (Cow<'a, str>, Option<Resolved>) {
    let (name, arguments_at) = path(registry, invocation);
    let position = registry.position_of(invocation.kind, &name);
    let found = position
        .and_then(|position| {
            Some(Resolved { command: Arc::clone(registry.at(position)?), position, arguments_at })
        })
        .filter(|resolved| is_offered(&resolved.command, &invocation.location, invocation.surface));
    (name, found)
}

/// Whether the command is offered on a surface and in a location's guild.
pub(super) fn is_offered(command: &CommandSpec, location: &Location, surface: Surface) -> bool {
    let here = command.guilds.is_empty()
        || location.guild_id.is_some_and(|guild| command.guilds.contains(&guild.get()));
    here && command.is_offered_at(surface)
}

/// Returns the whole path of the command, and where the arguments begin. In a text, words of the path are read while they name groups.
fn path<'a>(registry: &Registry, invocation: &'a Invocation) -> (Cow<'a, str>, usize) {
    let mut name = Cow::Borrowed(invocation.name.as_str());
    if invocation.kind != CommandKind::Chat {
        return (name, 0);
    }
    // Phones capitalise the first word of a message.
    if registry.position(&name).is_none() && registry.members(&name).is_empty() {
        name = Cow::Owned(name.to_lowercase());
    }
    let mut at = 0;
    if let Input::Text(text) = &invocation.input {
        while !registry.members(&name).is_empty() {
            let rest = &text[at..];
            let start = rest.len() - rest.trim_start().len();
            // No name contains a backtick, and a block of code may follow without a space.
            let ends = |c: char| c.is_whitespace() || c == '`';
            let word = rest[start..].split(ends).next().unwrap_or_default();
            let longer = format!("{name} {}", word.to_lowercase());
            // A word that names neither a command nor a group is an argument of the command with the group's name, if there is one.
            let is_path = registry.position(&longer).is_some() || !registry.members(&longer).is_empty();
            if word.is_empty() || (!is_path && registry.position(&name).is_some()) {
                break;
            }
            at += start + word.len();
            name = Cow::Owned(longer);
        }
    }
    (name, at)
}

/// Returns the error for a name that is not a command here. It suggests only commands that are listed for the caller.
fn missing(runtime: &Runtime, invocation: &Invocation, name: &str) -> CommandError {
    let registry = &runtime.registry;
    let is_listed = |position: usize, command: &CommandSpec| {
        guard::is_listed(
            runtime,
            position,
            command,
            &invocation.caller,
            &invocation.location,
            invocation.surface,
        )
    };
    let mut commands: Vec<&'static str> = registry
        .members(name)
        .iter()
        .filter_map(|position| Some((*position, registry.at(*position)?)))
        .filter(|(position, command)| is_listed(*position, command))
        .map(|(_, command)| command.name)
        .collect();
    if !commands.is_empty() {
        commands.sort_unstable();
        return CommandError::Incomplete { group: name.to_owned(), commands };
    }
    // The names of context menu commands and components are not typed, so they have no typing mistakes.
    let typed = invocation.kind == CommandKind::Chat;
    let listed = registry.commands().enumerate();
    let listed = listed.filter(|(position, command)| typed && is_listed(*position, command));
    let nearest = nearest(name, listed.map(|(_, command)| command));
    CommandError::Unknown { name: name.to_owned(), nearest }
}
