//! One language: a parsed file of Fluent texts.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use fluent_syntax::ast::Entry;
use fluent_syntax::parser::ParserError;
use unic_langid::LanguageIdentifier;

use super::TextValue;
use crate::problem::Problem;
use crate::source::Source;

/// One language.
pub(crate) struct File {
    pub(crate) locale: &'static str,
    pub(crate) path: &'static str,
    /// The key of every text, `message` or `message.attribute`, with its line.
    pub(crate) keys: BTreeMap<String, u32>,
    bundle: FluentBundle<FluentResource>,
}

impl File {
    /// Parses the texts. Syntax errors are added to `problems`, and the other texts are still read, so that all problems are reported at
    /// once.
    ///
    /// # Errors
    ///
    /// [`Problem`] if the language is invalid.
    pub(crate) fn new(
        locale: &'static str,
        path: &str,
        text: String,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Problem> {
        let path = interned(path);
        let at = |line, message| Problem { source: Source { file: path, line }, message };
        let language: LanguageIdentifier =
            locale.parse().map_err(|error| at(1, format!("`{locale}` is not a valid language: {error}")))?;
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            let text = resource.source();
            problems.extend(
                errors.iter().map(|error| at(line(text, error.pos.start), syntax_error(text, error))),
            );
            resource
        });
        let keys = keys(&resource);
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Discord counts Unicode isolation marks as characters, and refuses them in names.
        bundle.set_use_isolating(false);
        // This fails only for a bundle that already has the functions.
        let _ = bundle.add_builtins();
        if let Err(errors) = bundle.add_resource(resource) {
            problems.extend(errors.into_iter().map(|error| match error {
                FluentError::Overriding { id, .. } => {
                    let line = keys.iter().find(|(key, _)| key.split('.').next() == Some(&id));
                    at(line.map_or(1, |(_, line)| *line), format!("`{id}` is defined twice; remove one"))
                }
                other => at(1, other.to_string()),
            }));
        }
        Ok(Self { locale, path, keys, bundle })
    }

    /// Returns the text for a key, if the file has it.
    pub(crate) fn text(&self, key: &str, args: &[(Cow<'static, str>, TextValue)]) -> Option<String> {
        let (message, attribute) = key.split_once('.').map_or((key, None), |(key, name)| (key, Some(name)));
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (&**name, value.fluent())).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if !errors.is_empty() {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            tracing::warn!(
                key,
                file = self.path,
                errors = errors.join("; "),
                "a text has unresolved references"
            );
        }
        Some(text)
    }

    /// Creates a problem with one of the texts.
    pub(crate) fn problem(&self, key: &str, message: String) -> Problem {
        let line = self.keys.get(key).copied().unwrap_or(1);
        Problem { source: Source { file: self.path, line }, message }
    }
}

/// Creates a problem with a file.
pub(crate) fn problem(path: &Path, line: u32, message: String) -> Problem {
    Problem { source: Source { file: interned(&path.to_string_lossy()), line }, message }
}

/// Lists the `.ftl` files of a folder, sorted.
pub(crate) fn in_folder(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn keys(resource: &FluentResource) -> BTreeMap<String, u32> {
    let lines = lines(resource.source());
    let mut keys = BTreeMap::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let mut add = |key: String| {
            let line = lines.get(&key).copied().unwrap_or(1);
            keys.insert(key, line);
        };
        if message.value.is_some() {
            add(message.id.name.to_owned());
        }
        for attribute in &message.attributes {
            add(format!("{}.{}", message.id.name, attribute.id.name));
        }
    }
    keys
}

/// Returns the line of each key, which the parser does not supply.
fn lines(text: &str) -> BTreeMap<String, u32> {
    let mut lines = BTreeMap::new();
    let mut message = "";
    for (text, line) in text.lines().zip(1..) {
        let Some((key, _)) = text.split_once('=') else { continue };
        let key = key.trim_end();
        if key.is_empty() || key.starts_with('#') {
            continue;
        }
        if !key.starts_with(char::is_whitespace) {
            message = key;
            lines.entry(key.to_owned()).or_insert(line);
        } else if let Some(attribute) = key.trim_start().strip_prefix('.') {
            lines.entry(format!("{message}.{attribute}")).or_insert(line);
        }
    }
    lines
}

fn line(text: &str, at: usize) -> u32 {
    let lines = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

fn syntax_error(text: &str, error: &ParserError) -> String {
    let from = text.get(error.pos.start..).unwrap_or_default();
    let near: String = from.lines().next().unwrap_or_default().trim().chars().take(40).collect();
    let near = if near.is_empty() { String::new() } else { format!(" at `{near}`") };
    format!("syntax error{near}: {}", error.kind)
}

/// Interns a path, because the source location of a problem is `'static`. Each path is leaked once.
fn interned(path: &str) -> &'static str {
    static PATHS: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    // No code panics while it holds the lock.
    let mut paths = PATHS.lock().unwrap_or_else(PoisonError::into_inner);
    let paths = paths.get_or_insert_default();
    match paths.get(path) {
        Some(known) => known,
        None => {
            let path: &'static str = String::leak(path.to_owned());
            paths.insert(path);
            path
        }
    }
}
