//! `commands`: lists the commands as a table, as JSON, or as a page of Markdown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::args::limit::Presence;
use crate::bot::Bot;
use crate::bot::Error;
use crate::cli::call::ListFormat;
use crate::cli::show;
use crate::command::{CommandKind, CommandSpec, Contexts, Listed, ParamSpec};
use crate::locale::{Language, permissions};

/// The same JSON as `GET /discord/commands` of the HTTP surface.
#[derive(Debug, Serialize)]
struct List {
    commands: Vec<Listed>,
    total: usize,
}

pub(crate) fn list(bot: &Bot, options: &ListFormat) -> Result<(), Error> {
    let text = match options {
        ListFormat { json: true, .. } => {
            as_json(bot).map_err(|error| Error::Io { what: "cannot write JSON", source: error.into() })?
        }
        ListFormat { md: true, .. } => page(bot),
        ListFormat { .. } => table(bot),
    };
    show::text(&text)
}

fn as_json(bot: &Bot) -> serde_json::Result<String> {
    let commands: Vec<Listed> = bot
        .registry
        .commands()
        .map(|command| Listed::new(command, &bot.config.prefix, !command.disabled))
        .collect();
    let list = List { total: commands.len(), commands };
    serde_json::to_string_pretty(&list)
}

fn table(bot: &Bot) -> String {
    let heading = ["command", "called by", "category", "description"].map(str::to_owned);
    let rows = bot.registry.commands().map(|command| {
        let surfaces: Vec<&str> = command.surfaces.iter().map(|surface| surface.as_str()).collect();
        let name = match command.kind {
            CommandKind::Chat => command.name.to_owned(),
            CommandKind::User => format!("{} (user)", command.name),
            CommandKind::Message => format!("{} (message)", command.name),
            CommandKind::Component => command.template.unwrap_or(command.name).to_owned(),
        };
        [name, surfaces.join(" "), command.category.to_owned(), command.description.to_owned()]
    });
    show::columns(&[heading].into_iter().chain(rows).collect::<Vec<_>>())
}

/// Returns the page for a bot's users: the commands that they can call, by category.
fn page(bot: &Bot) -> String {
    let mut categories: BTreeMap<(bool, &str), Vec<&CommandSpec>> = BTreeMap::new();
    for command in bot.registry.commands() {
        if !command.hidden && command.kind != CommandKind::Component {
            // Commands without a category come last.
            categories.entry((command.category.is_empty(), command.category)).or_default().push(command);
        }
    }
    let mut page = "# Commands\n".to_owned();
    for ((_, category), commands) in categories {
        let heading = if category.is_empty() { "Other" } else { category };
        page.push_str(&format!("\n## {}\n", escaped(heading)));
        for command in commands {
            section(&mut page, command, &bot.config.prefix);
        }
    }
    page
}

fn section(page: &mut String, command: &CommandSpec, prefix: &str) {
    page.push_str(&format!("\n### {}\n\n{}\n", escaped(command.name), escaped(command.description)));
    if !command.help.is_empty() {
        // The help is Markdown already.
        page.push_str(&format!("\n{}\n", command.help));
    }
    match command.kind {
        CommandKind::User => page.push_str("\nIn the context menu of a user, under Apps.\n"),
        CommandKind::Message => page.push_str("\nIn the context menu of a message, under Apps.\n"),
        CommandKind::Chat | CommandKind::Component => {
            page.push_str(&format!("\n```text\n{}\n```\n", command.usage_text(prefix)));
        }
    }
    if !command.params.is_empty() {
        page.push_str("\n| argument | | |\n|---|---|---|\n");
        for param in command.params {
            let presence = match param.presence {
                Presence::List => "any number",
                _ if param.is_required() => "required",
                _ => "optional",
            };
            page.push_str(&format!(
                "| `{}` | {presence} | {} |\n",
                param.name,
                cell(&format!("{}: {}", description(param), param.expectation()))
            ));
        }
    }
    let facts = facts(command);
    if !facts.is_empty() {
        page.push('\n');
        for fact in facts {
            page.push_str(&format!("- {fact}\n"));
        }
    }
}

fn facts(command: &CommandSpec) -> Vec<String> {
    let mut facts = Vec::new();
    if !command.aliases.is_empty() {
        let names: Vec<String> = command.aliases.iter().map(|alias| format!("`{alias}`")).collect();
        facts.push(format!("Also called {}", names.join(", ")));
    }
    match command.contexts() {
        Contexts::Any => {}
        Contexts::Guild => facts.push("In servers only".to_owned()),
        Contexts::Dm => facts.push("In direct messages only".to_owned()),
    }
    if !command.permissions.is_empty() {
        let names: Vec<String> = permissions::names(command.permissions, Language::ENGLISH).collect();
        facts.push(format!("Needs {}", names.join(", ")));
    }
    if command.owners_only {
        facts.push("For the bot's owners".to_owned());
    }
    if !command.entitled.is_empty() {
        facts.push("A premium feature".to_owned());
    }
    if command.nsfw {
        facts.push("In age-restricted channels only".to_owned());
    }
    if let Some(cooldown) = command.cooldown {
        let period = humantime::format_duration(cooldown.period());
        facts.push(match cooldown.uses() {
            1 => format!("Once in {period}"),
            uses => format!("{uses} times in {period}"),
        });
    }
    facts
}

fn description(param: &ParamSpec) -> &'static str {
    if param.description.is_empty() { param.name } else { param.description }
}

/// Escapes plain text for Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Escapes Markdown for the cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
