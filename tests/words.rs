//! The vocabulary of this repository: words that another, established term replaces are found in no name, comment, message or page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

/// A banned word, in lower case, and the term to write. `*` stands for any ending.
const BANNED: &[(&str, &str)] = &[
    ("stand-in", "emulator"),
    ("standin", "emulator"),
    ("scene*", "event scope"),
    ("journal*", "telemetry"),
    ("lane", "event queue"),
    ("lanes", "event queues"),
    ("waiter*", "collector"),
    ("rehears*", "dry run"),
    ("patience", "timeout"),
    ("patient*", "timeout"),
    ("twin*", "marker type"),
    ("founding", "seed"),
    ("gathering*", "scheduled event"),
    ("whoever", "the caller, the user"),
    ("somebody", "a user, a caller"),
    ("somebody's", "a user's"),
    ("nobody's", "no user's"),
    ("switched off", "disabled"),
    ("switched on", "enabled"),
    ("handed over", "passed"),
    ("handed down", "inherited"),
    ("filled in", "submitted, set"),
    ("fill in", "submit, set"),
    ("fills in", "submits, sets"),
    ("plain sentence", "plain-text message"),
    ("posted interaction*", "HTTP interaction"),
    ("net for panics", "panic isolation"),
    ("went well", "succeeded"),
    ("what looking costs", "the overhead of status requests"),
    ("whatever it came to", "always"),
    ("radio button*", "radio group"),
];

/// Ordinary uses of the same letters.
const ALLOWED: &[&str] = &["twinkle"];

/// Names of other crates.
const FOREIGN: &[&str] = &["notify_waiters"];

#[test]
fn established_terms_are_used() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut files = Vec::new();
    collect(root, &mut files);
    assert!(files.len() > 500, "only {} files were found", files.len());
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with("tests/words.rs")) {
        let text =
            std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for (number, line) in text.lines().enumerate() {
            let line = FOREIGN.iter().fold(line.to_owned(), |line, name| line.replace(name, ""));
            let line = words(&line);
            for (banned, term) in BANNED.iter().filter(|(banned, _)| contains(&line, banned)) {
                let file = file.strip_prefix(root).unwrap().display();
                problems.push(format!("{file}:{}: `{banned}`; write: {term}", number + 1));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn names_are_split_into_words() {
    assert_eq!(words("let mut EventScene_of = lane(x);"), " let mut event scene of lane x ");
    assert!(contains(&words("fn a_waiter()"), "waiter*") && contains(&words("Waiters"), "waiter*"));
    assert!(!contains(&words("a plane"), "lane") && contains(&words("It was Switched Off."), "switched off"));
}

/// Returns the words of a line in lower case, each between spaces: `EventScene_of` has three.
fn words(line: &str) -> String {
    let mut text = String::from(" ");
    let mut previous = ' ';
    for c in line.chars() {
        let starts_word = c.is_uppercase() && previous.is_lowercase();
        if (starts_word || !(c.is_alphanumeric() || c == '\'' || c == '-')) && !text.ends_with(' ') {
            text.push(' ');
        }
        if c.is_alphanumeric() || c == '\'' || c == '-' {
            text.extend(c.to_lowercase());
        }
        previous = c;
    }
    if !text.ends_with(' ') {
        text.push(' ');
    }
    text
}

fn contains(line: &str, banned: &str) -> bool {
    match banned.strip_suffix('*') {
        Some(stem) => line.match_indices(&format!(" {stem}")).any(|(at, _)| {
            let word = line[at + 1..].split(' ').next().unwrap_or_default();
            !ALLOWED.contains(&word)
        }),
        None => line.contains(&format!(" {banned} ")),
    }
}

/// Collects the text files of the repository, without what is built or licensed.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    const TEXT: [&str; 9] = ["rs", "md", "js", "html", "css", "ftl", "py", "sh", "stderr"];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            let is_hidden = name.starts_with('.') && name != ".ci";
            if !is_hidden && !["node_modules", "target", "venv"].contains(&name) {
                collect(&path, files);
            }
        } else if path.extension().and_then(|end| end.to_str()).is_some_and(|end| TEXT.contains(&end))
            || path.ends_with(".ci/run")
        {
            files.push(path);
        }
    }
}
