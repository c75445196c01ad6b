//! The names of commands and handlers.

use std::collections::HashSet;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::LitStr;

use super::args::Level;
use crate::diag::Diagnostics;
use crate::keys::{Keyed, Name};
use crate::naming::{check, title, unraw};

/// Checks the name of a command or a group; the default is its item's.
pub fn word(what: &str, written: Option<&Keyed<LitStr>>, ident: &Ident, diag: &mut Diagnostics) -> String {
    let (name, tokens) = match written {
        Some(name) => (name.value.value(), name.value.to_token_stream()),
        None => (unraw(ident), ident.to_token_stream()),
    };
    check(what, &name, tokens, |name| format!("write `name = \"{name}\"`"), diag);
    name
}

/// Checks the name of a context menu command, of any characters; the default is the function's name as words.
pub fn menu(written: Option<&Keyed<LitStr>>, ident: &Ident, diag: &mut Diagnostics) -> String {
    let (name, tokens) = match written {
        Some(name) => (name.value.value(), name.value.to_token_stream()),
        None => (title(&unraw(ident)), ident.to_token_stream()),
    };
    let length = name.chars().count();
    let help = "write `name = \"…\"` with 1 to 32 characters";
    if name.trim().is_empty() {
        diag.error_help(tokens, "the name of a context menu command cannot be empty", help);
    } else if length > 32 {
        let message =
            format!("the name of a context menu command has at most 32 characters, this one has {length}");
        diag.error_help(tokens, message, help);
    } else if name.trim() != name || name.chars().any(char::is_control) {
        let message = "the name of a context menu command is one line without surrounding spaces";
        let line: Vec<&str> =
            name.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect();
        diag.error_help(tokens, message, format_args!("write `name = \"{}\"`", line.join(" ")));
    }
    name
}

/// Returns the full path of a command in groups, and every other path to it by aliases.
pub fn path(groups: &[Level], name: &str, aliases: &[String]) -> (String, Vec<String>) {
    let own = Level { name: name.to_owned(), aliases: aliases.to_vec(), ..Level::default() };
    let mut paths = vec![String::new()];
    for level in groups.iter().chain([&own]) {
        let words = || std::iter::once(&level.name).chain(&level.aliases);
        paths = paths.iter().flat_map(|path| words().map(move |word| format!("{path} {word}"))).collect();
    }
    let mut paths = paths.into_iter().map(|path| path.trim_start().to_owned());
    (paths.next().unwrap_or_default(), paths.collect())
}

/// Checks the aliases of the command or group `name`.
pub fn aliases(
    what: &str,
    name: &str,
    aliases: Option<&Keyed<Vec<Name>>>,
    diag: &mut Diagnostics,
) -> Vec<String> {
    let mut seen = HashSet::from([name.to_owned()]);
    let mut checked = Vec::new();
    for alias in aliases.map(|aliases| aliases.value.as_slice()).unwrap_or_default() {
        if alias.text.contains(',') {
            let parts: Vec<String> =
                alias.text.split(',').map(|part| format!("\"{}\"", part.trim())).collect();
            diag.error_help(
                &alias.tokens,
                "an alias cannot contain a comma",
                format_args!("write `aliases({})`", parts.join(", ")),
            );
            continue;
        }
        check("an alias", &alias.text, alias.tokens.clone(), |name| format!("write `\"{name}\"`"), diag);
        if alias.text == name {
            diag.error_help(&alias.tokens, format_args!("the alias is the {what}'s own name"), "remove it");
        } else if !seen.insert(alias.text.clone()) {
            diag.error_help(
                &alias.tokens,
                format_args!("duplicate alias `{}`", alias.text),
                "remove one of the two",
            );
        } else {
            checked.push(alias.text.clone());
        }
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::path;
    use crate::command::args::Level;

    #[test]
    fn path_includes_every_alias() {
        let groups = [Level { name: "tag".into(), aliases: vec!["t".into()], ..Level::default() }];
        let (name, aliases) = path(&groups, "create", &["new".to_owned()]);
        assert_eq!(name, "tag create");
        assert_eq!(aliases, ["tag new", "t create", "t new"]);
    }

    #[test]
    fn path_outside_of_groups_is_the_name() {
        assert_eq!(path(&[], "ban", &["b".to_owned()]), ("ban".to_owned(), vec!["b".to_owned()]));
    }
}
