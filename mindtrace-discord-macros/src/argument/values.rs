//! Parses the values of `default`, `min_len` and `max_len`.

use proc_macro2::TokenStream;
use syn::{Lit, LitStr};

use crate::diag::Diagnostics;
use crate::keys::{Entry, Number, NumberValue, number};

/// The value of `default`.
#[derive(Clone)]
pub enum DefaultValue {
    Number(Number),
    Text(LitStr),
    Boolean(bool, TokenStream),
}

/// Parses `default = 5`, `default = "five"` or `default = true`.
pub fn default(entry: &Entry, diag: &mut Diagnostics) -> Option<DefaultValue> {
    match (entry.literal(), entry.value_tokens()) {
        (Some(Lit::Str(text)), _) => Some(DefaultValue::Text(text)),
        (Some(Lit::Bool(value)), Some(tokens)) => Some(DefaultValue::Boolean(value.value, tokens)),
        (_, Some(tokens)) => match number(tokens) {
            Some(number) => Some(DefaultValue::Number(number)),
            None => entry.wrong(
                diag,
                "`default` takes a literal",
                "write a number, a string or `true`/`false`; for anything else take an `Option` and use `unwrap_or_else`",
            ),
        },
        _ => entry.wrong(diag, "`default` has no value", "write `default = 5` or `default = \"…\"`"),
    }
}

/// Parses `min_len = 1`, at most `longest`: 6000 for an option, 4000 for a field.
pub fn length(entry: &Entry, longest: i128, diag: &mut Diagnostics) -> Option<Number> {
    let number = entry.number(diag)?;
    match number.value {
        NumberValue::Integer(length) if (0..=longest).contains(&length) => Some(number),
        _ => {
            // Discord: `min_len` from 0, `max_len` from 1.
            let least = i32::from(entry.key == "max_len");
            let message = format!("`{}` must be a number of characters from {least} to {longest}", entry.key);
            entry.wrong(diag, message, &format!("write a whole number from {least} to {longest}"))
        }
    }
}
