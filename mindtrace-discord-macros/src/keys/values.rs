//! The value of an entry as what its key takes; each reports at the value, or at the key when there is none.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, ExprLit, ExprUnary, Lit, LitBool, LitStr, Path, UnOp};

use super::{Entry, Form, Name, Number, NumberValue, split_at_commas};
use crate::diag::Diagnostics;

impl Entry {
    /// `key = "text"`
    pub fn text(&self, diag: &mut Diagnostics) -> Option<LitStr> {
        let key = &self.key;
        match (self.literal(), &self.form) {
            (Some(Lit::Str(text)), _) => Some(text),
            (None, Form::Assign(tokens)) if starts_with_text(tokens) => {
                let rest: TokenStream = tokens.clone().into_iter().skip(1).collect();
                diag.error_help(
                    rest,
                    format_args!("a comma is missing after the value of `{key}`"),
                    "separate keys by commas",
                );
                None
            }
            _ => self.wrong(diag, format_args!("`{key}` takes a text"), &format!("write `{key} = \"…\"`")),
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

    /// `key(A, "b")`, as in `example`; also `key = "b"` for a single name. A name may be the end of a path if `paths`.
    pub fn names(&self, example: &str, paths: bool, diag: &mut Diagnostics) -> Option<Vec<Name>> {
        let key = &self.key;
        let help = format!("write `{key}({example})`");
        let parts = match &self.form {
            Form::List(tokens) => split_at_commas(tokens.clone()),
            Form::Assign(tokens) if matches!(self.literal(), Some(Lit::Str(_))) => vec![tokens.clone()],
            _ => return self.wrong(diag, format_args!("`{key}` takes a list"), &help),
        };
        if parts.is_empty() {
            diag.error_help(
                key,
                format_args!("`{key}` is empty"),
                format_args!("name at least one, or remove `{key}`"),
            );
            return None;
        }
        let mut names = Vec::new();
        for part in parts {
            match name(part.clone(), paths) {
                Some(name) => names.push(name),
                None => {
                    let bars = part.to_string().replace(" | ", ", ").replace('|', ", ");
                    let help = if bars == part.to_string() {
                        help.clone()
                    } else {
                        format!("write `{key}({bars})`")
                    };
                    diag.error_help(part, format_args!("`{key}` takes names"), help);
                }
            }
        }
        Some(names)
    }

    /// `key = 30` (seconds) or `key = "1m30s"`
    pub fn duration(&self, diag: &mut Diagnostics) -> Option<Duration> {
        let key = &self.key;
        let forms = format!("write seconds as a number, `{key} = 30`, or a text such as `{key} = \"1m30s\"`");
        let literal = self.literal();
        if let Some(Lit::Int(number)) = &literal
            && !number.suffix().is_empty()
        {
            let quoted = format!("write `{key} = \"{number}\"`");
            return self.wrong(diag, format_args!("`{number}` is no number of seconds"), &quoted);
        }
        match literal.as_ref().and_then(duration) {
            None => self.wrong(diag, format_args!("`{key}` is not a length of time"), &forms),
            Some(duration) if duration.as_millis() == 0 => {
                let help = format!("give it some time, or remove `{key}`");
                self.wrong(diag, format_args!("`{key}` is shorter than a millisecond"), &help)
            }
            Some(duration) => Some(duration),
        }
    }

    /// `key = -3` or `key = 0.5`
    pub fn number(&self, diag: &mut Diagnostics) -> Option<Number> {
        let key = &self.key;
        let found = match &self.form {
            Form::Assign(tokens) => number(tokens.clone()),
            _ => None,
        };
        found.or_else(|| {
            let help = format!(
                "write the number itself, `{key} = 1`; a constant or a sum is not seen by an attribute"
            );
            self.wrong(diag, format_args!("`{key}` takes a number"), &help)
        })
    }

    /// `key = some::path`
    pub fn path(&self, diag: &mut Diagnostics) -> Option<Path> {
        let key = &self.key;
        let written = match (&self.form, self.literal()) {
            (_, Some(Lit::Str(text))) => text.value(),
            (Form::Assign(tokens), _) => match syn::parse2(tokens.clone()) {
                Ok(path) => return Some(path),
                Err(_) => "some::path".to_owned(),
            },
            _ => "some::path".to_owned(),
        };
        self.wrong(diag, format_args!("`{key}` takes a path"), &format!("write `{key} = {written}`"))
    }

    /// `key = name` or `key = "name"`
    pub fn name(&self) -> Option<Name> {
        match &self.form {
            Form::Assign(tokens) => name(tokens.clone(), true),
            _ => None,
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

    /// Reports a value of the wrong kind at the value, or a missing one at the key.
    pub fn wrong<T>(&self, diag: &mut Diagnostics, message: impl std::fmt::Display, help: &str) -> Option<T> {
        match &self.form {
            Form::Assign(tokens) | Form::List(tokens) if !tokens.is_empty() => {
                diag.error_help(tokens, message, help);
            }
            _ => diag.error_help(&self.key, format_args!("`{}` has no value", self.key), help),
        }
        None
    }
}

/// The length of time that a literal says: whole seconds, or a text such as `1m30s`. A number with a suffix is none: Rust
/// reads `5m` as the number 5.
pub fn duration(literal: &Lit) -> Option<Duration> {
    match literal {
        Lit::Int(number) if number.suffix().is_empty() => number.base10_parse().ok().map(Duration::from_secs),
        Lit::Str(text) => humantime::parse_duration(&text.value()).ok(),
        _ => None,
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
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) if number.suffix().is_empty() => {
            let value: i128 = number.base10_parse().ok()?;
            NumberValue::Integer(if negative { -value } else { value })
        }
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) if number.suffix().is_empty() => {
            // `1e999` is a literal and no number.
            let value = number.base10_parse().ok().filter(|value: &f64| value.is_finite())?;
            NumberValue::Float(if negative { -value } else { value })
        }
        _ => return None,
    };
    Some(Number { value, tokens })
}

fn name(tokens: TokenStream, paths: bool) -> Option<Name> {
    if let Ok(text) = syn::parse2::<LitStr>(tokens.clone()) {
        return Some(Name { text: text.value(), tokens });
    }
    if let Ok(ident) = syn::parse2::<Ident>(tokens.clone()) {
        return Some(Name { text: ident.to_string(), tokens });
    }
    // `Permissions::MANAGE_MESSAGES` is what somebody coming from serenity writes.
    let path = syn::parse2::<Path>(tokens.clone()).ok().filter(|_| paths)?;
    path.segments.last().map(|segment| Name { text: segment.ident.to_string(), tokens })
}

fn starts_with_text(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().take(1).collect();
    tokens.clone().into_iter().nth(1).is_some() && syn::parse2::<LitStr>(first).is_ok()
}
