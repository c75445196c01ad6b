//! Stage 1: from a name to a command.

use std::sync::Arc;

use super::Invocation;
use crate::bot::Runtime;
use crate::command::CommandSpec;
use crate::error::CommandError;

/// The command that was meant.
pub(super) struct Resolved {
    pub(super) command: Arc<CommandSpec>,
    /// Its place in the registry.
    pub(super) position: usize,
}

/// Finds the command by name or alias, if it is offered at the invocation's surface.
pub(super) fn resolve(runtime: &Runtime, invocation: &Invocation) -> Result<Resolved, CommandError> {
    if runtime.is_draining() {
        return Err(CommandError::Draining);
    }
    let registry = &runtime.registry;
    // Phones capitalise the first word of a message.
    let position =
        registry.position(&invocation.name).or_else(|| registry.position(&invocation.name.to_lowercase()));
    position
        .and_then(|position| Some(Resolved { command: Arc::clone(registry.at(position)?), position }))
        .filter(|resolved| resolved.command.is_offered_at(invocation.surface))
        .ok_or_else(|| CommandError::Unknown {
            name: invocation.name.clone(),
            nearest: registry.nearest(&invocation.name, invocation.surface),
        })
}
