//! The list of commands by category.

use std::collections::BTreeMap;

use crate::command::CommandSpec;
use crate::context::Context;
use crate::reply::Embed;
use crate::surface::Surface;

/// Commands on one page: as many as fit a screen.
const PER_PAGE: usize = 12;

/// Pages of commands under the headings of their categories; those without one come last.
pub(super) fn pages(ctx: &Context, commands: &[&CommandSpec]) -> Vec<Embed> {
    let mut categories: BTreeMap<(bool, &str), Vec<&CommandSpec>> = BTreeMap::new();
    for command in commands {
        categories.entry((command.category.is_empty(), command.category)).or_default().push(command);
    }
    let mut pages: Vec<(Embed, usize)> = Vec::new();
    for ((_, category), commands) in categories {
        let heading = if category.is_empty() { "Other" } else { category };
        for commands in commands.chunks(PER_PAGE) {
            let lines: Vec<String> = commands.iter().map(|command| line(ctx, command)).collect();
            let text = lines.join("\n");
            match pages.last_mut() {
                Some((page, count)) if *count + commands.len() <= PER_PAGE => {
                    *page = std::mem::take(page).field(heading, text, false);
                    *count += commands.len();
                }
                _ => pages.push((page(ctx).field(heading, text, false), commands.len())),
            }
        }
    }
    pages.into_iter().map(|(page, _)| page).collect()
}

fn page(ctx: &Context) -> Embed {
    Embed::new().title("Commands").footer(format!("{} explains one.", call(ctx, "help <command>")))
}

fn line(ctx: &Context, command: &CommandSpec) -> String {
    let name = call(ctx, command.name);
    // Twelve of them stay below the 1024 characters of a field.
    let description: String = command.description.chars().take(40).collect();
    let dots = if command.description.chars().nth(40).is_some() { "…" } else { "" };
    format!("`{name}` {}{dots}", description.trim_end())
}

/// How to call something where the caller asks.
pub(super) fn call(ctx: &Context, name: &str) -> String {
    match ctx.surface() {
        Some(Surface::Slash) => format!("/{name}"),
        _ => format!("{}{name}", ctx.prefix()),
    }
}
