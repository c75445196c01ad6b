//! The rules of an argument's choices.

use std::collections::HashSet;

use proc_macro2::Ident;
use quote::ToTokens;

use super::choices::{Choice, Value};
use super::limits::{Kind, is_duration_text};
use super::params::{ArgumentParam, outer};
use super::values::DefaultValue;
use crate::diag::{Diagnostics, list};
use crate::keys::{Keyed, NumberValue};

/// Checks the choices against each other, the type and the default.
pub fn check(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(Keyed { key, value: choices }) = &argument.choices else { return };
    // Discord: at most 25 choices.
    if let Some(choice) = choices.get(25) {
        diag.error_help(
            &choice.tokens,
            format_args!("Discord allows 25 choices, this is one more ({} in all)", choices.len()),
            "remove some, or write `autocomplete = …`, which has no such limit",
        );
    }
    let mut seen = (HashSet::new(), HashSet::new());
    for choice in choices {
        let sent = choice.sent();
        for text in [&choice.name, &sent] {
            let length = text.chars().count();
            if length == 0 || length > 100 {
                diag.error_help(
                    &choice.tokens,
                    format_args!("a choice has 1 to 100 characters, this one has {length}"),
                    "write 1 to 100 characters",
                );
                break;
            }
        }
        let new = (seen.0.insert(choice.name.to_lowercase()), seen.1.insert(sent.to_lowercase()));
        if new != (true, true) {
            let (what, text) = if new.0 { ("value", &sent) } else { ("name", &choice.name) };
            diag.error_help(
                &choice.tokens,
                format_args!("duplicate choice {what} `{text}`"),
                "change one of the two, or remove it",
            );
        }
    }
    let texts = choices.iter().filter(|choice| matches!(choice.value, Value::Text(_))).count();
    if texts != 0
        && texts != choices.len()
        && let Some(odd) =
            choices.iter().find(|choice| matches!(choice.value, Value::Text(_)) != is_text(choices))
    {
        diag.error_help(
            &odd.tokens,
            "choices must be all strings or all numbers",
            "quote all of them, or none",
        );
        return;
    }
    fits(argument, kind, choices, key, diag);
    for bound in [&argument.min, &argument.max, &argument.min_len, &argument.max_len].into_iter().flatten() {
        diag.error_help(
            &bound.key,
            format_args!("`{}` cannot be combined with `choices`", bound.key),
            format_args!("remove `{}`", bound.key),
        );
    }
    default(argument, choices, diag);
}

fn is_text(choices: &[Choice]) -> bool {
    choices.first().is_some_and(|choice| matches!(choice.value, Value::Text(_)))
}

/// Checks that every choice is a value of the type.
fn fits(argument: &ArgumentParam, kind: Kind, choices: &[Choice], key: &Ident, diag: &mut Diagnostics) {
    let duration = outer(argument.item()).is_some_and(|(name, _)| name == "Duration");
    for choice in choices {
        match (kind, &choice.value) {
            (Kind::Boolean, _) => {
                return diag.error_help(key, "a `bool` cannot have `choices`", "remove `choices`");
            }
            (Kind::Other, Value::Text(text)) if duration && is_duration_text(text) => {}
            (Kind::Other, Value::Text(_)) if duration => diag.error_help(
                &choice.tokens,
                "the choice is not a duration",
                "write a string such as `\"30s\"` or `\"1h30m\"`",
            ),
            (Kind::Other | Kind::Character, _) => {
                let help = "remove `choices`, or take a `String` or a number";
                return diag.error_help(key, "`choices` is for strings and numbers", help);
            }
            (Kind::Text, Value::Number(_)) => diag.error_help(
                &choice.tokens,
                "the argument is a string, the choice is not",
                "put the choice in quotes",
            ),
            (Kind::Integer { .. } | Kind::Number, Value::Text(_)) => diag.error_help(
                &choice.tokens,
                "the argument is a number, the choice is a string",
                "write a number without quotes, or `\"one\" = 1` to show another name",
            ),
            (Kind::Integer { .. }, Value::Number(NumberValue::Float(_))) => diag.error_help(
                &choice.tokens,
                "the argument is a whole number, the choice is not",
                "write a whole number",
            ),
            (Kind::Integer { min, max }, Value::Number(NumberValue::Integer(value)))
                if !(min..=max).contains(value) =>
            {
                diag.error_help(
                    &choice.tokens,
                    format_args!("the type cannot hold {value}"),
                    format_args!("write a number from {min} to {max}, or use a wider type"),
                );
            }
            _ => {}
        }
    }
}

/// Checks that the default is one of the choices.
fn default(argument: &ArgumentParam, choices: &[Choice], diag: &mut Diagnostics) {
    let Some(default) = &argument.default else { return };
    let (found, tokens) = match &default.value {
        DefaultValue::Text(text) => {
            let written = text.value();
            let found = choices.iter().any(|choice| choice.sent() == written || choice.name == written);
            (found, text.to_token_stream())
        }
        DefaultValue::Number(number) => {
            let found = choices.iter().any(|choice| choice.value == Value::Number(number.value));
            (found, number.tokens.clone())
        }
        // The rules for defaults report a boolean.
        DefaultValue::Boolean(..) => return,
    };
    if !found {
        let sent: Vec<String> = choices.iter().map(Choice::sent).collect();
        let sent = list(sent.iter().map(String::as_str));
        diag.error_help(
            tokens,
            "the default is not one of the choices",
            format_args!("the choices are {sent}"),
        );
    }
}
