//! The rules for the keys that change how an argument is read: `rest`, `flag`, `parse`, `autocomplete` and the like.

use quote::ToTokens;

use super::limits::{self, Kind};
use super::params::{ArgumentParam, Shape, outer};
use super::place::Place;
use crate::diag::{Diagnostics, list, nearest};
use crate::keys::Keyed;
use crate::names;

/// Checks one argument; `last` says whether no other argument follows it.
pub fn check(argument: &ArgumentParam, kind: Kind, place: Place, last: bool, diag: &mut Diagnostics) {
    nested(argument, diag);
    if place.is_text() {
        ends_the_text(argument, kind, last, diag);
    }
    flag(argument, kind, diag);
    parsed(argument, diag);
    suggested(argument, kind, diag);
    channels(argument, kind, diag);
    below_caller(argument, kind, diag);
}

/// One value, an `Option` or a `Vec`: not one inside the other.
fn nested(argument: &ArgumentParam, diag: &mut Diagnostics) {
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
}

/// What takes everything up to the end of a message is the last.
fn ends_the_text(argument: &ArgumentParam, kind: Kind, last: bool, diag: &mut Diagnostics) {
    if argument.shape == Shape::List && !last && !is_told_by_looks(argument, kind) {
        let help = format!("move `{}` to the end", argument.ident);
        diag.error_help(
            &argument.ty,
            "a `Vec` of these takes everything up to the end, so nothing can follow it",
            help,
        );
    }
    if let Some(Keyed { key, value: true }) = &argument.rest {
        if !last {
            let help = format!("move `{}` to the end", argument.ident);
            diag.error_help(key, "`rest` takes everything up to the end, so nothing can follow it", help);
        }
        if argument.shape == Shape::List || !matches!(kind, Kind::Text | Kind::Unknown) {
            diag.error_help(
                &argument.ty,
                "`rest` is one text",
                "write `String` or `Option<String>`, or remove `rest`",
            );
        }
        if let Some(choices) = &argument.choices {
            diag.error_help(&choices.key, "a choice is one word, `rest` is many", "remove one of the two");
        }
    }
}

/// Whether the words of a list can be told from those behind it: numbers, mentions and choices can. What the type's spelling does
/// not show, the runtime's const assertion decides.
fn is_told_by_looks(argument: &ArgumentParam, kind: Kind) -> bool {
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
            "a flag is there or not",
            "write `bool`: true when somebody types the flag, else false",
        );
    }
    if let Some(default) = &argument.default {
        diag.error_help(
            &default.key,
            "a flag that nobody types is false",
            format_args!("remove `default`, or remove `{key}` and keep a `bool` that people type"),
        );
    }
}

fn parsed(argument: &ArgumentParam, diag: &mut Diagnostics) {
    let parse = argument.parse.as_ref().filter(|parse| parse.value);
    if let Some(expected) = &argument.expected {
        if parse.is_none() {
            let message = "`expected` says what `parse` understands; other types say it themselves";
            diag.error_help(&expected.key, message, "remove it, or add `parse`");
        } else if expected.value.value().trim().is_empty() {
            diag.error_help(
                &expected.value,
                "`expected` is empty",
                "write what to type: `\"an IP address\"`",
            );
        }
    }
    let kind = limits::kind(argument.item());
    if let Some(Keyed { key, .. }) = parse
        && !matches!(kind, Kind::Other | Kind::Unknown)
    {
        let ty = argument.item().to_token_stream();
        diag.error_help(key, format_args!("`{ty}` is read without help"), "remove `parse`");
    }
}

fn suggested(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(Keyed { key, .. }) = &argument.autocomplete else { return };
    if let Some(choices) = &argument.choices {
        diag.error_help(
            &choices.key,
            "Discord shows fixed choices or suggestions, not both",
            "remove `choices` or `autocomplete`",
        );
    }
    if kind == Kind::Boolean || (kind == Kind::Other && is_one_of(argument, PICKED)) {
        diag.error_help(
            key,
            "Discord suggests texts and numbers; for this type people pick from its own list",
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
                let message = format!("`{known}` stands here twice");
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
        && !is_one_of(argument, PEOPLE)
    {
        diag.error_help(
            key,
            "`below_caller` compares the roles of two people",
            "take a `Member`, a `User` or a `UserId`, or remove `below_caller`",
        );
    }
}

/// What people pick in a list of Discord's own.
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

const PEOPLE: &[&str] = &["User", "Member", "UserId"];

fn is_one_of(argument: &ArgumentParam, types: &[&str]) -> bool {
    outer(argument.item()).is_some_and(|(name, _)| types.contains(&name.as_str()))
}
