//! Tests that the book matches the code: the settings table, the quoted output, the expansions, the list of keys, the errors, the
//! quoted example, the first bot, and the settings of the deployment files.
//!
//! `UPDATE_README=1 cargo test -p tests --test readme` rewrites the generated parts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use mindtrace_discord::Registry;
use mindtrace_discord::config::SETTINGS;
use reqwest::StatusCode;
// Links the commands of the starter.
use starter as _;

/// The expansions that the book quotes: the page, and the golden files in the macros' folder `expand`.
const EXPANSIONS: [(&str, &str); 12] = [
    ("reference.md", "hello"),
    ("reference/commands.md", "context_menus"),
    ("reference/commands.md", "component"),
    ("reference/commands.md", "module"),
    ("reference/commands.md", "group"),
    ("reference/handlers.md", "event"),
    ("reference/handlers.md", "schedules"),
    ("reference/handlers.md", "lifecycle"),
    ("reference/types.md", "choice"),
    ("reference/types.md", "flattened"),
    ("reference/types.md", "modal"),
    ("reference/types.md", "own_event"),
];

/// The tables of keys that the book copies from the macros' documentation: the page, the attribute, the position of the table, and
/// its name.
const TABLES: [(&str, &str, usize, &str); 10] = [
    ("reference/commands.md", "command", 0, "command"),
    ("reference/commands.md", "command", 1, "arg"),
    ("reference/commands.md", "group", 0, "group"),
    ("reference/handlers.md", "on_event", 0, "on_event"),
    ("reference/handlers.md", "cron", 0, "schedule"),
    ("reference/types.md", "choice", 0, "choice"),
    ("reference/types.md", "modal", 0, "modal"),
    ("reference/types.md", "modal", 1, "field"),
    ("reference/types.md", "event", 0, "event"),
    ("reference/types.md", "event", 1, "event field"),
];

/// The pages with the reference of the attributes.
const REFERENCE: [&str; 3] = ["reference/commands.md", "reference/handlers.md", "reference/types.md"];

/// The pages that count the lines of the ported bot: the page, the framework and the folder of the original.
const PORTED: [(&str, &str, &str); 2] = [
    ("migration/poise.md", "poise", "tests/ported/on_poise"),
    ("migration/discord-py.md", "discord.py", "tests/ported/on_discord_py"),
];

/// The parts of the ported bot. Each version has a file for each.
const PARTS: [&str; 5] = ["moderation", "tags", "polls", "reminders", "settings"];

/// The pages that begin with a bot and its test, and the programs that run both together.
const FIRST_BOTS: [(&str, &str); 2] =
    [("README.md", "tests/first_bot.rs"), ("docs/book/src/quick-start.md", "tests/quick_start.rs")];

/// Serializes the tests that may rewrite a page.
static PAGES: Mutex<()> = Mutex::new(());

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page(name: &str) -> (PathBuf, String) {
    let path = root().join("docs/book/src").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (path, text)
}

/// Compares the text between `<!-- name -->` and `<!-- /name -->` of a page, or replaces it with `UPDATE_README`.
fn check(name_of_page: &str, name: &str, expected: &str) {
    let _guard = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let (path, text) = page(name_of_page);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{name_of_page} has no {open}"));
    let (found, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{name_of_page} has no {close}"));
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, format!("{before}{open}{expected}{close}{after}")).unwrap();
    } else {
        assert_eq!(found, expected, "run `UPDATE_README=1 cargo test -p tests --test readme`");
    }
}

#[test]
fn the_settings_table_matches_the_code() {
    let mut table = String::from("\n| variable | default | accepts | meaning |\n|---|---|---|---|\n");
    for setting in SETTINGS {
        let default =
            if setting.default.is_empty() { "–".to_owned() } else { format!("`{}`", setting.default) };
        table.push_str(&format!(
            "| `{}` | {default} | {} | {} |\n",
            setting.name, setting.accepts, setting.meaning
        ));
    }
    table.push('\n');
    check("configuration.md", "settings", &table);
}

#[test]
fn the_processes_of_the_deployment_files_share_toggles_and_values() {
    for file in ["compose.yaml", "kubernetes/gateway.yaml", "kubernetes/http.yaml"] {
        let text = std::fs::read_to_string(root().join("deploy").join(file)).unwrap();
        let words = text.split_whitespace().map(|word| word.trim_matches(['"', ':']));
        let words: Vec<&str> = words.filter(|word| !["-", "name", "value"].contains(word)).collect();
        for setting in ["DISCORD_STATE", "DISCORD_STORE"] {
            let value = words.iter().skip_while(|word| **word != setting).nth(1);
            assert_eq!(value, Some(&"redis"), "{setting} of {file}");
        }
    }
}

/// An attribute or derive, as its documentation describes it.
struct Attribute {
    name: String,
    /// The tables of its documentation.
    tables: Vec<String>,
    /// The keys in the first column of the tables, and those of `#[command]` that the text names.
    keys: Vec<String>,
}

fn attributes() -> Vec<Attribute> {
    let documented = root().join("mindtrace-discord-macros/src/lib.rs");
    let documented = std::fs::read_to_string(documented).unwrap();
    let mut attributes: Vec<Attribute> = Vec::new();
    let (mut tables, mut keys, mut words) =
        (Vec::<String>::new(), Vec::<String>::new(), Vec::<String>::new());
    let mut in_table = false;
    for line in documented.lines() {
        let row = line.strip_prefix("/// |");
        if let Some(row) = row {
            if !in_table {
                tables.push(String::new());
            }
            tables.last_mut().unwrap().push_str(&format!("|{row}\n"));
            let key = row.strip_prefix(" `").and_then(|row| row.split([' ', '`', '(']).next());
            keys.extend(key.map(str::to_owned));
        } else if let Some(text) = line.strip_prefix("///") {
            words.extend(text.split('`').skip(1).step_by(2).map(str::to_owned));
        } else if let Some(function) = line.strip_prefix("pub fn ") {
            // The first one is `command`.
            let known = attributes.first().map(|command| command.keys.as_slice()).unwrap_or_default();
            keys.extend(words.drain(..).filter(|word| known.contains(word)));
            let name = function.split('(').next().unwrap().to_owned();
            let (tables, keys) = (std::mem::take(&mut tables), std::mem::take(&mut keys));
            attributes.push(Attribute { name, tables, keys });
        }
        in_table = row.is_some();
    }
    attributes
}

/// Returns the section of a reference page about an attribute: its heading names it as `#[name` or `derive(Name)`.
fn section(pages: &[String], name: &str) -> Option<String> {
    let capitalised = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let (attribute, derive) = (format!("`#[{name}"), format!("derive({capitalised})"));
    let mut sections = pages.iter().flat_map(|page| page.split("\n## "));
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let found = sections.find(|section| {
        let heading = section.lines().next().unwrap_or_default();
        let is_attribute = heading.split(&attribute).skip(1).any(|rest| !rest.starts_with(is_name));
        is_attribute || heading.contains(&derive)
    });
    found.map(str::to_owned)
}

#[test]
fn the_tables_of_keys_match_the_macros() {
    let attributes = attributes();
    for (page, name, index, table) in TABLES {
        let attribute = attributes.iter().find(|attribute| attribute.name == name).unwrap();
        let rows = attribute.tables[index].replace("(derive@Args)", "(types.md#deriveargs)");
        check(page, &format!("keys {table}"), &format!("\n{rows}\n"));
    }
}

#[test]
fn the_reference_names_every_key_of_every_attribute() {
    let pages = REFERENCE.map(|name| page(name).1);
    let attributes = attributes();
    let count: usize = attributes.iter().map(|attribute| attribute.keys.len()).sum();
    assert!(attributes.len() > 15 && count > 150, "only {count} keys of {} were found", attributes.len());
    let mut missing = Vec::new();
    for Attribute { name, keys, .. } in attributes {
        let Some(section) = section(&pages, &name) else {
            missing.push(format!("a section about `{name}`"));
            continue;
        };
        let is_named =
            |key: &String| ["`", "(", " "].iter().any(|end| section.contains(&format!("`{key}{end}")));
        missing.extend(keys.iter().filter(|key| !is_named(key)).map(|key| format!("`{key}` of `{name}`")));
    }
    assert!(missing.is_empty(), "the reference lacks {missing:?}");
}

#[test]
fn the_pages_name_attributes_that_exist() {
    let known: Vec<String> = attributes().into_iter().map(|attribute| attribute.name).collect();
    let mut found = 0;
    for page in ["commands.js", "dashboard.js"] {
        let text =
            std::fs::read_to_string(root().join("mindtrace-discord/src/http/page").join(page)).unwrap();
        for name in text.split("#[").skip(1).filter_map(|rest| rest.split(['(', ']']).next()) {
            assert!(known.iter().any(|known| known == name), "{page}: `#[{name}`");
            found += 1;
        }
    }
    assert!(found >= 3, "only {found} were found");
}

#[test]
fn the_quoted_output_matches_the_starter() {
    let registry = Registry::linked();
    let (_, text) = page("cli.md");
    let count =
        format!("No problems: {} commands, 1 event handler, 0 schedules\n", registry.commands().len());
    let plan: Vec<String> =
        registry.commands().map(|command| format!("+ create /{}", command.name())).collect();
    let welcome = registry.event_handlers().next().unwrap().declared_at();
    for expected in [count, plan.join("\n"), format!("`welcome` at {welcome} handles MemberJoin")] {
        assert!(text.contains(&expected), "cli.md lacks: {expected}");
    }
}

#[test]
fn the_expansions_match_the_macros() {
    let golden = root().join("mindtrace-discord-macros/expand");
    for (name_of_page, name) in EXPANSIONS {
        let input = std::fs::read_to_string(golden.join(format!("{name}.rs"))).unwrap();
        let expanded = std::fs::read_to_string(golden.join(format!("{name}.expanded.rs"))).unwrap();
        if name == "hello" {
            // The first block of the page, which is compiled, so it has imports.
            assert!(page(name_of_page).1.contains(&format!("prelude::*;\n\n{input}```")), "{name_of_page}");
        } else {
            check(name_of_page, &format!("input {name}"), &format!("\n```rust,ignore\n{input}```\n\n"));
        }
        check(name_of_page, &format!("expansion {name}"), &format!("\n```rust,ignore\n{expanded}```\n\n"));
    }
}

#[test]
fn the_quoted_example_matches_its_files() {
    for file in ["observability/src/lib.rs", "observability/src/main.rs"] {
        let source = std::fs::read_to_string(root().join("examples").join(file)).unwrap();
        // Without the comment about the file.
        let (_, code) = source.split_once("\n\n").unwrap();
        check("observability.md", &format!("example {file}"), &format!("\n```rust,no_run\n{code}```\n\n"));
    }
}

/// A doc test cannot run them: it is built without `cfg(test)`, and each block is a program of its own.
#[test]
fn the_first_bots_are_tested_as_quoted() {
    for (page, program) in FIRST_BOTS {
        let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
        let (text, source) = (read(page), read(program));
        let blocks = text.split("```rust,no_run\n").skip(1).filter_map(|rest| rest.split("```").next());
        let blocks: Vec<&str> = blocks.collect();
        assert_eq!(blocks.len(), 2, "{page}: a bot and its test");
        // Without the comment about the file.
        let (_, code) = source.split_once("\n\n").unwrap();
        assert_eq!(code, blocks.join("\n"), "{page} and {program} differ");
    }
}

/// Returns the paths such as `Self::Busy` in the body of a function.
fn paths<'a>(source: &'a str, function: &str, end: &str) -> impl Iterator<Item = &'a str> {
    let (_, body) = source.split_once(function).unwrap();
    let (body, _) = body.split_once(end).unwrap();
    body.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
}

/// Returns the number of a constant of `StatusCode`.
fn status(constant: &str) -> String {
    let is_it = |status: &StatusCode| {
        status.canonical_reason().is_some_and(|reason| reason.to_uppercase().replace(' ', "_") == constant)
    };
    let found = (400..600).filter_map(|number| StatusCode::from_u16(number).ok()).find(is_it);
    found.unwrap_or_else(|| panic!("no status is called {constant}")).as_str().to_owned()
}

#[test]
fn the_table_of_errors_matches_the_code() {
    let source =
        |name: &str| std::fs::read_to_string(root().join("mindtrace-discord/src").join(name)).unwrap();
    let (outcome, problem) = (source("outcome/error.rs"), source("http/problem.rs"));
    let of_the_bot: HashSet<&str> = paths(&outcome, "pub fn is_user_fault(", "\n    }\n").collect();
    // The errors of a match arm, then its status.
    let (mut statuses, mut arm) = (HashMap::new(), Vec::new());
    for path in paths(&problem, "fn status(", "\n}\n") {
        if let Some(error) = path.strip_prefix("CommandError::") {
            arm.push(error);
        } else if let Some(constant) = path.strip_prefix("StatusCode::") {
            statuses.extend(arm.drain(..).map(|error| (error, status(constant))));
        }
    }

    let (_, text) = page("reference/errors.md");
    let (_, tables) = text.split_once("## Errors of the caller").unwrap();
    let (of_callers, rest) = tables.split_once("## Errors of the bot").unwrap();
    let (of_bots, of_requests) = rest.split_once("## Errors of requests").unwrap();
    let has_row = |table: &str, words: [&str; 3]| {
        table.lines().any(|row| row.starts_with("| `") && words.iter().all(|word| row.contains(word)))
    };
    let (mut codes, mut missing) = (HashSet::new(), Vec::new());
    for line in outcome.split_once("pub fn code(").unwrap().1.lines() {
        let Some((error, code)) = line.trim().strip_prefix("Self::").and_then(|arm| arm.split_once(" => \""))
        else {
            continue;
        };
        let error = error.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let code = code.trim_end_matches("\",");
        let table = if of_the_bot.contains(format!("Self::{error}").as_str()) { of_bots } else { of_callers };
        if !has_row(table, [&format!("`{error}`"), &format!("`{code}`"), &format!("| {} |", statuses[error])])
        {
            missing.push(format!("`{error}`, `{code}`, {}", statuses[error]));
        }
        codes.insert(code.to_owned());
    }
    assert!(codes.len() > 30, "only {} codes were found", codes.len());

    let problem: String = problem.split_whitespace().collect();
    for part in problem.split("StatusCode::").skip(1) {
        let is_constant = |text: &str| text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        let Some((constant, rest)) = part.split_once(",\"").filter(|(text, _)| is_constant(text)) else {
            continue;
        };
        let code = rest.split('"').next().unwrap_or_default();
        let number = status(constant);
        let is_of_a_call = codes.contains(code);
        if !is_of_a_call && !has_row(of_requests, [&format!("`{code}`"), &number, "|"]) {
            missing.push(format!("`{code}`, {number}"));
        }
        codes.insert(code.to_owned());
    }
    assert!(missing.is_empty(), "reference/errors.md lacks {missing:?}");

    for row in tables.lines().filter(|line| line.starts_with("| `")) {
        let named = row.split('|').take(3).flat_map(|cell| cell.split('`').skip(1).step_by(2));
        let unknown: Vec<&str> =
            named.filter(|name| name.starts_with(char::is_lowercase) && !codes.contains(*name)).collect();
        assert!(unknown.is_empty(), "reference/errors.md has {unknown:?}, which the code has not");
    }
}

/// Counts the lines that are not blank in the files of a folder, by the name of the file without its ending.
fn lines_of(folder: &str) -> BTreeMap<String, usize> {
    let files = std::fs::read_dir(root().join(folder)).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "rs" || end == "py"));
    let count = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(path).unwrap();
        (name, text.lines().filter(|line| !line.trim().is_empty()).count())
    };
    files.map(count).collect()
}

#[test]
fn the_lines_of_the_ported_bot_are_counted() {
    let port = lines_of("examples/steward/src");
    let rest = |all: &BTreeMap<String, usize>| {
        let others = all.iter().filter(|(name, _)| !PARTS.contains(&name.as_str()));
        others.map(|(_, lines)| lines).sum::<usize>()
    };
    for (page, framework, folder) in PORTED {
        let original = lines_of(folder);
        let mut table = format!("\n| part | {framework} | here |\n|---|---|---|\n");
        for part in PARTS {
            table.push_str(&format!("| {part} | {} | {} |\n", original[part], port[part]));
        }
        table.push_str(&format!("| start, errors, help, data | {} | {} |\n", rest(&original), rest(&port)));
        let total = |all: &BTreeMap<String, usize>| all.values().sum::<usize>();
        table.push_str(&format!("| all | {} | {} |\n\n", total(&original), total(&port)));
        check(page, "lines", &table);
    }
}
