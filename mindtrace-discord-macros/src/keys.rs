//! `key`, `key = value` and `key(list)`: the grammar that all attributes share.
//!
//! ```text
//! attribute = entry ("," entry)* [","]
//! entry     = key | key "=" value | key "(" list ")"
//! ```
//! A mistake in one entry is reported and the next entry is read from the following comma.

mod functions;
mod values;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

pub use self::functions::function;
pub use self::values::{duration, number};
use crate::diag::{Diagnostics, list, nearest};
use crate::names::FOREIGN_KEYS;

/// A value together with the key it was written for, so that an error can point at either.
#[derive(Clone, Debug)]
pub struct Keyed<T> {
    pub key: Ident,
    pub value: T,
}

/// One entry as written.
pub struct Entry {
    pub key: Ident,
    pub form: Form,
}

pub enum Form {
    Flag,
    Assign(TokenStream),
    List(TokenStream),
}

/// A name in a list: `MANAGE_MESSAGES` or `"manage_messages"`.
pub struct Name {
    pub text: String,
    pub tokens: TokenStream,
}

/// A number of an argument's bound or default; the tokens keep its sign.
#[derive(Clone)]
pub struct Number {
    pub value: NumberValue,
    pub tokens: TokenStream,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberValue {
    Integer(i128),
    Float(f64),
}

/// Reads all entries, reporting those that are none.
pub fn entries(tokens: TokenStream, diag: &mut Diagnostics) -> Vec<Entry> {
    split_at_commas(tokens).into_iter().filter_map(|part| entry(part, diag)).collect()
}

/// Stores the value of `key`, unless the key was written before: the one place that reports duplicates.
pub fn set<T>(slot: &mut Option<Keyed<T>>, key: Ident, value: Option<T>, diag: &mut Diagnostics) {
    if slot.is_some() {
        diag.error_help(&key, format_args!("duplicate key `{key}`"), "keep one of the two");
    } else if let Some(value) = value {
        *slot = Some(Keyed { key, value });
    }
}

/// Reports a key that the attribute does not know, with the nearest one it does.
pub fn unknown(key: &Ident, attribute: &str, known: &[&str], diag: &mut Diagnostics) {
    let message = format!("unknown key `{key}` in `{attribute}`");
    if let Some((_, help)) = FOREIGN_KEYS.iter().find(|(foreign, _)| key == foreign) {
        return diag.error_help(key, message, help);
    }
    match nearest(&key.to_string(), known.iter().copied()) {
        Some(name) => diag.error_help(key, message, format_args!("did you mean `{name}`?")),
        None => match known {
            [only] => diag.error_help(key, message, format_args!("the only key is `{only}`")),
            _ => diag.error_help(key, message, format_args!("the keys are {}", list(known.iter().copied()))),
        },
    }
}

/// The parts between the commas, without empty ones.
pub fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            (_, Some(part)) => token.to_tokens(part),
            (_, None) => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Reads one part, or reports what it should be.
pub fn entry(tokens: TokenStream, diag: &mut Diagnostics) -> Option<Entry> {
    let mut rest = tokens.clone().into_iter();
    let key = match rest.next() {
        // `crate` is a keyword and still an identifier token, so it needs no case of its own.
        Some(TokenTree::Ident(key)) => key,
        Some(TokenTree::Literal(literal)) if literal.to_string().starts_with('"') => {
            diag.error_help(
                tokens,
                "a value without its key",
                format_args!("write `name = {literal}` or `description = {literal}`"),
            );
            return None;
        }
        _ => {
            diag.error_help(
                tokens,
                "expected a key",
                "write `key`, `key = value` or `key(list)`, separated by commas",
            );
            return None;
        }
    };
    let next = rest.next();
    let after: TokenStream = rest.collect();
    let form = match next {
        None => Form::Flag,
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            if !after.is_empty() {
                diag.error_help(after, "a comma is missing before this", "separate keys by commas");
                return None;
            }
            Form::List(group.stream())
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
            if after.is_empty() {
                diag.error_help(
                    &punct,
                    format_args!("`{key}` has no value"),
                    format_args!("write the value after `{key} =`"),
                );
                return None;
            }
            Form::Assign(after)
        }
        Some(other) => {
            let (message, help) = match &other {
                TokenTree::Group(group) => {
                    ("a list stands in parentheses", format!("write `{key}({})`", group.stream()))
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    ("a value stands behind `=`", format!("write `{key} = {after}`"))
                }
                TokenTree::Literal(literal) => {
                    ("a value stands behind `=`", format!("write `{key} = {literal}`"))
                }
                _ => ("a comma is missing before this", "separate keys by commas".to_owned()),
            };
            diag.error_help(quote!(#other #after), message, help);
            return None;
        }
    };
    Some(Entry { key, form })
}
