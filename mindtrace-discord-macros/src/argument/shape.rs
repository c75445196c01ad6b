//! The rules for the keys that change how an argument is parsed, such as `rest`, `flag`, `parse` and `autocomplete`.

use quote::ToTokens;

use super::limits::{self, Kind};
use super::params::{ArgumentParam, Shape, outer};
use super::source::Source;
use crate::diag::{Diagnostics, list, nearest};
use crate::keys::Keyed;
use crate::names;

/// Checks one argument; `last` is whether no other argument follows it.
pub fn check(argument: &ArgumentParam, kind: Kind, source: Source, last: bool, diag: &mut Diagnostics) {
    nested(argument, diag);
    if source.is_text() {
        ends_the_text(argument, kind, last, diag);
    }
    flag(argument, kind, diag);
    parsed(argument, diag);
    suggested(argument, kind, diag);
    channels(argument, kind, diag);
    below_caller(argument, kind, diag);
}

/// Refuses an `Option` or a `Vec` inside another.
fn nested(argument: &ArgumentParam, diag: &mut Diagnostics) {
    if argument.shape != Shape::Required
        && let Some((inner, Some(item))) = outer(argument.item())
        && (inner == "Option" || inner == "Vec")
    {
        let item = item.to_token_stream().to_string().replace(' ', "");
        let help = if inner == "Option" && argument.shape == Shape::Optional {
            format!("write `Option<{item}>`")
        } else {
            format!("write `Vec<{item}>`; without values it is empty")
        };
        diag.error_help(&argument.ty, "an argument cannot nest `Option` and `Vec`", help);
    }
}

/// Checks that an argument that takes the rest of a message is the last.
fn ends_the_text(argument: &ArgumentParam, kind: Kind, last: bool, diag: &mut Diagnostics) {
    if argument.shape == Shape::List && !last && !is_distinguishable(argument, kind) {
        let help = format!("move `{}` to the end", argument.ident);
        diag.error_help(&argument.ty, "this `Vec` takes the rest of the message, so it must be last", help);
    }
    if let Some(Keyed { key, value: true }) = &argument.rest {
        if !last {
            let help = format!("move `{}` to the end", argument.ident);
            diag.error_help(key, "`rest` takes the rest of the message, so it must be last", help);
        }
        if argument.shape == Shape::List || !matches!(kind, Kind::Text | Kind::Unknown) {
            diag.error_help(
                &argument.ty,
                "`rest` is for strings",
                "write `String` or `Option<String>`, or remove `rest`",
            );
        }
        if let Some(choices) = &argument.choices {
            diag.error_help(
                &choices.key,
                "`choices` cannot be combined with `rest`",
                "remove one of the two",
            );
        }
    }
}

/// Returns whether the values of a list can be told apart from later arguments: numbers, mentions and choices can. For unknown
/// types, the runtime's const assertion decides.
fn is_distinguishable(argument: &ArgumentParam, kind: Kind) -> bool {
    match kind {
        Kind::Integer { .. } | Kind::Number | Kind::Boolean | Kind::Unknown => true,
        Kind::Other => is_one_of(argument, PICKED),
        Kind::Text | Kind::Character => argument.choices.is_some(),
    }
}

fn flag(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(Keyed { key, value: true }) = &argument.flag else { return };
    if argument.shape != Shape::Required || !matches!(kind, Kind::Boolean | Kind::Unknown) {
        diag.error_help(
            &argument.ty,
            "a flag must be a `bool`",
            "write `bool`; it is true if the caller types the flag",
        );
    }
    if let Some(default) = &argument.default {
        diag.error_help(
            &default.key,
            "a flag cannot have a default",
            format_args!("remove `default`, or remove `{key}` so that callers type the value"),
        );
    }
}

fn parsed(argument: &ArgumentParam, diag: &mut Diagnostics) {
    let parse = argument.parse.as_ref().filter(|parse| parse.value);
    if let Some(expected) = &argument.expected {
        if parse.is_none() {
            let message = "`expected` needs `parse`";
            diag.error_help(&expected.key, message, "remove it, or add `parse`");
        } else if expected.value.value().trim().is_empty() {
            diag.error_help(
                &expected.value,
                "`expected` is empty",
                "describe the value, such as `\"an IP address\"`",
            );
        }
    }
    let kind = limits::kind(argument.item());
    if let Some(Keyed { key, .. }) = parse
        && !matches!(kind, Kind::Other | Kind::Unknown)
    {
        let ty = argument.item().to_token_stream();
        diag.error_help(key, format_args!("`{ty}` does not need `parse`"), "remove `parse`");
    }
}

fn suggested(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(Keyed { key, .. }) = &argument.autocomplete else { return };
    if let Some(choices) = &argument.choices {
        diag.error_help(
            &choices.key,
            "`choices` cannot be combined with `autocomplete`",
            "remove `choices` or `autocomplete`",
        );
    }
    if kind == Kind::Boolean || (kind == Kind::Other && is_one_of(argument, PICKED)) {
        diag.error_help(
            key,
            "`autocomplete` is for strings and numbers; Discord lists the values of this type",
            "remove `autocomplete`, or take a `String`",
        );
    }
}

fn channels(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(Keyed { key, value }) = &argument.channel_types else { return };
    if kind != Kind::Unknown && !is_one_of(argument, CHANNELS) {
        diag.error_help(
            key,
            "`channel_types` is for channels",
            "take a `GuildChannel` or a `ChannelId`, or remove `channel_types`",
        );
    }
    let known = || names::CHANNELS.iter().map(|(name, _)| *name);
    let mut seen = Vec::new();
    for name in value {
        let message = format!("unknown channel type `{}`", name.text);
        match names::CHANNELS.iter().find(|(known, _)| *known == name.text) {
            Some((known, _)) if seen.contains(known) => {
                let message = format!("duplicate channel type `{known}`");
                diag.error_help(&name.tokens, message, "remove one of the two");
            }
            Some((known, _)) => seen.push(*known),
            None => match nearest(&name.text, known()) {
                Some(found) => {
                    diag.error_help(&name.tokens, message, format_args!("did you mean `{found}`?"));
                }
                None => {
                    let help = format!("the channel types are {}", list(known()));
                    diag.error_help(&name.tokens, message, help);
                }
            },
        }
    }
}

fn below_caller(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    if let Some(Keyed { key, value: true }) = &argument.below_caller
        && kind != Kind::Unknown
        && !is_one_of(argument, MEMBERS)
    {
        diag.error_help(
            key,
            "`below_caller` is for members",
            "take a `Member`, a `User` or a `UserId`, or remove `below_caller`",
        );
    }
}

/// Types whose values Discord lists.
const PICKED: &[&str] = &[
    "User",
    "Member",
    "UserId",
    "Role",
    "RoleId",
    "GuildChannel",
    "PartialChannel",
    "ChannelId",
    "UserOrRole",
    "Attachment",
];

const CHANNELS: &[&str] = &["GuildChannel", "PartialChannel", "ChannelId"];

const MEMBERS: &[&str] = &["User", "Member", "UserId"];

fn is_one_of(argument: &ArgumentParam, types: &[&str]) -> bool {
    outer(argument.item()).is_some_and(|(name, _)| types.contains(&name.as_str()))
}
