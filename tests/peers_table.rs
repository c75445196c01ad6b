//! `docs/PEERS.md` says where everything is; this is where it is made to be true.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rows of all tables, with the line they stand in.
fn rows(page: &str) -> Vec<(usize, Vec<&str>)> {
    let table = |line: &str| line.starts_with("| ") && !line.starts_with("| | ");
    let lines = page.lines().enumerate().filter(|(_, line)| table(line));
    lines.map(|(at, line)| (at + 1, line.trim_matches('|').split('|').map(str::trim).collect())).collect()
}

/// What stands in backticks.
fn code(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The code that a cell begins with; behind the first `;` the words are those of a sentence.
fn written_code(cell: &str) -> Vec<&str> {
    let mut parts = cell.split('`');
    let mut found = Vec::new();
    while let (Some(words), Some(code)) = (parts.next(), parts.next()) {
        if words.contains([';', '.']) {
            break;
        }
        found.push(code);
    }
    found
}

/// A text without the line breaks and indents that its file gives it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with a reference such as `tests/logs.rs::every_outcome_is_one_line`.
fn missing(reference: &str) -> Option<String> {
    let (path, test) =
        reference.split_once("::").map_or((reference, None), |(path, test)| (path, Some(test)));
    let Ok(source) = std::fs::read_to_string(root().join(path)) else {
        return Some(format!("there is no file {path}"));
    };
    let test = test?;
    let is_it =
        |line: &str| line.trim_start().trim_start_matches("async ").starts_with(&format!("fn {test}("));
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let marked = lines.iter().enumerate().filter(|(_, line)| is_it(line)).any(|(at, _)| {
        // The attributes stand in the lines above, as `cargo fmt` writes them.
        let mut above = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        above.any(|line| line.starts_with("#[test") || line.starts_with("#[tokio::test"))
    });
    (!marked).then(|| format!("{path} has no test {test}"))
}

#[test]
fn what_the_table_names_is_there() {
    let page = std::fs::read_to_string(root().join("docs/PEERS.md")).unwrap();
    let rows = rows(&page);
    assert!(rows.len() > 60, "only {} rows were found", rows.len());
    let mut problems = Vec::new();
    for (line, cells) in rows {
        let [what, written, shown, held] = cells[..] else {
            problems.push(format!("line {line}: a row has four cells"));
            continue;
        };
        let references: Vec<&str> = code(shown).chain(code(held)).collect();
        problems.extend(
            references
                .iter()
                .filter_map(|reference| missing(reference))
                .map(|problem| format!("line {line}: {problem}")),
        );
        if code(held).next().is_none() && !written.starts_with("*not here*") {
            problems.push(format!("line {line}: `{what}` is held by no test and not said to be missing"));
        }
        if code(shown).next().is_none() {
            continue;
        }
        let examples: Vec<String> = code(shown)
            .filter_map(|path| std::fs::read_to_string(root().join(path)).ok())
            .map(|source| one_line(&source))
            .collect();
        for code in written_code(written) {
            if !examples.iter().any(|example| example.contains(&one_line(code))) {
                problems.push(format!("line {line}: `{code}` is not in {shown}"));
            }
        }
    }
    assert!(problems.is_empty(), "docs/PEERS.md is wrong:\n{}", problems.join("\n"));
}
