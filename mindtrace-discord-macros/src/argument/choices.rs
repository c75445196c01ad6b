//! `choices("red", "Dark red" = "dark-red")`: the only values an argument accepts.
//!
//! ```text
//! choices = "choices" "(" choice ("," choice)* [","] ")"
//! choice  = [name "="] value
//! value   = text | number
//! ```

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use super::limits::{Kind, is_length_of_time};
use super::params::{ArgumentParam, outer};
use super::values::DefaultValue;
use crate::diag::Diagnostics;
use crate::keys::{Entry, Form, Keyed, NumberValue, number, split_at_commas};

/// One choice as written.
#[derive(Clone)]
pub struct Choice {
    pub name: String,
    pub value: Value,
    pub tokens: TokenStream,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(NumberValue),
}

impl Choice {
    /// What is sent.
    pub fn sent(&self) -> String {
        match &self.value {
            Value::Text(text) => text.clone(),
            Value::Number(NumberValue::Integer(number)) => number.to_string(),
            Value::Number(NumberValue::Float(number)) => number.to_string(),
        }
    }
}

/// Reads the list.
pub fn parse(entry: &Entry, diag: &mut Diagnostics) -> Option<Vec<Choice>> {
    let Form::List(tokens) = &entry.form else {
        let help = "write `choices(\"red\", \"green\")` or `choices(1, 2, 5)`";
        return entry.wrong(diag, "`choices` takes a list", help);
    };
    let parts = split_at_commas(tokens.clone());
    if parts.is_empty() {
        diag.error_help(&entry.key, "`choices` is empty", "name at least one, or remove `choices`");
        return None;
    }
    let mut choices = Vec::new();
    for part in parts {
        match choice(part.clone()) {
            Some(choice) => choices.push(choice),
            None => {
                let help = match syn::parse2::<Ident>(part.clone()) {
                    Ok(word) => format!("write `\"{word}\"`"),
                    Err(_) => {
                        "write `\"red\"`, `5` or, with another name for people, `\"Dark red\" = \"dark-red\"`"
                            .to_owned()
                    }
                };
                diag.error_help(part, "a choice is a text or a number", help);
            }
        }
    }
    Some(choices)
}

fn choice(tokens: TokenStream) -> Option<Choice> {
    let mut rest = tokens.clone().into_iter();
    let first: TokenStream = rest.next().into_iter().collect();
    match rest.next() {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
            let name = syn::parse2::<LitStr>(first).ok()?.value();
            Some(Choice { name, value: value(rest.collect())?, tokens })
        }
        _ => {
            let value = value(tokens.clone())?;
            let name = match &value {
                Value::Text(text) => text.clone(),
                Value::Number(_) => tokens.to_string().replace(' ', ""),
            };
            Some(Choice { name, value, tokens })
        }
    }
}

fn value(tokens: TokenStream) -> Option<Value> {
    match syn::parse2::<LitStr>(tokens.clone()) {
        Ok(text) => Some(Value::Text(text.value())),
        Err(_) => number(tokens).map(|number| Value::Number(number.value)),
    }
}

/// Checks the choices against each other, the type and the default.
pub fn check(argument: &ArgumentParam, kind: Kind, diag: &mut Diagnostics) {
    let Some(Keyed { key, value: choices }) = &argument.choices else { return };
    // Discord: at most 25 choices.
    if let Some(choice) = choices.get(25) {
        diag.error_help(
            &choice.tokens,
            format_args!("Discord allows 25 choices, this is one more ({} in all)", choices.len()),
            "remove some, or write `autocomplete = …`, which suggests from any number",
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
                    "change its length",
                );
                break;
            }
        }
        let new = (seen.0.insert(choice.name.to_lowercase()), seen.1.insert(sent.to_lowercase()));
        if new != (true, true) {
            let (what, text) = if new.0 { ("sent as", &sent) } else { ("called", &choice.name) };
            diag.error_help(
                &choice.tokens,
                format_args!("two choices are {what} `{text}`"),
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
            "choices are all texts or all numbers",
            "put every one in quotes, or none",
        );
        return;
    }
    fits(argument, kind, choices, key, diag);
    for bound in [&argument.min, &argument.max, &argument.min_len, &argument.max_len].into_iter().flatten() {
        diag.error_help(
            &bound.key,
            format_args!("the choices say what is accepted, so `{}` says nothing", bound.key),
            format_args!("remove `{}`", bound.key),
        );
    }
    default(argument, choices, diag);
}

fn is_text(choices: &[Choice]) -> bool {
    choices.first().is_some_and(|choice| matches!(choice.value, Value::Text(_)))
}

/// Every choice is a value of the type.
fn fits(argument: &ArgumentParam, kind: Kind, choices: &[Choice], key: &Ident, diag: &mut Diagnostics) {
    let duration = outer(argument.item()).is_some_and(|(name, _)| name == "Duration");
    for choice in choices {
        match (kind, &choice.value) {
            (Kind::Boolean, _) => {
                return diag.error_help(key, "a `bool` has its own two choices", "remove `choices`");
            }
            (Kind::Other, Value::Text(text)) if duration && is_length_of_time(text) => {}
            (Kind::Other, Value::Text(_)) if duration => diag.error_help(
                &choice.tokens,
                "the choice is no length of time",
                "write a text such as `\"30s\"` or `\"1h30m\"`",
            ),
            (Kind::Other | Kind::Character, _) => {
                let help = "remove `choices`, or take a `String` or a number";
                return diag.error_help(key, "`choices` are for texts and numbers", help);
            }
            (Kind::Text, Value::Number(_)) => diag.error_help(
                &choice.tokens,
                "the argument is a text, the choice is not",
                "put the choice in quotes",
            ),
            (Kind::Integer { .. } | Kind::Number, Value::Text(_)) => diag.error_help(
                &choice.tokens,
                "the argument is a number, the choice is a text",
                "write a number without quotes; with another name, `\"one\" = 1`",
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

/// The default is one of the choices.
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
        // No choice is true or false; the rules for defaults say so.
        DefaultValue::Boolean(..) => return,
    };
    if !found {
        let sent: Vec<String> = choices.iter().map(Choice::sent).collect();
        let sent = crate::diag::list(sent.iter().map(String::as_str));
        diag.error_help(tokens, "the default is none of the choices", format_args!("the choices are {sent}"));
    }
}
