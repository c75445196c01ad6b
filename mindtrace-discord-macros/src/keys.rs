//! The grammar that all attributes share: `key`, `key = value` and `key(list)`.
//!
//! ```text
//! attribute = entry ("," entry)* [","]
//! entry     = key | key "=" value | key "(" list ")"
//! ```
//! After a mistake in one entry, parsing goes on at the following comma.

mod functions;
mod values;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

pub use self::functions::function;
pub use self::values::{duration, number};
use crate::diag::{Diagnostics, list, nearest};
use crate::names::FOREIGN_KEYS;

/// A value and its key, so that an error can point at either.
#[derive(Clone, Debug)]
pub struct Keyed<T> {
    pub key: Ident,
    pub value: T,
}

/// One entry.
pub struct Entry {
    pub key: Ident,
    pub syntax: Syntax,
}

pub enum Syntax {
    Flag,
    Assign(TokenStream),
    List(TokenStream),
}

/// A name in a list: `MANAGE_MESSAGES` or `"manage_messages"`.
pub struct Name {
    pub text: String,
    pub tokens: TokenStream,
}

/// A number, for a bound or a default. The tokens include its sign.
#[derive(Clone)]
pub struct Number {
    pub value: NumberValue,
    pub tokens: TokenStream,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberValue {
    Integer(i128),
    Float(f64),
    /// A length of time in milliseconds, for a bound.
    Duration(u64),
}

/// Parses all entries and reports those that are malformed.
pub fn entries(tokens: TokenStream, diag: &mut Diagnostics) -> Vec<Entry> {
    split_at_commas(tokens).into_iter().filter_map(|part| entry(part, diag)).collect()
}

/// Stores the value of `key`, or reports a duplicate key. Nothing else reports duplicate keys.
pub fn set<T>(slot: &mut Option<Keyed<T>>, key: Ident, value: Option<T>, diag: &mut Diagnostics) {
    if slot.is_some() {
        duplicate(&key, diag);
    } else if let Some(value) = value {
        *slot = Some(Keyed { key, value });
    }
}

/// Reports a key that was written before.
pub fn duplicate(key: &Ident, diag: &mut Diagnostics) {
    diag.error_help(key, format_args!("duplicate key `{key}`"), "keep one of the two");
}

/// Reports an unknown key and suggests the nearest known one.
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

/// Returns the parts between the commas, without empty ones.
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

/// Parses one entry, or reports how to write it.
pub fn entry(tokens: TokenStream, diag: &mut Diagnostics) -> Option<Entry> {
    let mut rest = tokens.clone().into_iter();
    let key = match rest.next() {
        // `crate` is a keyword and still an identifier token, so it needs no case of its own.
        Some(TokenTree::Ident(key)) => key,
        Some(TokenTree::Literal(literal)) if literal.to_string().starts_with('"') => {
            diag.error_help(
                tokens,
                "a value needs a key",
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
    let syntax = match next {
        None => Syntax::Flag,
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            if !after.is_empty() {
                diag.error_help(after, "missing comma before this", "separate keys with commas");
                return None;
            }
            Syntax::List(group.stream())
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
            Syntax::Assign(after)
        }
        Some(other) => {
            let (message, help) = match &other {
                TokenTree::Group(group) => {
                    ("a list needs parentheses", format!("write `{key}({})`", group.stream()))
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    ("missing `=` before the value", format!("write `{key} = {after}`"))
                }
                TokenTree::Literal(literal) => {
                    ("missing `=` before the value", format!("write `{key} = {literal}`"))
                }
                _ => ("missing comma before this", "separate keys with commas".to_owned()),
            };
            diag.error_help(quote!(#other #after), message, help);
            return None;
        }
    };
    Some(Entry { key, syntax })
}
