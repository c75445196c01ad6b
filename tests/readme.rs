//! Tests that the README matches the code: the settings table, the quoted output, the expansion, and the list of keys.
//!
//! `UPDATE_README=1 cargo test -p tests --test readme` rewrites the generated parts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use mindtrace_discord::Registry;
use mindtrace_discord::config::SETTINGS;
// Links the commands of the starter.
use starter as _;

/// Serializes the tests that may rewrite the file.
static README: Mutex<()> = Mutex::new(());

/// Compares the text between `<!-- name -->` and `<!-- /name -->`, or replaces it with `UPDATE_README`.
fn check(name: &str, expected: &str) {
    let _guard = README.lock().unwrap_or_else(PoisonError::into_inner);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = readme.split_once(&open).unwrap_or_else(|| panic!("the README has no {open}"));
    let (found, after) = rest.split_once(&close).unwrap_or_else(|| panic!("the README has no {close}"));
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
    check("settings", &table);
}

/// The keys in the tables of the macros' documentation.
fn keys() -> Vec<String> {
    let documented = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mindtrace-discord-macros/src/lib.rs");
    let documented = std::fs::read_to_string(documented).unwrap();
    let rows = documented.lines().filter_map(|line| line.strip_prefix("/// | `"));
    rows.filter_map(|row| row.split([' ', '`', '(']).next()).map(str::to_owned).collect()
}

#[test]
fn the_readme_names_every_key() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let keys = keys();
    assert!(keys.len() > 50, "only {} keys were found", keys.len());
    let named = |key: &String| ["`", "(", " "].iter().any(|end| readme.contains(&format!("`{key}{end}")));
    let missing: Vec<&String> = keys.iter().filter(|key| !named(key)).collect();
    assert!(missing.is_empty(), "the README does not name {missing:?}");
}

#[test]
fn the_quoted_output_matches_the_starter() {
    let registry = Registry::linked();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let count =
        format!("No problems: {} commands, 1 event handler, 0 schedules\n", registry.commands().len());
    let plan: Vec<String> =
        registry.commands().map(|command| format!("+ create /{}", command.name())).collect();
    let welcome = registry.event_handlers().next().unwrap().declared_at();
    for expected in [count, plan.join("\n"), format!("`welcome` at {welcome} handles MemberJoin")] {
        assert!(readme.contains(&expected), "the README lacks: {expected}");
    }
}

#[test]
fn the_expansion_matches_the_macro() {
    let golden =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../mindtrace-discord-macros/expand/hello.expanded.rs");
    let golden = std::fs::read_to_string(golden).unwrap();
    check("expansion", &format!("\n```rust,ignore\n{golden}```\n\n"));
}
