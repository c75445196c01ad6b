//! Rules about names and aliases: each belongs to one command.

use std::collections::HashMap;

use crate::command::{CommandKind, CommandSpec};
use crate::problem::Problem;
use crate::registry::Registry;

pub(crate) fn check(registry: &Registry, problems: &mut Vec<Problem>) {
    let mut owners: HashMap<(CommandKind, &str), &CommandSpec> = HashMap::new();
    // Each kind has its own names: a slash command and a component may share one.
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
                    "the alias `{alias}` of `{}` is a group, which contains `{}` at {}; choose another",
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
        CommandKind::User => "user command",
        CommandKind::Message => "message command",
        CommandKind::Component => "component",
    }
}

/// Returns a command in the group of this path, found by its own name and not by another alias.
fn group<'a>(registry: &'a Registry, path: &str) -> Option<&'a CommandSpec> {
    let members = registry.members(path).iter().filter_map(|position| registry.at(*position));
    members.map(|member| &**member).find(|member| member.group_paths().any(|(group, _)| group == path))
}
