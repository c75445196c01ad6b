//! Tests of the documents: every link leads to a file and heading that exist, every page of the book is in its summary, the code of
//! every page is compiled, and every metric is described.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Pages of the book link to the other files of the repository by this address, because mdBook copies only the book's folder.
const REPOSITORY: &str = "https://github.com/mindtrace/mindtrace-discord/blob/main/";

/// A document, as far as links are concerned.
#[derive(Default)]
struct Document {
    links: Vec<String>,
    anchors: HashSet<String>,
    /// The languages of the code blocks.
    code: Vec<String>,
}

impl Document {
    fn read(path: &Path) -> Self {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (mut document, mut headings) = (Self::default(), HashMap::new());
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    document.links.push(dest_url.into_string());
                }
                Event::Start(Tag::CodeBlock(kind)) => document.code.push(match kind {
                    CodeBlockKind::Fenced(language) => language.into_string(),
                    CodeBlockKind::Indented => String::new(),
                }),
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    let anchor = anchor(&heading.take().unwrap_or_default());
                    let count = headings.entry(anchor.clone()).or_insert(0);
                    document.anchors.insert(if *count == 0 { anchor } else { format!("{anchor}-{count}") });
                    *count += 1;
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => {}
            }
        }
        document
    }
}

/// Returns the anchor of a heading, by the rule that GitHub and mdBook share.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|c| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    });
    kept.collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn book() -> PathBuf {
    root().join("docs/book/src")
}

/// The Markdown files directly in a folder, and with `deep` those in its folders.
fn markdown(folder: &Path, deep: bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && deep {
            files.extend(markdown(&path, deep));
        } else if path.extension().is_some_and(|end| end == "md") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn documents() -> BTreeMap<PathBuf, Document> {
    let (root, docs) = (root(), root().join("docs"));
    let files =
        markdown(&root, false).into_iter().chain(markdown(&docs, false)).chain(markdown(&book(), true));
    files.map(|path| (path.clone(), Document::read(&path))).collect()
}

/// Returns what is wrong with a link of a document.
fn problem(documents: &BTreeMap<PathBuf, Document>, from: &Path, link: &str) -> Option<String> {
    let (target, anchor) =
        link.split_once('#').map_or((link, None), |(target, anchor)| (target, Some(anchor)));
    let path = match target.strip_prefix(REPOSITORY) {
        Some(path) => root().join(path),
        None if target.contains("://") || target.starts_with("mailto:") => return None,
        None if target.is_empty() => from.to_owned(),
        None => from.parent()?.join(target),
    };
    let Ok(path) = path.canonicalize() else { return Some(format!("{link} does not exist")) };
    if from.starts_with(book()) && !path.starts_with(book()) && !target.starts_with(REPOSITORY) {
        return Some(format!("{link} leaves the book; write {REPOSITORY}…"));
    }
    let anchor = anchor.filter(|_| path.extension().is_some_and(|end| end == "md"))?;
    let exists = documents.get(&path).is_some_and(|document| document.anchors.contains(anchor));
    (!exists).then(|| format!("{link} leads to no heading"))
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() > 25, "only {} documents were found", documents.len());
    let mut problems = Vec::new();
    for (path, document) in &documents {
        let found = document.links.iter().filter_map(|link| problem(&documents, path, link));
        problems.extend(found.map(|problem| format!("{}: {problem}", path.display())));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn anchors_are_made_as_github_makes_them() {
    assert_eq!(anchor("#[on_event] and #[cron]"), "on_event-and-cron");
    assert_eq!(anchor("Groups, checks, cooldowns"), "groups-checks-cooldowns");
    assert_eq!(anchor("What's new?"), "whats-new");
}

#[test]
fn the_summary_lists_every_page() {
    let summary = book().join("SUMMARY.md");
    let listed: HashSet<PathBuf> =
        Document::read(&summary).links.iter().map(|link| book().join(link)).collect();
    let pages = markdown(&book(), true).into_iter().filter(|page| *page != summary);
    let missing: Vec<PathBuf> = pages.filter(|page| !listed.contains(page)).collect();
    assert!(missing.is_empty(), "SUMMARY.md lacks {missing:?}");
}

/// Code of a page is compiled as a doc test of this crate, and never run: the commands of one page would meet those of another.
#[test]
fn the_code_of_every_page_is_compiled() {
    let library = std::fs::read_to_string(root().join("tests/lib.rs")).unwrap();
    let mut compiled = 0;
    for path in markdown(&book(), true) {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let document = Document::read(&path);
        for language in &document.code {
            assert!(!language.is_empty(), "{name}: a block of code names no language");
            let is_rust = language.split(',').next() == Some("rust");
            let is_known = ["rust,no_run", "rust,ignore"].contains(&language.as_str());
            assert!(!is_rust || is_known, "{name}: write `rust,no_run` instead of `{language}`");
            compiled += usize::from(language == "rust,no_run");
        }
        if document.code.iter().any(|language| language == "rust,no_run") {
            assert!(library.contains(&format!("../{name}\"")), "tests/lib.rs does not include {name}");
        }
    }
    assert!(compiled >= 60, "only {compiled} blocks are compiled");
}

#[test]
fn every_metric_is_described() {
    let source =
        |name: &str| std::fs::read_to_string(root().join("mindtrace-discord/src").join(name)).unwrap();
    let code = source("telemetry/metrics.rs") + &source("http/gauges.rs");
    let is_metric = |text: &&str| text.starts_with("discord_") || text.starts_with("process_");
    let registered: BTreeSet<&str> = code.split('"').skip(1).step_by(2).filter(is_metric).collect();
    let page = std::fs::read_to_string(book().join("observability.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `discord_"));
    let names = rows.filter_map(|row| row.split('|').nth(1));
    let described: BTreeSet<&str> =
        names.flat_map(|names| names.split('`').skip(1).step_by(2)).filter(is_metric).collect();
    assert!(registered.len() > 20, "only {} metrics were found", registered.len());
    assert_eq!(described, registered);
}
