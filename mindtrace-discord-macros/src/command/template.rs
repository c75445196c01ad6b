//! The form of a component's custom ids: `vote:{poll}:{choice}`.
//!
//! ```text
//! template    = text (placeholder [mark [text]])*      no two placeholders touch
//! placeholder = "{" parameter "}"
//! ```

use proc_macro2::Ident;
use syn::{LitStr, Type};

use crate::argument::{self, Argument, ArgumentParam, CheckedParam, Param, Place};
use crate::diag::{Diagnostics, list, nearest};

/// Discord's 100 characters of a custom id, without the 25 of signature and expiry.
const LONGEST: usize = 75;

/// A parameter that a custom id carries.
pub struct Carried {
    pub ident: Ident,
    pub ty: Type,
}

/// Checks the template and which of the parameters it carries.
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
    let checked = argument::check(params, Place::Component, diag);
    let carried = placeholders
        .iter()
        .filter_map(|placeholder| {
            checked.iter().find_map(|param| match param {
                CheckedParam::Argument(Argument { name, ident, ty, .. }) if name == placeholder => {
                    Some(Carried { ident: ident.clone(), ty: ty.clone() })
                }
                _ => None,
            })
        })
        .collect();
    (checked, carried)
}

/// The names in braces, in order, once the text around them is one that Discord and the runtime can carry.
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
                "a brace without its partner",
                "write `{parameter}`; other text has no braces",
            );
            return None;
        };
        if before.is_empty() && names.last().is_some() {
            touching =
                touching.or_else(|| Some((names.last().cloned().unwrap_or_default(), name.to_owned())));
        }
        if !is_name(name) {
            let message = format!("`{{{name}}}` names no parameter");
            diag.error_help(template, message, "write a parameter's name between the braces, nothing else");
        } else if names.iter().any(|known| known == name) {
            diag.error_help(
                template,
                format_args!("`{{{name}}}` stands here twice"),
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
            format_args!("`{{{one}}}` and `{{{other}}}` touch, so nobody can tell where one ends"),
            format_args!("put some text between: `{{{one}}}:{{{other}}}`"),
        );
    }
    literal(template, &text, &fixed, diag);
    Some(names)
}

/// Behind a placeholder stands a mark that no value contains, because values escape it.
fn separated(template: &LitStr, placeholder: Option<&String>, text: &str, diag: &mut Diagnostics) {
    let (Some(placeholder), Some(first)) = (placeholder, text.chars().next()) else { return };
    // What is not allowed anywhere is reported as that.
    let mark = first.is_ascii_punctuation() && !matches!(first, '_' | '-' | '.');
    if mark || first.is_whitespace() || first.is_control() {
        return;
    }
    diag.error_help(
        template,
        format_args!("`{first}` behind `{{{placeholder}}}` could be part of its value"),
        format_args!("put a mark between, such as `:` or `/`: `{{{placeholder}}}:{text}`"),
    );
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !text.starts_with(|c: char| c.is_numeric())
        && !text.is_empty()
}

/// The rules for the text around the placeholders.
fn literal(template: &LitStr, text: &str, fixed: &str, diag: &mut Diagnostics) {
    if text.is_empty() || text.starts_with('{') {
        diag.error_help(
            template,
            "a custom id begins with some text of its own, which tells it from others",
            match text {
                "" => "write the function's name, such as `\"vote\"`".to_owned(),
                text => format!("write the function's name in front: `\"vote:{text}\"`"),
            },
        );
    }
    if let Some(wrong) = fixed.chars().find(|c| matches!(c, '~' | '%') || c.is_whitespace() || c.is_control())
    {
        let why = if matches!(wrong, '~' | '%') {
            "the framework signs and escapes with it"
        } else {
            "a custom id is one word"
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
            "shorten it; Discord takes 100, and signature and expiry are 25 of them",
        );
    }
}

/// Every placeholder is a parameter, and every parameter but one has a placeholder.
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
        let message = format!("`{{{placeholder}}}` is no owned parameter of the function");
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
        if let Some(key) = argument.keys.first() {
            let message = "the value comes from the custom id, where the bot put it";
            diag.error_help(key, message, "remove `#[arg(…)]`");
        }
    }
    // A parameter that the template misspells is not one that it leaves out.
    if placeholders.iter().all(|placeholder| names().any(|name| name == placeholder)) {
        values(&outside, owned.last().map(|(argument, _)| &argument.ident), diag);
    }
}

/// At most one parameter takes the values of a select menu: the last.
fn values(outside: &[&(&ArgumentParam, String)], last: Option<&Ident>, diag: &mut Diagnostics) {
    let Some(((argument, name), more)) = outside.split_first() else { return };
    for key in argument.keys.iter().filter(|key| TYPED.iter().any(|typed| key == typed)) {
        let message = format!("`{key}` is for what people type; these are the values of a select menu");
        diag.error_help(key, message, format_args!("remove `{key}`"));
    }
    for (other, other_name) in more {
        diag.error_help(
            &other.ident,
            format_args!("neither `{name}` nor `{other_name}` is in the custom id, and a select menu gives one list of values"),
            format_args!("write `{{{name}}}` or `{{{other_name}}}` in the custom id, or remove a parameter"),
        );
    }
    if more.is_empty() && last != Some(&argument.ident) {
        diag.error_help(
            &argument.ident,
            format_args!(
                "`{name}` is not in the custom id, so it takes the values of a select menu, and stands last"
            ),
            format_args!("write `{{{name}}}` in the custom id, or move the parameter to the end"),
        );
    }
}

/// The keys of `#[arg(…)]` that say how people type a value.
const TYPED: &[&str] =
    &["rename", "description", "default", "rest", "choices", "autocomplete", "flag", "flatten"];
