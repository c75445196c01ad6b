//! Stage 1: from a name to a command.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Input, Invocation, guard};
use crate::caller::Location;
use crate::command::{CommandKind, CommandSpec};
use crate::outcome::CommandError;
use crate::registry::{Registry, nearest};
use crate::runtime::Runtime;
use crate::surface::Surface;

/// The command that was meant.
pub(super) struct Resolved {
    pub(super) command: Arc<CommandSpec>,
    /// Its location in the registry.
    pub(super) position: usize,
    /// Where in a text the arguments begin: behind what belongs to the command's path.
    pub(super) arguments_at: usize,
}

/// Finds the command by name or alias, if it is offered at the invocation's surface and in its server.
pub(super) fn resolve(runtime: &Runtime, invocation: &Invocation) -> Result<Resolved, CommandError> {
    if runtime.is_draining() {
        return Err(CommandError::Draining);
    }
    let registry = &runtime.registry;
    let (name, arguments_at) = path(registry, invocation);
    let position = registry.position_of(invocation.kind, &name);
    position
        .and_then(|position| {
            Some(Resolved { command: Arc::clone(registry.at(position)?), position, arguments_at })
        })
        .filter(|resolved| is_offered(&resolved.command, &invocation.location, invocation.surface))
        .ok_or_else(|| missing(runtime, invocation, &name))
}

/// Whether the command exists at a surface and in a server.
pub(super) fn is_offered(command: &CommandSpec, location: &Location, surface: Surface) -> bool {
    let here = command.guilds.is_empty()
        || location.guild_id.is_some_and(|guild| command.guilds.contains(&guild.get()));
    here && command.is_offered_at(surface)
}

/// The whole path of the command: its name, and from a text as many words more as groups ask for.
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
            let word = rest[start..].split(char::is_whitespace).next().unwrap_or_default();
            let longer = format!("{name} {}", word.to_lowercase());
            // A word that leads nowhere is an argument of the command that has the group's name, if there is one.
            let leads = registry.position(&longer).is_some() || !registry.members(&longer).is_empty();
            if word.is_empty() || (!leads && registry.position(&name).is_some()) {
                break;
            }
            at += start + word.len();
            name = Cow::Owned(longer);
        }
    }
    (name, at)
}

/// What is said of a name that is no command here; nothing is told that the caller may not know of.
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
    // Nobody types the name of a menu or a button.
    let typed = invocation.kind == CommandKind::Chat;
    let told = registry.commands().enumerate();
    let told = told.filter(|(position, command)| typed && is_listed(*position, command));
    let nearest = nearest(name, told.map(|(_, command)| command));
    CommandError::Unknown { name: name.to_owned(), nearest }
}
