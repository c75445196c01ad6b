//! Rules about the Fluent files that depend on the commands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::command::{CommandKind, CommandSpec};
use crate::locale::file::File;
use crate::locale::{Locales, builtin, file, names};
use crate::payload::keys::{Rule, group_keys, spec_keys};
use crate::problem::Problem;
use crate::registry::Registry;
use crate::source::Source;

/// Returns every problem of the files.
pub(crate) fn check(locales: &Locales, registry: &Registry) -> Vec<Problem> {
    let mut problems = locales.problems.clone();
    if locales.files.is_empty() {
        return problems;
    }
    if !locales.languages().any(|language| language == locales.fallback) {
        let message = format!(
            "this file does not exist, but `{}` is the fallback; add the file, or set another fallback",
            locales.fallback
        );
        problems.push(file::problem(format!("{}.ftl", locales.fallback).as_ref(), 1, message));
    }
    let known = known(registry);
    completeness(locales, &mut problems);
    unique_keys(locales, registry, &mut problems);
    for file in &locales.files {
        commands(file, &known, &mut problems);
        overrides(file, &mut problems);
        unique_names(file, registry, &mut problems);
    }
    problems
}

/// Checks that a key of one language exists in all, except for those that override the framework's texts. The fallback file need not repeat names and descriptions of the declaration.
fn completeness(locales: &Locales, problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<&str, &File> = BTreeMap::new();
    for file in &locales.files {
        for key in file.keys.keys().filter(|key| !key.starts_with(builtin::PREFIX)) {
            first.entry(key).or_insert(file);
        }
    }
    for file in &locales.files {
        for (key, owner) in &first {
            let may_lack = is_of_command(key) && file.locale == locales.fallback;
            if !may_lack && !file.keys.contains_key(*key) {
                let there = owner.problem(key, String::new()).source;
                problems.push(file.problem(key, format!("`{key}` is missing; {there} has it")));
            }
        }
    }
}

/// Checks that every key for a command belongs to one, and that Discord accepts its text.
fn commands(file: &File, known: &BTreeMap<String, Rule>, problems: &mut Vec<Problem>) {
    for key in file.keys.keys().filter(|key| is_of_command(key)) {
        let Some(rule) = known.get(key) else {
            let near = known.keys().min_by_key(|known| strsim::osa_distance(key, known));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            problems.push(file.problem(key, format!("`{key}` belongs to no command or argument{near}")));
            continue;
        };
        let text = file.text(key, &[]).unwrap_or_default();
        let wrong = match rule {
            Rule::Name => names::name_problem(&text),
            Rule::ContextMenuName => names::length_problem(&text, 32),
            Rule::Description | Rule::Choice => names::length_problem(&text, 100),
        };
        if let Some(wrong) = wrong {
            problems.push(file.problem(key, format!("`{key}` is `{text}`: {wrong}")));
        }
    }
}

/// Checks that every key that overrides a text of the framework is the key of one.
fn overrides(file: &File, problems: &mut Vec<Problem>) {
    for key in file.keys.keys().filter(|key| key.starts_with(builtin::PREFIX)) {
        if builtin::keys().any(|known| known == key) {
            continue;
        }
        let near = builtin::keys().min_by_key(|known| strsim::osa_distance(key, known));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        problems.push(file.problem(key, format!("`{key}` is no text of the framework{near}")));
    }
}

/// Checks that siblings have different names in every language: the arguments of a command, the commands of a group.
fn unique_names(file: &File, registry: &Registry, problems: &mut Vec<Problem>) {
    let mut taken: HashMap<(String, String), String> = HashMap::new();
    let mut take = |parent: String, key: String, declared: &str| {
        let name = file.text(&key, &[]).unwrap_or_else(|| declared.to_owned());
        if let Some(other) = taken.get(&(parent.clone(), name.clone()))
            && other != declared
        {
            let message = format!("`{key}` is `{name}`, as is the name of `{other}`; rename one of the two");
            problems.push(file.problem(&key, message));
        } else {
            taken.insert((parent, name), declared.to_owned());
        }
    };
    for command in registry.commands().filter(|command| command.kind != CommandKind::Component) {
        let kind = command.kind.as_str();
        let keys = spec_keys(command);
        for (path, group) in command.group_paths() {
            let (above, _) = path.rsplit_once(' ').unwrap_or_default();
            take(format!("{kind} {above}"), group_keys(path).name(), group.name());
        }
        let (above, own) = match command.groups {
            [] => ("", command.name),
            _ => command.name.rsplit_once(' ').unwrap_or(("", command.name)),
        };
        take(format!("{kind} {above}"), keys.name(), own);
        for param in command.params {
            take(format!("arguments of {kind} {}", command.name), keys.param_name(param), param.name);
        }
    }
}

/// Checks that no two owners share a key that a file uses. Names that differ only in characters that a key cannot contain share one.
fn unique_keys(locales: &Locales, registry: &Registry, problems: &mut Vec<Problem>) {
    let mut owners = Owners { locales, taken: HashMap::new() };
    for command in registry.commands().filter(|command| command.kind != CommandKind::Component) {
        let keys = spec_keys(command);
        for (path, _) in command.group_paths() {
            let group = group_keys(path);
            problems.extend(owners.take(group.message(), format!("the group `{path}`"), command.source));
        }
        let clash = owners.take(keys.message(), called(command), command.source);
        if let Some(clash) = clash {
            // Its arguments clash for the same reason.
            problems.push(clash);
            continue;
        }
        for param in command.params {
            let owner = format!("the argument `{}` of `{}`", param.name, command.name);
            let of_param = [keys.param_name(param), keys.param_description(param)];
            problems.extend(of_param.iter().find_map(|key| owners.take(key, owner.clone(), command.source)));
        }
        for param in command.params {
            for choice in param.choices {
                let (key, value) = (keys.choice(param, choice.value()), choice.value());
                let owner = format!("the choice `{value}` of `{}` in `{}`", param.name, command.name);
                problems.extend(owners.take(&key, owner, command.source));
            }
        }
    }
}

/// The owners of the keys.
struct Owners<'a> {
    locales: &'a Locales,
    taken: HashMap<String, (String, Source)>,
}

impl Owners<'_> {
    /// Claims a key; returns the problem if another owner has it.
    fn take(&mut self, key: &str, owner: String, source: Source) -> Option<Problem> {
        let Some((other, there)) = self.taken.get(key) else {
            self.taken.insert(key.to_owned(), (owner, source));
            return None;
        };
        let is_in = |known: &str| {
            known.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let is_used = self.locales.files.iter().any(|file| file.keys.keys().any(|known| is_in(known)));
        if *other == owner || !is_used {
            return None;
        }
        let message =
            format!("{owner} and {other} at {there} have the same key `{key}`; rename one of the two");
        Some(Problem { source, message })
    }
}

fn called(command: &CommandSpec) -> String {
    match command.kind {
        CommandKind::Chat | CommandKind::Component => format!("the command `{}`", command.name),
        CommandKind::User => format!("the user command `{}`", command.name),
        CommandKind::Message => format!("the message command `{}`", command.name),
    }
}

/// Returns every key that belongs to a command, with the rule for its text.
fn known(registry: &Registry) -> BTreeMap<String, Rule> {
    let mut known = BTreeMap::new();
    let mut groups = BTreeSet::new();
    for command in registry.commands().filter(|command| command.kind != CommandKind::Component) {
        let keys = spec_keys(command);
        // The key of an argument may equal that of a choice of another; the argument wins.
        for param in command.params {
            for choice in param.choices {
                known.entry(keys.choice(param, choice.value())).or_insert(Rule::Choice);
            }
        }
        for param in command.params {
            known.insert(keys.param_name(param), Rule::Name);
            known.insert(keys.param_description(param), Rule::Description);
        }
        if command.kind == CommandKind::Chat {
            known.insert(keys.name(), Rule::Name);
            known.insert(keys.description(), Rule::Description);
            groups.extend(command.group_paths().map(|(path, _)| path));
        } else {
            known.insert(keys.name(), Rule::ContextMenuName);
        }
    }
    for path in groups {
        let keys = group_keys(path);
        known.insert(keys.name(), Rule::Name);
        known.insert(keys.description(), Rule::Description);
    }
    known
}

/// Whether a key is for Discord's list of commands. `menu-title` without an attribute is an ordinary text.
fn is_of_command(key: &str) -> bool {
    let of_menu_or_group = key.starts_with("menu-") || key.starts_with("group-");
    key.starts_with("command-") || (of_menu_or_group && key.contains('.'))
}
