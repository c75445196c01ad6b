//! `key`, `key = value` and `key(list)`: the grammar that all attributes share.
//!
//! ```text
//! attribute = entry ("," entry)* [","]
//! entry     = key | key "=" value | key "(" list ")"
//! ```
//! A mistake in one entry is reported and the next entry is read from the following comma.

use std::time::Duration;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, ExprUnary, Lit, LitBool, LitStr, Path, UnOp};

use crate::diag::{Diagnostics, list, nearest};

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
    match nearest(&key.to_string(), known.iter().copied()) {
        Some(name) => diag.error_help(key, message, format_args!("did you mean `{name}`?")),
        None => diag.error_help(key, message, format_args!("the keys are {}", list(known.iter().copied()))),
    }
}

impl Entry {
    /// `key = "text"`
    pub fn text(&self, diag: &mut Diagnostics) -> Option<LitStr> {
        let key = &self.key;
        let help = format!("write `{key} = \"…\"`");
        match self.literal() {
            Some(Lit::Str(text)) => Some(text),
            _ => self.wrong(diag, format_args!("`{key}` takes a text"), &help),
        }
    }

    /// `key`, `key = true` or `key = false`
    pub fn flag(&self, diag: &mut Diagnostics) -> Option<bool> {
        let key = &self.key;
        match (&self.form, self.literal()) {
            (Form::Flag, _) => Some(true),
            (_, Some(Lit::Bool(LitBool { value, .. }))) => Some(value),
            _ => self.wrong(
                diag,
                format_args!("`{key}` is a flag"),
                &format!("write `{key}` alone, or `{key} = false`"),
            ),
        }
    }

    /// `key(A, "b")`; also `key = "b"` for a single name
    pub fn names(&self, diag: &mut Diagnostics) -> Option<Vec<Name>> {
        let key = &self.key;
        let parts = match &self.form {
            Form::List(tokens) => split_at_commas(tokens.clone()),
            Form::Assign(tokens) if matches!(self.literal(), Some(Lit::Str(_))) => vec![tokens.clone()],
            _ => return self.wrong(diag, format_args!("`{key}` takes a list"), &format!("write `{key}(…)`")),
        };
        if parts.is_empty() {
            diag.error_help(
                key,
                format_args!("`{key}` is empty"),
                format_args!("name at least one, or remove `{key}`"),
            );
            return None;
        }
        Some(parts.into_iter().filter_map(|part| name(part, key, diag)).collect())
    }

    /// `key = 30` (seconds) or `key = "1m30s"`
    pub fn duration(&self, diag: &mut Diagnostics) -> Option<Duration> {
        let key = &self.key;
        let forms = format!("write seconds as a number, `{key} = 30`, or a text such as `{key} = \"1m30s\"`");
        let duration = match self.literal() {
            Some(Lit::Int(number)) => number.base10_parse().ok().map(Duration::from_secs),
            Some(Lit::Str(text)) => humantime::parse_duration(&text.value()).ok(),
            _ => None,
        };
        match duration {
            None => self.wrong(diag, format_args!("`{key}` is not a length of time"), &forms),
            Some(Duration::ZERO) => self.wrong(
                diag,
                format_args!("`{key}` is zero"),
                &format!("remove `{key}`, or give it some time"),
            ),
            Some(duration) => Some(duration),
        }
    }

    /// `key = -3` or `key = 0.5`
    pub fn number(&self, diag: &mut Diagnostics) -> Option<Number> {
        let key = &self.key;
        match &self.form {
            Form::Assign(tokens) => match number(tokens.clone()) {
                Some(number) => Some(number),
                None => {
                    self.wrong(diag, format_args!("`{key}` takes a number"), &format!("write `{key} = 1`"))
                }
            },
            _ => self.wrong(diag, format_args!("`{key}` takes a number"), &format!("write `{key} = 1`")),
        }
    }

    /// `key = some::path`
    pub fn path(&self, diag: &mut Diagnostics) -> Option<Path> {
        let key = &self.key;
        match &self.form {
            Form::Assign(tokens) => match syn::parse2(tokens.clone()) {
                Ok(path) => Some(path),
                Err(_) => self.wrong(
                    diag,
                    format_args!("`{key}` takes a path"),
                    &format!("write `{key} = some::path`"),
                ),
            },
            _ => {
                self.wrong(diag, format_args!("`{key}` takes a path"), &format!("write `{key} = some::path`"))
            }
        }
    }

    /// The tokens after `=`, if there are any.
    pub fn value_tokens(&self) -> Option<TokenStream> {
        match &self.form {
            Form::Assign(tokens) => Some(tokens.clone()),
            _ => None,
        }
    }

    /// The value after `=`, if it is one literal.
    pub fn literal(&self) -> Option<Lit> {
        match &self.form {
            Form::Assign(tokens) => syn::parse2(tokens.clone()).ok(),
            _ => None,
        }
    }

    /// Reports a value of the wrong kind at the value, or at the key when there is none.
    pub fn wrong<T>(&self, diag: &mut Diagnostics, message: impl std::fmt::Display, help: &str) -> Option<T> {
        match &self.form {
            Form::Assign(tokens) | Form::List(tokens) if !tokens.is_empty() => {
                diag.error_help(tokens, message, help);
            }
            _ => diag.error_help(&self.key, message, help),
        }
        None
    }
}

/// A number literal with an optional minus.
pub fn number(tokens: TokenStream) -> Option<Number> {
    let expr: Expr = syn::parse2(tokens.clone()).ok()?;
    let (negative, expr) = match expr {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => (true, *expr),
        other => (false, other),
    };
    let value = match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            let value: i128 = number.base10_parse().ok()?;
            NumberValue::Integer(if negative { -value } else { value })
        }
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => {
            let value: f64 = number.base10_parse().ok()?;
            NumberValue::Float(if negative { -value } else { value })
        }
        _ => return None,
    };
    Some(Number { value, tokens })
}

fn entry(tokens: TokenStream, diag: &mut Diagnostics) -> Option<Entry> {
    let mut rest = tokens.clone().into_iter();
    // `crate` is a keyword and still an identifier token, so it needs no case of its own.
    let Some(TokenTree::Ident(key)) = rest.next() else {
        diag.error_help(
            tokens,
            "expected a key",
            "write `key`, `key = value` or `key(list)`, separated by commas",
        );
        return None;
    };
    let form = match rest.next() {
        None => Form::Flag,
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let after: TokenStream = rest.collect();
            if !after.is_empty() {
                diag.error_help(after, "unexpected tokens", "separate keys by commas");
                return None;
            }
            Form::List(group.stream())
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
            let value: TokenStream = rest.collect();
            if value.is_empty() {
                diag.error_help(
                    &punct,
                    format_args!("`{key}` has no value"),
                    format_args!("write the value after `{key} =`"),
                );
                return None;
            }
            Form::Assign(value)
        }
        Some(other) => {
            let rest: TokenStream = rest.collect();
            diag.error_help(quote!(#other #rest), "unexpected tokens", "separate keys by commas");
            return None;
        }
    };
    Some(Entry { key, form })
}

fn name(tokens: TokenStream, key: &Ident, diag: &mut Diagnostics) -> Option<Name> {
    // `Permissions::MANAGE_MESSAGES` is what somebody coming from serenity writes.
    if let Ok(path) = syn::parse2::<Path>(tokens.clone())
        && let Some(segment) = path.segments.last()
    {
        return Some(Name { text: segment.ident.to_string(), tokens });
    }
    if let Ok(text) = syn::parse2::<LitStr>(tokens.clone()) {
        return Some(Name { text: text.value(), tokens });
    }
    diag.error_help(
        tokens,
        format_args!("`{key}` takes names"),
        format_args!("write `{key}(A, B)` or `{key}(\"a\", \"b\")`"),
    );
    None
}

fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    token.to_tokens(part);
                }
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
