//! Parses `choices("red", "Dark red" = "dark-red")`: the only values an argument accepts.
//!
//! ```text
//! choices = "choices" "(" choice ("," choice)* [","] ")"
//! choice  = [name "="] value
//! value   = string | number
//! ```

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::LitStr;

use crate::diag::Diagnostics;
use crate::keys::{Entry, NumberValue, Syntax, number, split_at_commas};

/// One choice.
#[derive(Clone)]
pub struct Choice {
    pub name: String,
    pub value: Value,
    pub tokens: TokenStream,
}

/// The description of a choice, which is named by its value or its name.
pub struct Described {
    pub choice: LitStr,
    pub text: LitStr,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(NumberValue),
}

impl Choice {
    /// Returns the value that is sent.
    pub fn sent(&self) -> String {
        match &self.value {
            Value::Text(text) => text.clone(),
            Value::Number(NumberValue::Integer(number)) => number.to_string(),
            Value::Number(NumberValue::Float(number)) => number.to_string(),
            Value::Number(NumberValue::Duration(millis)) => millis.to_string(),
        }
    }
}

/// Parses the list.
pub fn parse(entry: &Entry, diag: &mut Diagnostics) -> Option<Vec<Choice>> {
    let Syntax::List(tokens) = &entry.syntax else {
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
                    Err(_) => "write `\"red\"`, `5`, or `\"Dark red\" = \"dark-red\"` to show another name"
                        .to_owned(),
                };
                diag.error_help(part, "a choice is a string or a number", help);
            }
        }
    }
    Some(choices)
}

/// Parses `descriptions("red" = "Like fire")`.
pub fn descriptions(entry: &Entry, diag: &mut Diagnostics) -> Option<Vec<Described>> {
    let Syntax::List(tokens) = &entry.syntax else {
        let help = "write `descriptions(\"red\" = \"Like fire\")`";
        return entry.wrong(diag, "`descriptions` takes a list", help);
    };
    let mut descriptions = Vec::new();
    for part in split_at_commas(tokens.clone()) {
        match described(part.clone()) {
            Some(described) => descriptions.push(described),
            None => {
                diag.error_help(part, "a description belongs to a choice", "write `\"red\" = \"Like fire\"`");
            }
        }
    }
    Some(descriptions)
}

fn described(tokens: TokenStream) -> Option<Described> {
    let mut rest = tokens.into_iter();
    let choice = syn::parse2(rest.next().into_iter().collect()).ok()?;
    match rest.next()? {
        TokenTree::Punct(punct) if punct.as_char() == '=' => {}
        _ => return None,
    }
    Some(Described { choice, text: syn::parse2(rest.collect()).ok()? })
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
