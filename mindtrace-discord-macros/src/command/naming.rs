//! The names of commands and arguments, as Discord accepts them.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;

use super::params::ArgumentParam;
use crate::diag::Diagnostics;
use crate::keys::{Keyed, Name};

/// Names of types that generated and user code relies on; the hidden type beside a function would shadow them.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str", "u128", "u16", "u32",
    "u64", "u8", "usize",
];

/// The name of a command: as written, else its function's.
pub fn command(written: Option<&Keyed<syn::LitStr>>, ident: &Ident, diag: &mut Diagnostics) -> String {
    let (name, tokens) = match written {
        Some(name) => (name.value.value(), name.value.to_token_stream()),
        None => (unraw(ident), ident.to_token_stream()),
    };
    check("a command name", &name, tokens, |name| format!("write `name = \"{name}\"`"), diag);
    function(ident, diag);
    name
}

/// The function's own name: it must leave the primitive types alone.
pub fn function(ident: &Ident, diag: &mut Diagnostics) {
    let name = unraw(ident);
    if PRIMITIVES.contains(&name.as_str()) {
        diag.error_help(
            ident,
            format_args!("a handler cannot be called `{name}`: the hidden type beside it would take the place of the primitive type"),
            format_args!("call the function `{name}_command` and write `name = \"{name}\"`"),
        );
    }
}

/// Other names of the command called `name`.
pub fn aliases(name: &str, aliases: Option<&Keyed<Vec<Name>>>, diag: &mut Diagnostics) -> Vec<String> {
    let mut seen = HashSet::from([name.to_owned()]);
    let mut checked = Vec::new();
    for alias in aliases.map(|aliases| aliases.value.as_slice()).unwrap_or_default() {
        if alias.text.contains(',') {
            let parts: Vec<String> =
                alias.text.split(',').map(|part| format!("\"{}\"", part.trim())).collect();
            diag.error_help(
                &alias.tokens,
                "one text is one alias",
                format_args!("write `aliases({})`", parts.join(", ")),
            );
            continue;
        }
        check("an alias", &alias.text, alias.tokens.clone(), |name| format!("write `\"{name}\"`"), diag);
        if alias.text == name {
            diag.error_help(&alias.tokens, "the alias is the command's own name", "remove it");
        } else if !seen.insert(alias.text.clone()) {
            diag.error_help(
                &alias.tokens,
                format_args!("the alias `{}` stands here twice", alias.text),
                "remove one of the two",
            );
        } else {
            checked.push(alias.text.clone());
        }
    }
    checked
}

/// The name of an argument: as written, else its parameter's.
pub fn argument(argument: &ArgumentParam, diag: &mut Diagnostics) -> String {
    let (name, tokens) = match &argument.rename {
        Some(rename) => (rename.value.value(), rename.value.to_token_stream()),
        // `_who` silences rustc while a body is still empty; callers should not see that.
        None => (unraw(&argument.ident).trim_start_matches('_').to_owned(), argument.ident.to_token_stream()),
    };
    let written = argument.rename.is_some();
    let help = |name: &str| {
        if written {
            format!("write `rename = \"{name}\"`")
        } else {
            format!("write `#[arg(rename = \"{name}\")]`")
        }
    };
    if matches!(name.as_str(), "http" | "https") {
        let message = format!(
            "`{name}` is reserved: in a prefix command `{name}:…` is a link, not the argument's value"
        );
        diag.error_help(tokens, message, help("url"));
    } else if name.chars().all(|c| c.is_ascii_digit()) && !name.is_empty() {
        let message = format!(
            "`{name}` is reserved: in a prefix command `{name}:30` is a time of day, not the argument's value"
        );
        diag.error_help(tokens, message, "start the name with a letter");
    } else {
        check("an argument name", &name, tokens, help, diag);
    }
    name
}

/// `r#move` is called `move`.
pub fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Discord: 1 to 32 of letters, digits, `-`, `_` and `'`, in lower case where a lower case exists.
fn check(what: &str, name: &str, tokens: TokenStream, help: impl Fn(&str) -> String, diag: &mut Diagnostics) {
    let length = name.chars().count();
    if length == 0 {
        diag.error_help(tokens, format_args!("{what} cannot be empty"), "give it 1 to 32 characters");
    } else if length > 32 {
        diag.error_help(
            tokens,
            format_args!("{what} has at most 32 characters, this one has {length}"),
            format_args!("shorten it: {}", help("…")),
        );
    } else if let Some(wrong) = name.chars().find(|c| !is_allowed(*c)) {
        let suggestion: String = name.chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
        let suggestion = suggestion.to_lowercase();
        let help = match suggestion.trim_matches('-') {
            "" => "give it letters or digits".to_owned(),
            suggestion => help(suggestion),
        };
        diag.error_help(
            tokens,
            format_args!("{what} cannot contain `{wrong}`: letters, digits, `-`, `_` and `'` are allowed"),
            help,
        );
    } else if name.to_lowercase() != name {
        diag.error_help(tokens, format_args!("{what} is in lower case"), help(&name.to_lowercase()));
    }
}

/// Discord's pattern: `[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]`. Devanagari and Thai write vowels as marks, which are no letters.
fn is_allowed(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}')
}
