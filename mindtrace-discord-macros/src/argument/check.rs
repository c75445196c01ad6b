//! The rules for all arguments of a handler or struct: order, number, names.

use std::collections::HashSet;

use quote::ToTokens;
use syn::{ExprPath, Ident, Type};

use super::choices::Choice;
use super::params::{ArgumentParam, Param, Shape, outer};
use super::source::Source;
use super::values::DefaultValue;
use super::{choice_rules, limits, naming, shape};
use crate::diag::Diagnostics;
use crate::keys::{Keyed, Number, NumberValue};
use crate::names;
use crate::naming::words;

/// A checked parameter or field.
// A command has only a few of these.
#[allow(clippy::large_enum_variant)]
pub enum CheckedParam {
    Injected(Type),
    Argument(Argument),
    /// A struct of arguments.
    Flattened {
        ident: Ident,
        ty: Type,
    },
}

/// A checked argument.
pub struct Argument {
    pub ident: Ident,
    pub ty: Type,
    pub reading: Reading,
    pub name: String,
    pub description: String,
    pub choices: Vec<Choice>,
    pub autocomplete: Option<ExprPath>,
    /// The runtime's constants of the channel types.
    pub channel_types: Vec<&'static str>,
    /// The builder calls of the flags that are set: `below_caller`, `flag` …
    pub flags: Vec<&'static str>,
    pub default: Option<DefaultValue>,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub min_len: Option<u16>,
    pub max_len: Option<u16>,
}

/// How a value is converted to the type.
pub enum Reading {
    /// By the type.
    Argument,
    /// By `FromStr` of the item type.
    Parsed { item: Box<Type>, shape: Shape, expected: String },
}

/// Checks all arguments of one handler or struct.
pub fn check(params: Vec<Param>, source: Source, diag: &mut Diagnostics) -> Vec<CheckedParam> {
    let mut seen = HashSet::new();
    let mut optional: Option<String> = None;
    let mut checked = Vec::new();
    // Flags and files are not among the words of a message.
    let last =
        params.iter().rposition(|param| matches!(param, Param::Argument(argument) if argument.takes_words()));
    let count = params.iter().filter(|param| matches!(param, Param::Argument(_))).count();
    let mut position_of_argument = 0;
    for (position, param) in params.into_iter().enumerate() {
        let argument = match param {
            Param::Injected(ty) => {
                checked.push(CheckedParam::Injected(ty));
                continue;
            }
            Param::Argument(argument) => argument,
        };
        position_of_argument += 1;
        if position_of_argument == 26 && source.is_text() {
            diag.error_help(
                &argument.ident,
                format_args!("Discord allows 25 arguments, this is one more ({count} in all)"),
                "take several values in a `Vec` or one string, or split the command",
            );
        }
        if argument.flatten.as_ref().is_some_and(|flatten| flatten.value) {
            flattened(&argument, diag);
            checked.push(CheckedParam::Flattened { ident: argument.ident, ty: argument.ty });
            continue;
        }
        let name = match source {
            Source::Command | Source::Struct => naming::check(&argument, diag),
            Source::Modal | Source::Component => naming::plain(&argument.ident),
        };
        if !seen.insert(name.clone()) {
            let tokens = argument
                .rename
                .as_ref()
                .map_or_else(|| argument.ident.to_token_stream(), |rename| rename.value.to_token_stream());
            diag.error_help(
                tokens,
                format_args!("duplicate argument name `{name}`"),
                "rename one of them with `#[arg(rename = \"…\")]`",
            );
        }
        let kind = limits::check(&argument, diag);
        choice_rules::check(&argument, kind, diag);
        shape::check(&argument, kind, source, Some(position) >= last, diag);
        let flag = argument.flag.as_ref().is_some_and(|flag| flag.value);
        let required = argument.shape == Shape::Required && argument.default.is_none() && !flag;
        match &optional {
            Some(before) if required && source.is_text() => diag.error_help(
                &argument.ident,
                format_args!("the required argument `{name}` comes after the optional `{before}`"),
                format_args!("move `{}` to the front, or make it an `Option`", argument.ident),
            ),
            // A list may be empty, but its values can be told apart from those of later arguments.
            None if !required && argument.shape != Shape::List => optional = Some(name.clone()),
            _ => {}
        }
        let description = description(&argument, &name, source, diag);
        checked.push(CheckedParam::Argument(finish(argument, name, description)));
    }
    checked
}

fn finish(argument: ArgumentParam, name: String, description: String) -> Argument {
    let flags =
        [("below_caller", &argument.below_caller), ("flag", &argument.flag), ("rest", &argument.rest)];
    let flags = flags
        .into_iter()
        .filter(|(_, flag)| flag.as_ref().is_some_and(|flag| flag.value))
        .map(|(name, _)| name)
        .collect();
    let types = argument.channel_types.iter().flat_map(|types| &types.value);
    let channel_types = types
        .filter_map(|name| names::CHANNELS.iter().find(|(known, _)| *known == name.text))
        .map(|(_, constant)| *constant)
        .collect();
    Argument {
        name,
        description,
        reading: reading(&argument),
        channel_types,
        flags,
        min_len: characters(argument.min_len.as_ref()),
        max_len: characters(argument.max_len.as_ref()),
        choices: argument.choices.map(|choices| choices.value).unwrap_or_default(),
        autocomplete: argument.autocomplete.map(|function| function.value),
        default: argument.default.map(|default| default.value),
        min: argument.min.map(|min| min.value),
        max: argument.max.map(|max| max.value),
        ident: argument.ident,
        ty: argument.ty,
    }
}

fn reading(argument: &ArgumentParam) -> Reading {
    if !argument.parse.as_ref().is_some_and(|parse| parse.value) {
        return Reading::Argument;
    }
    let item = Box::new(argument.item().clone());
    let expected = match &argument.expected {
        Some(expected) => expected.value.value().trim().to_owned(),
        None => {
            let name = outer(&item).map_or_else(|| item.to_token_stream().to_string(), |(name, _)| name);
            format!("a valid `{name}`")
        }
    };
    Reading::Parsed { item, shape: argument.shape, expected }
}

/// Checks a flattened argument: all keys belong on the fields of its struct.
fn flattened(argument: &ArgumentParam, diag: &mut Diagnostics) {
    for key in argument.keys.iter().filter(|key| *key != "flatten") {
        diag.error_help(
            key,
            format_args!("`{key}` cannot be combined with `flatten`"),
            format_args!("write `#[arg({key} …)]` on a field of the struct"),
        );
    }
    if argument.shape != Shape::Required || !is_own(&argument.ty) {
        diag.error_help(
            &argument.ty,
            "`flatten` needs a struct",
            "take a struct with `#[derive(Args)]`, or remove `flatten`",
        );
    }
}

/// Returns whether the type could be a custom struct, judging by its name.
fn is_own(ty: &Type) -> bool {
    matches!(limits::kind(ty), limits::Kind::Unknown | limits::Kind::Other) && matches!(ty, Type::Path(_))
}

/// Checks Discord's rule: a description has 1 to 100 characters.
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

fn description(argument: &ArgumentParam, name: &str, source: Source, diag: &mut Diagnostics) -> String {
    if let Some(description) = &argument.description {
        description_length(&description.value.value(), &description.value, diag);
        return description.value.value().trim().to_owned();
    }
    if argument.summary.is_empty() {
        // A field of a modal has a label.
        return if source == Source::Modal { String::new() } else { words(name) };
    }
    let length = argument.summary.chars().count();
    if length > 100 {
        let help = match source {
            Source::Modal => "shorten it",
            _ => "shorten it, or write `#[arg(description = \"…\")]`",
        };
        diag.error_help(
            argument.doc.as_ref().map_or_else(|| argument.ident.to_token_stream(), ToTokens::to_token_stream),
            format_args!("the doc comment of an argument is its description: at most 100 characters, this one has {length}"),
            help,
        );
    }
    argument.summary.clone()
}

fn characters(length: Option<&Keyed<Number>>) -> Option<u16> {
    match length?.value.value {
        NumberValue::Integer(length) => u16::try_from(length).ok(),
        NumberValue::Float(_) | NumberValue::Duration(_) => None,
    }
}
