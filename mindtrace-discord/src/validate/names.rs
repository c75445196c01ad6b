//! Names belong to one command each.

use std::collections::HashMap;

use crate::command::{CommandKind, CommandSpec};
use crate::problem::Problem;
use crate::registry::Registry;

pub(crate) fn check(registry: &Registry, problems: &mut Vec<Problem>) {
    let mut owners: HashMap<(CommandKind, &str), &CommandSpec> = HashMap::new();
    // The kinds have lists of their own: a slash command and a button's handler may share a name.
    for command in registry.commands() {
        if let Some(first) = owners.get(&(command.kind, command.name)) {
            let message = format!(
                "the {} `{}` is declared at {} as well; rename one of the two",
                called(command),
                command.name,
                first.source
            );
            problems.push(Problem { source: command.source, message });
        } else {
            owners.insert((command.kind, command.name), command);
        }
    }
    for command in registry.commands().filter(|command| command.kind == CommandKind::Chat) {
        for alias in command.aliases {
            if let Some(member) = group(registry, alias) {
                let message = format!(
                    "the alias `{alias}` of `{}` is a group, of `{}` at {} among others; choose another",
                    command.name, member.name, member.source
                );
                problems.push(Problem { source: command.source, message });
            }
            match owners.get(&(CommandKind::Chat, *alias)) {
                Some(owner) if std::ptr::eq(*owner, command) => {}
                Some(owner) => {
                    let message = format!(
                        "the alias `{alias}` of `{}` is taken by `{}` at {}; choose another",
                        command.name, owner.name, owner.source
                    );
                    problems.push(Problem { source: command.source, message });
                }
                None => {
                    owners.insert((CommandKind::Chat, alias), command);
                }
            }
        }
    }
}

fn called(command: &CommandSpec) -> &'static str {
    match command.kind {
        CommandKind::Chat => "command",
        CommandKind::User => "user menu",
        CommandKind::Message => "message menu",
        CommandKind::Component => "component",
    }
}

/// A command in the group of this path, by its own name and not by another alias.
fn group<'a>(registry: &'a Registry, path: &str) -> Option<&'a CommandSpec> {
    let members = registry.members(path).iter().filter_map(|position| registry.at(*position));
    members.map(|member| &**member).find(|member| member.group_paths().any(|(group, _)| group == path))
}
