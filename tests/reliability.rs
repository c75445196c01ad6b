//! Tests that every test which `docs/RELIABILITY.md` names exists.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

#[test]
fn each_row_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("docs/RELIABILITY.md")).unwrap();
    let mut source = String::new();
    for folder in ["tests", "mindtrace-discord/src", "mindtrace-discord/sandbox/src"] {
        read(&root.join(folder), &mut source);
    }
    let mut rows = 0;
    for line in page.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 4) {
        let last = line.trim_end_matches(" |").rsplit('|').next().unwrap();
        let tests: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        // The heads of tables, and the tables of measurements.
        if last.trim() == "test"
            || last.trim().starts_with(|c: char| c.is_ascii_digit())
            || !line.contains('`')
        {
            continue;
        }
        assert!(!tests.is_empty(), "no test: {line}");
        for test in tests {
            assert!(source.contains(&format!("fn {test}(")), "there is no test `{test}`: {line}");
        }
        rows += 1;
    }
    assert!(rows > 50, "{rows}");
}

fn read(folder: &Path, source: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            read(&path, source);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            source.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}
