//! The rules for a command's parameters together: their order, their number, their names.

use std::collections::HashSet;

use quote::ToTokens;
use syn::Type;

use super::params::{ArgumentParam, DefaultValue, Param, Shape, outer};
use super::{limits, naming};
use crate::diag::Diagnostics;
use crate::keys::{Keyed, Number, NumberValue};

/// A parameter as it will be registered.
// A command has a handful of these, once.
#[allow(clippy::large_enum_variant)]
pub enum CheckedParam {
    Provided(Type),
    Argument(Argument),
}

/// An argument as it will be registered.
pub struct Argument {
    pub ty: Type,
    pub name: String,
    pub description: String,
    pub default: Option<DefaultValue>,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub min_len: Option<u16>,
    pub max_len: Option<u16>,
    pub rest: bool,
}

/// Checks all parameters of a command.
pub fn check(params: Vec<Param>, diag: &mut Diagnostics) -> Vec<CheckedParam> {
    let mut seen = HashSet::new();
    let mut optional: Option<String> = None;
    let mut checked = Vec::new();
    let last = params.iter().rposition(|param| matches!(param, Param::Argument(_)));
    let count = params.iter().filter(|param| matches!(param, Param::Argument(_))).count();
    let mut position_of_argument = 0;
    for (position, param) in params.into_iter().enumerate() {
        let argument = match param {
            Param::Provided(ty) => {
                checked.push(CheckedParam::Provided(ty));
                continue;
            }
            Param::Argument(argument) => argument,
        };
        position_of_argument += 1;
        if position_of_argument == 26 {
            diag.error_help(
                &argument.ident,
                format_args!("Discord allows 25 arguments, this is one more ({count} in all)"),
                "take several values in one text or a `Vec`, or split the command",
            );
        }
        let name = naming::argument(&argument, diag);
        if !seen.insert(name.clone()) {
            let tokens = argument
                .rename
                .as_ref()
                .map_or_else(|| argument.ident.to_token_stream(), |rename| rename.value.to_token_stream());
            diag.error_help(
                tokens,
                format_args!("two arguments are called `{name}`"),
                "rename one of them with `#[arg(rename = \"…\")]`",
            );
        }
        limits::check(&argument, diag);
        shape(&argument, Some(position) == last, diag);
        // A `Vec` may be empty, so it is as optional as an `Option`.
        let required = argument.shape == Shape::Required && argument.default.is_none();
        match &optional {
            Some(before) if required => diag.error_help(
                &argument.ident,
                format_args!("the required argument `{name}` stands after the optional `{before}`; Discord wants required ones first"),
                format_args!("move `{}` in front, or make it an `Option`", argument.ident),
            ),
            None if !required => optional = Some(name.clone()),
            _ => {}
        }
        checked.push(CheckedParam::Argument(Argument {
            description: description(&argument, &name, diag),
            name,
            min_len: characters(argument.min_len.as_ref()),
            max_len: characters(argument.max_len.as_ref()),
            rest: argument.rest.is_some_and(|rest| rest.value),
            default: argument.default.map(|default| default.value),
            min: argument.min.map(|min| min.value),
            max: argument.max.map(|max| max.value),
            ty: argument.ty,
        }));
    }
    checked
}

/// Discord: a description has 1 to 100 characters.
pub fn description_length(text: &str, tokens: &syn::LitStr, diag: &mut Diagnostics) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        diag.error_help(tokens, "a description cannot be empty", "write 1 to 100 characters");
    } else if length > 100 {
        diag.error_help(
            tokens,
            format_args!("a description has at most 100 characters, this one has {length}"),
            "shorten it",
        );
    }
}

/// A description for what has none: Discord insists on one, and a name says at least as much as a placeholder would.
pub fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

fn description(argument: &ArgumentParam, name: &str, diag: &mut Diagnostics) -> String {
    if let Some(description) = &argument.description {
        description_length(&description.value.value(), &description.value, diag);
        return description.value.value().trim().to_owned();
    }
    if argument.summary.is_empty() {
        return words(name);
    }
    let length = argument.summary.chars().count();
    if length > 100 {
        diag.error_help(
            argument.doc.as_ref().map_or_else(|| argument.ident.to_token_stream(), ToTokens::to_token_stream),
            format_args!("the doc comment of an argument is what Discord shows, at most 100 characters; this one has {length}"),
            "shorten it, or write `#[arg(description = \"…\")]`",
        );
    }
    argument.summary.clone()
}

fn shape(argument: &ArgumentParam, last: bool, diag: &mut Diagnostics) {
    if argument.shape != Shape::Required
        && let Some((inner, Some(item))) = outer(argument.item())
        && (inner == "Option" || inner == "Vec")
    {
        let item = item.to_token_stream().to_string().replace(' ', "");
        let help = if inner == "Option" && argument.shape == Shape::Optional {
            format!("write `Option<{item}>`")
        } else {
            format!("write `Vec<{item}>`; it is empty when nothing is given")
        };
        diag.error_help(
            &argument.ty,
            "an argument is one value, an `Option` of one or a `Vec` of some, not both",
            help,
        );
    }
    if argument.shape == Shape::List && !last {
        let help = format!("move `{}` to the end", argument.ident);
        diag.error_help(
            &argument.ty,
            "a `Vec` takes everything up to the end, so nothing can follow it",
            help,
        );
    }
    if let Some(Keyed { key, value: true }) = &argument.rest {
        if !last {
            let help = format!("move `{}` to the end", argument.ident);
            diag.error_help(key, "`rest` takes everything up to the end, so nothing can follow it", help);
        }
        let text = matches!(limits::kind(argument.item()), limits::Kind::Text | limits::Kind::Unknown);
        if argument.shape == Shape::List || !text {
            diag.error_help(
                &argument.ty,
                "`rest` is one text",
                "write `String` or `Option<String>`, or remove `rest`",
            );
        }
    }
}

fn characters(length: Option<&Keyed<Number>>) -> Option<u16> {
    match length?.value.value {
        NumberValue::Integer(length) => u16::try_from(length).ok(),
        NumberValue::Float(_) => None,
    }
}
