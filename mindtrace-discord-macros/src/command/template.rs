//! The template of a component's custom ids: `vote:{poll}:{choice}`.
//!
//! ```text
//! template    = text (placeholder [separator [text]])*      placeholders are never adjacent
//! placeholder = "{" parameter "}"
//! ```

use proc_macro2::Ident;
use syn::{LitStr, Type};

use crate::argument::{self, Argument, ArgumentParam, CheckedParam, Kind, Param, Source};
use crate::diag::{Diagnostics, list, nearest};
use crate::keys::{Number, NumberValue};

/// Discord's limit of 100 characters, minus 23 for the signature and the expiry.
const LONGEST: usize = 77;

/// A parameter that a custom id carries.
pub struct Carried {
    pub ident: Ident,
    pub ty: Type,
    /// The greatest number of characters, if the declared limits are stricter than the type.
    pub longest: Option<usize>,
}

/// Checks the template, and returns the parameters and those that the custom id carries.
pub fn check(
    template: &LitStr,
    params: Vec<Param>,
    diag: &mut Diagnostics,
) -> (Vec<CheckedParam>, Vec<Carried>) {
    let placeholders = placeholders(template, diag);
    if let Some(placeholders) = &placeholders {
        carried(template, placeholders, &params, diag);
    }
    let placeholders = placeholders.unwrap_or_default();
    let checked = argument::check(params, Source::Component, diag);
    let carried = placeholders
        .iter()
        .filter_map(|placeholder| {
            checked.iter().find_map(|param| match param {
                CheckedParam::Argument(argument) if argument.name == *placeholder => Some(Carried {
                    ident: argument.ident.clone(),
                    ty: argument.ty.clone(),
                    longest: longest(argument),
                }),
                _ => None,
            })
        })
        .collect();
    (checked, carried)
}

/// Returns the greatest number of characters of a value that its limits allow.
fn longest(argument: &Argument) -> Option<usize> {
    // A character that has to be escaped takes three.
    if let Some(characters) = argument.max_len {
        return Some(usize::from(characters) * 3);
    }
    if argument.min.is_none() && argument.max.is_none() {
        return None;
    }
    let Kind::Integer { min, max } = argument::kind(&argument.ty) else { return None };
    let bound = |declared: Option<&Number>, of_type: i128| match declared.map(|declared| declared.value) {
        Some(NumberValue::Integer(value)) => value,
        _ => of_type,
    };
    let bounds = [bound(argument.min.as_ref(), min), bound(argument.max.as_ref(), max)];
    bounds.iter().map(|bound| bound.to_string().len()).max()
}

/// Parses the names in braces, in order, and checks the text around them.
fn placeholders(template: &LitStr, diag: &mut Diagnostics) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    let (mut fixed, mut touching) = (String::new(), None);
    let text = template.value();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        fixed.push_str(before);
        separated(template, names.last(), before, diag);
        let name =
            brace.strip_prefix('{').and_then(|inside| inside.split_once(['{', '}']).map(|(name, _)| name));
        let Some(name) = name.filter(|name| brace[1 + name.len()..].starts_with('}')) else {
            diag.error_help(
                template,
                "unmatched brace",
                "write `{parameter}`; other text cannot contain braces",
            );
            return None;
        };
        if before.is_empty() && names.last().is_some() {
            touching =
                touching.or_else(|| Some((names.last().cloned().unwrap_or_default(), name.to_owned())));
        }
        if !is_name(name) {
            let message = format!("`{{{name}}}` is not a parameter name");
            diag.error_help(template, message, "write only a parameter's name between the braces");
        } else if names.iter().any(|known| known == name) {
            diag.error_help(
                template,
                format_args!("duplicate placeholder `{{{name}}}`"),
                "remove one of the two",
            );
        }
        names.push(name.to_owned());
        rest = &brace[name.len() + 2..];
    }
    fixed.push_str(rest);
    separated(template, names.last(), rest, diag);
    if let Some((one, other)) = touching {
        diag.error_help(
            template,
            format_args!("missing separator between `{{{one}}}` and `{{{other}}}`"),
            format_args!("write `{{{one}}}:{{{other}}}`"),
        );
    }
    literal(template, &text, &fixed, diag);
    Some(names)
}

/// Checks that a separator follows a placeholder. No value contains one, because values are escaped.
fn separated(template: &LitStr, placeholder: Option<&String>, text: &str, diag: &mut Diagnostics) {
    let (Some(placeholder), Some(first)) = (placeholder, text.chars().next()) else { return };
    // Characters that are not allowed anywhere are reported by `literal`.
    let mark = first.is_ascii_punctuation() && !matches!(first, '_' | '-' | '.');
    if mark || first.is_whitespace() || first.is_control() {
        return;
    }
    diag.error_help(
        template,
        format_args!("`{first}` after `{{{placeholder}}}` could be part of its value"),
        format_args!("write a separator such as `:` or `/` between: `{{{placeholder}}}:{text}`"),
    );
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !text.starts_with(|c: char| c.is_numeric())
        && !text.is_empty()
}

/// Checks the text around the placeholders.
fn literal(template: &LitStr, text: &str, fixed: &str, diag: &mut Diagnostics) {
    if text.is_empty() || text.starts_with('{') {
        diag.error_help(
            template,
            "a custom id must start with literal text, which identifies the component",
            match text {
                "" => "write the function's name, such as `\"vote\"`".to_owned(),
                text => format!("write the function's name first: `\"vote:{text}\"`"),
            },
        );
    }
    if let Some(wrong) = fixed.chars().find(|c| matches!(c, '~' | '%') || c.is_whitespace() || c.is_control())
    {
        let why = match wrong {
            '~' | '%' => "it is reserved",
            _ if wrong.is_whitespace() => "white space is not allowed",
            _ => "control characters are not allowed",
        };
        diag.error_help(
            template,
            format_args!("a custom id cannot contain {wrong:?}: {why}"),
            "write letters, digits, `:`, `-`, `_` or `.`",
        );
    }
    let length = fixed.chars().count();
    if length > LONGEST {
        diag.error_help(
            template,
            format_args!("the text of a custom id has at most {LONGEST} characters, this one has {length}"),
            "shorten it; Discord allows 100, and the signature and expiry take 23",
        );
    }
}

/// Checks that every placeholder is a parameter, and that every parameter except one has a placeholder.
fn carried(template: &LitStr, placeholders: &[String], params: &[Param], diag: &mut Diagnostics) {
    let owned: Vec<(&ArgumentParam, String)> = params
        .iter()
        .filter_map(|param| match param {
            Param::Argument(argument) => Some((argument, argument::plain(&argument.ident))),
            Param::Injected(_) => None,
        })
        .collect();
    let names = || owned.iter().map(|(_, name)| name.as_str());
    for placeholder in placeholders {
        if names().any(|name| name == placeholder) || !is_name(placeholder) {
            continue;
        }
        let message = format!("`{{{placeholder}}}` is not an owned parameter of the function");
        match (nearest(placeholder, names()), owned.is_empty()) {
            (Some(found), _) => {
                diag.error_help(template, message, format_args!("did you mean `{{{found}}}`?"));
            }
            (None, true) => {
                diag.error_help(template, message, format_args!("add a parameter `{placeholder}: u64`"));
            }
            (None, false) => {
                diag.error_help(
                    template,
                    message,
                    format_args!("the owned parameters are {}", list(names())),
                );
            }
        }
    }
    let (inside, outside): (Vec<_>, Vec<_>) = owned.iter().partition(|(_, name)| placeholders.contains(name));
    for (argument, _) in inside {
        for key in argument.keys.iter().filter(|key| !LIMITS.iter().any(|limit| key == limit)) {
            let message = format!("a value from the custom id takes only limits, not `{key}`");
            diag.error_help(
                key,
                message,
                format_args!("remove `{key}`; {} are limits", list(LIMITS.iter().copied())),
            );
        }
    }
    // A misspelled placeholder has been reported; its parameter is not a missing one.
    if placeholders.iter().all(|placeholder| names().any(|name| name == placeholder)) {
        values(&outside, owned.last().map(|(argument, _)| &argument.ident), diag);
    }
}

/// Checks that at most one parameter receives the values of a select menu: the last.
fn values(outside: &[&(&ArgumentParam, String)], last: Option<&Ident>, diag: &mut Diagnostics) {
    let Some(((argument, name), more)) = outside.split_first() else { return };
    for key in argument.keys.iter().filter(|key| TYPED.iter().any(|typed| key == typed)) {
        let message =
            format!("`{key}` is for typed arguments; `{name}` receives the values of a select menu");
        diag.error_help(key, message, format_args!("remove `{key}`"));
    }
    for (other, other_name) in more {
        diag.error_help(
            &other.ident,
            format_args!("neither `{name}` nor `{other_name}` is in the custom id; only one parameter can receive the values of a select menu"),
            format_args!("write `{{{name}}}` or `{{{other_name}}}` in the custom id, or remove a parameter"),
        );
    }
    if more.is_empty() && last != Some(&argument.ident) {
        diag.error_help(
            &argument.ident,
            format_args!(
                "`{name}` is not in the custom id, so it receives the values of a select menu and must be last"
            ),
            format_args!("write `{{{name}}}` in the custom id, or move the parameter to the end"),
        );
    }
}

/// The keys of `#[arg(…)]` for values that a custom id carries.
const LIMITS: &[&str] = &["min", "max", "min_len", "max_len"];

/// The keys of `#[arg(…)]` for typed arguments.
const TYPED: &[&str] =
    &["rename", "description", "default", "rest", "choices", "autocomplete", "flag", "flatten"];
