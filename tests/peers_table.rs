//! Tests that the tests and the code which `docs/PEERS.md` quotes exist.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rows of all tables, with their line numbers.
fn rows(page: &str) -> Vec<(usize, Vec<&str>)> {
    let table = |line: &str| line.starts_with("| ") && !line.starts_with("| | ");
    let lines = page.lines().enumerate().filter(|(_, line)| table(line));
    lines.map(|(at, line)| (at + 1, line.trim_matches('|').split('|').map(str::trim).collect())).collect()
}

/// The code spans of a cell.
fn code(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The code spans that a cell starts with, up to a `;` or `.` in the text between them.
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

/// A text with each run of white space replaced by one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The problem of a reference such as `tests/logs.rs::every_outcome_logs_one_line`, if it has one.
fn missing(reference: &str) -> Option<String> {
    let (path, test) =
        reference.split_once("::").map_or((reference, None), |(path, test)| (path, Some(test)));
    let Ok(source) = std::fs::read_to_string(root().join(path)) else {
        return Some(format!("there is no file {path}"));
    };
    let test = test?;
    let declares =
        |line: &str| line.trim_start().trim_start_matches("async ").starts_with(&format!("fn {test}("));
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let is_test = lines.iter().enumerate().filter(|(_, line)| declares(line)).any(|(at, _)| {
        // The attributes are in the lines above, one each, as `cargo fmt` writes them.
        let mut above = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        above.any(|line| line.starts_with("#[test") || line.starts_with("#[tokio::test"))
    });
    (!is_test).then(|| format!("{path} has no test {test}"))
}

#[test]
fn every_reference_in_the_table_exists() {
    let page = std::fs::read_to_string(root().join("docs/PEERS.md")).unwrap();
    let rows = rows(&page);
    assert!(rows.len() > 60, "only {} rows were found", rows.len());
    let mut problems = Vec::new();
    for (line, cells) in rows {
        let [feature, written, shown, tested] = cells[..] else {
            problems.push(format!("line {line}: a row needs four cells"));
            continue;
        };
        let references: Vec<&str> = code(shown).chain(code(tested)).collect();
        problems.extend(
            references
                .iter()
                .filter_map(|reference| missing(reference))
                .map(|problem| format!("line {line}: {problem}")),
        );
        if code(tested).next().is_none() && !written.starts_with("*not here*") {
            problems.push(format!("line {line}: `{feature}` has no test and is not marked *not here*"));
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
