//! Discord's limits for the registered commands.

use serde_json::Value;

use crate::command::CommandKind;
use crate::locale::Locales;
use crate::payload::{Entry, Scope, wanted};
use crate::problem::Problem;
use crate::registry::Registry;

/// Discord: the most slash commands of one application in one scope; a group counts as one.
const MAX_COMMANDS: usize = 100;

/// Discord: the most user commands, and the most message commands, in one scope.
const MAX_MENUS: usize = 15;

/// Discord: the most characters in the name of a context menu command.
const MAX_MENU_NAME: usize = 32;

/// Discord: the most characters in the names, descriptions and choices of one command, including its subcommands.
const MAX_CHARACTERS: usize = 8000;

pub(crate) fn check(registry: &Registry, locales: &Locales, problems: &mut Vec<Problem>) {
    for (scope, entries) in wanted(registry, locales, None, |_| true) {
        for kind in [CommandKind::Chat, CommandKind::User, CommandKind::Message] {
            let of_kind: Vec<&Entry> = entries.iter().filter(|entry| entry.kind == kind).collect();
            number(scope, kind, &of_kind, problems);
        }
        for entry in &entries {
            size(entry, problems);
        }
    }
}

fn number(scope: Scope, kind: CommandKind, entries: &[&Entry], problems: &mut Vec<Problem>) {
    let (most, noun, help) = match kind {
        CommandKind::Chat => (
            MAX_COMMANDS,
            "slash commands",
            "keep some off Discord's list with `surfaces(prefix, http)`, or move them into groups",
        ),
        CommandKind::User => (MAX_MENUS, "user commands", "remove some"),
        _ => (MAX_MENUS, "message commands", "remove some"),
    };
    let guild = match scope {
        Scope::Global => String::new(),
        Scope::Guild(guild) => format!(" of guild {guild}"),
    };
    for entry in entries.iter().skip(most) {
        let message = format!(
            "`{}` is one of {} {noun}{guild}, Discord accepts {most}; {help}",
            entry.name,
            entries.len()
        );
        problems.push(Problem { source: entry.source, message });
    }
}

fn size(entry: &Entry, problems: &mut Vec<Problem>) {
    if entry.kind == CommandKind::Chat {
        let characters = characters(&entry.json);
        if characters > MAX_CHARACTERS {
            let message = format!(
                "`{}` has {characters} characters of names, descriptions and choices, Discord accepts {MAX_CHARACTERS}; shorten them",
                entry.name
            );
            problems.push(Problem { source: entry.source, message });
        }
        return;
    }
    let length = entry.name.chars().count();
    if length > MAX_MENU_NAME || entry.name.trim().is_empty() {
        let message = format!(
            "the name of a context menu command has 1 to {MAX_MENU_NAME} characters, `{}` has {length}; choose another",
            entry.name
        );
        problems.push(Problem { source: entry.source, message });
    }
}

/// Counts the characters of an entry; each text counts with its longest translation.
fn characters(json: &Value) -> usize {
    let longest = |key: &str, translations: &str| {
        let texts = json[translations].as_object().into_iter().flatten().map(|(_, text)| text);
        texts.chain([&json[key]]).filter_map(Value::as_str).map(|text| text.chars().count()).max()
    };
    let own = longest("name", "name_localizations").unwrap_or(0)
        + longest("description", "description_localizations").unwrap_or(0)
        + json["value"].as_str().map_or(0, |value| value.chars().count());
    let below = ["options", "choices"].into_iter().filter_map(|key| json[key].as_array()).flatten();
    own + below.map(characters).sum::<usize>()
}
