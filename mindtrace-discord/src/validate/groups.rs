//! Rules about groups, which Discord shows as one command with subcommands.

use std::collections::{BTreeMap, BTreeSet};

use crate::command::{CommandKind, CommandSpec, GroupSpec};
use crate::problem::Problem;
use crate::registry::Registry;
use crate::surface::Surface;

/// Discord: the most commands and groups directly below a group.
const MAX_CHILDREN: usize = 25;

/// Discord: the deepest nesting, a group in a group.
const MAX_DEPTH: usize = 2;

pub(crate) fn check(registry: &Registry, problems: &mut Vec<Problem>) {
    let slash = || registry.commands().filter(|command| is_slash(command));
    let mut groups: BTreeMap<&str, Vec<(&CommandSpec, &GroupSpec)>> = BTreeMap::new();
    for command in registry.commands().filter(|command| command.kind == CommandKind::Chat) {
        for (path, group) in command.group_paths() {
            groups.entry(path).or_default().push((command, group));
        }
    }
    for command in slash().filter(|command| command.groups.len() > MAX_DEPTH) {
        let message = format!(
            "`{}` is {} groups deep, Discord accepts {MAX_DEPTH}; remove a group, or keep it off Discord's list with \
             `surfaces(prefix, http)`",
            command.name,
            command.groups.len()
        );
        problems.push(Problem { source: command.source, message });
    }
    for (path, members) in &groups {
        descriptions(path, members, problems);
        let offered: Vec<&CommandSpec> =
            members.iter().map(|(command, _)| *command).filter(|command| is_slash(command)).collect();
        children(path, &offered, problems);
        if !path.contains(' ') {
            guilds(path, &offered, problems);
        }
    }
    for command in slash() {
        let member = groups.get(command.name).into_iter().flatten().find(|(member, _)| is_slash(member));
        if let Some((member, _)) = member {
            let message = format!(
                "`{}` is a command and a group, which contains `{}` at {}; Discord shows the group only, so rename one of the two, or \
                 keep the command off Discord's list with `surfaces(prefix, http)`",
                command.name, member.name, member.source
            );
            problems.push(Problem { source: command.source, message });
        }
    }
}

/// Checks that all declarations of a group have the same description.
fn descriptions(path: &str, members: &[(&CommandSpec, &GroupSpec)], problems: &mut Vec<Problem>) {
    let Some((first, declared)) = members.first() else { return };
    let mut reported = BTreeSet::new();
    for (command, group) in members {
        // Each other description is reported once, not for every command of its module.
        if group.description() != declared.description() && reported.insert(group.description()) {
            let message = format!(
                "the group `{path}` is described as \"{}\" here and as \"{}\" for `{}` at {}; use one description",
                group.description(),
                declared.description(),
                first.name,
                first.source
            );
            problems.push(Problem { source: command.source, message });
        }
    }
}

/// Checks that a group has at most [`MAX_CHILDREN`] entries.
fn children(path: &str, members: &[&CommandSpec], problems: &mut Vec<Problem>) {
    let mut children: Vec<(&str, &CommandSpec)> = Vec::new();
    for member in members {
        let below = member.name.get(path.len() + 1..).unwrap_or_default();
        let child = below.split(' ').next().unwrap_or_default();
        if !children.iter().any(|(known, _)| *known == child) {
            children.push((child, member));
        }
    }
    for (child, member) in children.iter().skip(MAX_CHILDREN) {
        let message = format!(
            "`{path} {child}` is one of {} in the group `{path}`, Discord accepts {MAX_CHILDREN}; move some into a group of their own",
            children.len()
        );
        problems.push(Problem { source: member.source, message });
    }
}

/// Checks that all commands of a group have the same guilds; otherwise Discord would show two groups of one name.
fn guilds(path: &str, members: &[&CommandSpec], problems: &mut Vec<Problem>) {
    let sorted = |command: &CommandSpec| command.guilds.iter().copied().collect::<BTreeSet<u64>>();
    let Some(first) = members.first() else { return };
    for member in members.iter().filter(|member| sorted(member) != sorted(first)) {
        let message = format!(
            "`{}` is offered in other guilds than `{}` at {}, and both are in the group `{path}`; give them the same `guilds(…)`",
            member.name, first.name, first.source
        );
        problems.push(Problem { source: member.source, message });
    }
}

fn is_slash(command: &CommandSpec) -> bool {
    command.kind == CommandKind::Chat && command.is_offered_at(Surface::Slash)
}
