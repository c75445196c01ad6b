//! The list of commands by category.

use std::collections::BTreeMap;

use crate::builtin::help::code::code;
use crate::command::CommandSpec;
use crate::context::Context;
use crate::locale::Language;
use crate::payload::keys::spec_keys;
use crate::reply::Embed;
use crate::surface::Surface;

/// The most commands on one page, so that a page fits on a screen.
const PER_PAGE: usize = 12;

/// Discord: the most characters of a field.
const LONGEST: usize = 1024;

/// Renders pages of commands under the headings of their categories; commands without a category come last.
pub(crate) fn pages(ctx: &Context, commands: &[&CommandSpec]) -> Vec<Embed> {
    let other = ctx.reader_language().text("mindtrace-help-other", []);
    let mut categories: BTreeMap<(bool, &str), Vec<String>> = BTreeMap::new();
    for command in commands {
        let category = (command.category.is_empty(), command.category);
        categories.entry(category).or_default().push(line(ctx, command));
    }
    let categories = categories.into_iter().map(|((is_other, category), lines)| Field {
        heading: if is_other { &other } else { category },
        lines,
    });
    let pages = arrange(categories).into_iter();
    let add = |page, field: Field<'_>| Embed::field(page, field.heading, field.lines.join("\n"), false);
    pages.map(|fields| fields.into_iter().fold(page(ctx), add)).collect()
}

/// Commands under one heading.
struct Field<'a> {
    heading: &'a str,
    lines: Vec<String>,
}

/// Distributes fields over pages. A field that is too long continues on the next page.
fn arrange<'a>(categories: impl Iterator<Item = Field<'a>>) -> Vec<Vec<Field<'a>>> {
    let mut pages: Vec<Vec<Field<'a>>> = Vec::new();
    for Field { heading, lines } in categories {
        for (part, lines) in split(lines).into_iter().enumerate() {
            let field = Field { heading, lines };
            match pages.last_mut() {
                Some(page) if part == 0 && commands_on(page) + field.lines.len() <= PER_PAGE => {
                    page.push(field);
                }
                _ => pages.push(vec![field]),
            }
        }
    }
    pages
}

fn commands_on(page: &[Field<'_>]) -> usize {
    page.iter().map(|field| field.lines.len()).sum()
}

/// Splits lines by number and by length: the name of a grouped command may have 98 characters.
fn split(lines: Vec<String>) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = Vec::new();
    let mut length = 0;
    for line in lines {
        let own = line.chars().count();
        match parts.last_mut() {
            Some(part) if part.len() < PER_PAGE && length + 1 + own <= LONGEST => {
                length += 1 + own;
                part.push(line);
            }
            _ => {
                length = own;
                parts.push(vec![line]);
            }
        }
    }
    parts
}

fn page(ctx: &Context) -> Embed {
    let language = ctx.reader_language();
    let call = call(ctx, "help <command>");
    let footer = language.text("mindtrace-help-footer", [("call", call.into())]);
    let page = Embed::new().title(language.text("mindtrace-help-title", [])).footer(footer);
    let prefixes = ctx.prefixes();
    if ctx.surface() == Some(Surface::Slash) || prefixes.len() < 2 {
        return page;
    }
    let prefixes = prefixes.iter().map(|prefix| code(prefix)).collect::<Vec<_>>().join(" ");
    page.description(language.text("mindtrace-help-prefixes", [("prefixes", prefixes.into())]))
}

fn line(ctx: &Context, command: &CommandSpec) -> String {
    let name = code(&call(ctx, command.name));
    let whole = description(command, ctx.reader_language());
    let start: String = whole.chars().take(40).collect();
    let dots = if whole.chars().nth(40).is_some() { "…" } else { "" };
    format!("{name} {}{dots}", start.trim_end())
}

/// Returns the description of a command: the author's text in this language, else the declared one.
pub(crate) fn description(command: &CommandSpec, language: Language<'_>) -> String {
    let own = language.own_text(&spec_keys(command).description());
    own.unwrap_or_else(|| command.description.to_owned())
}

/// Returns a name as the caller would type it on this surface.
pub(crate) fn call(ctx: &Context, name: &str) -> String {
    match ctx.surface() {
        Some(Surface::Slash) => format!("/{name}"),
        _ => format!("{}{name}", ctx.prefix()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, LONGEST, PER_PAGE, arrange, commands_on};

    fn category(heading: &str, count: usize, length: usize) -> Field<'_> {
        Field { heading, lines: (0..count).map(|at| format!("{at:0length$}")).collect() }
    }

    fn shape<'a>(categories: Vec<Field<'a>>) -> Vec<Vec<(&'a str, usize)>> {
        let pages = arrange(categories.into_iter());
        for page in &pages {
            assert!(commands_on(page) <= PER_PAGE);
            assert!(page.iter().all(|field| field.lines.join("\n").chars().count() <= LONGEST));
        }
        let of_field = |field: Field<'a>| (field.heading, field.lines.len());
        pages.into_iter().map(|page| page.into_iter().map(of_field).collect()).collect()
    }

    #[test]
    fn a_page_has_at_most_twelve_commands() {
        assert_eq!(
            shape(vec![category("a", 5, 40), category("b", 7, 40), category("c", 14, 40)]),
            [vec![("a", 5), ("b", 7)], vec![("c", 12)], vec![("c", 2)]]
        );
        assert!(shape(Vec::new()).is_empty());
    }

    #[test]
    fn a_full_field_continues_on_the_next_page() {
        // The longest name of a grouped command, with its prefix, backticks and description.
        assert_eq!(
            shape(vec![category("a", 12, 143), category("b", 2, 143)]),
            [vec![("a", 7)], vec![("a", 5), ("b", 2)]]
        );
        // Seven lines of 145 characters and their line breaks are 1021 characters; of 146 characters they would be 1028.
        assert_eq!(shape(vec![category("a", 7, 145)]), [[("a", 7)]]);
        assert_eq!(shape(vec![category("a", 7, 146)]), [[("a", 6)], [("a", 1)]]);
    }

    #[test]
    fn every_command_is_on_a_page() {
        for length in 1..LONGEST {
            let pages = arrange([category("a", 30, length)].into_iter());
            let lines: Vec<String> = pages.into_iter().flatten().flat_map(|field| field.lines).collect();
            assert_eq!(lines, category("a", 30, length).lines);
        }
    }
}
