//! Look-ups of commands and handlers by name, group and event.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use crate::command::{CommandKind, CommandSpec};
use crate::event::EventSpec;

/// The positions of commands and handlers in their lists.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// Chat commands by name and alias. The first of two equal names wins; `validate` reports the conflict.
    pub(super) names: HashMap<&'static str, usize>,
    /// Commands of other kinds, by kind and name.
    pub(super) others: HashMap<(CommandKind, &'static str), usize>,
    /// The commands in each group, by the group's path. Aliases count.
    pub(super) groups: HashMap<String, Vec<usize>>,
    pub(super) components: Vec<usize>,
    /// The handlers of each event.
    pub(super) events: HashMap<TypeId, Vec<usize>>,
}

impl Index {
    pub(super) fn new(commands: &[Arc<CommandSpec>], handlers: &[EventSpec]) -> Self {
        let (mut names, mut others) = (HashMap::new(), HashMap::new());
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        let called = || commands.iter().enumerate().filter(|(_, command)| command.kind == CommandKind::Chat);
        // Names come before aliases, so an alias never shadows a command.
        for (position, command) in called() {
            names.entry(command.name).or_insert(position);
        }
        for (position, command) in called() {
            for alias in command.aliases {
                names.entry(*alias).or_insert(position);
            }
        }
        for (position, command) in called().filter(|(_, command)| !command.groups.is_empty()) {
            for path in std::iter::once(&command.name).chain(command.aliases) {
                for (end, _) in path.match_indices(' ') {
                    let members = groups.entry(path[..end].to_owned()).or_default();
                    if !members.contains(&position) {
                        members.push(position);
                    }
                }
            }
        }
        for (position, command) in commands.iter().enumerate() {
            if command.kind != CommandKind::Chat {
                others.entry((command.kind, command.name)).or_insert(position);
            }
        }
        let components = commands.iter().enumerate();
        let components = components.filter(|(_, command)| command.kind == CommandKind::Component);
        let components = components.map(|(position, _)| position).collect();
        let mut by_event: HashMap<TypeId, Vec<usize>> = HashMap::new();
        for (position, handler) in handlers.iter().enumerate() {
            by_event.entry(handler.event_id).or_default().push(position);
        }
        Self { names, others, groups, components, events: by_event }
    }
}
