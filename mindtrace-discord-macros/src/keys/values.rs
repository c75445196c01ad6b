//! Parses the value of an entry as the type that its key takes. Errors point at the value, or at the key without one.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, ExprLit, ExprUnary, Lit, LitBool, LitStr, Path, UnOp};

use super::{Entry, Name, Number, NumberValue, Syntax, split_at_commas};
use crate::diag::Diagnostics;

impl Entry {
    /// Parses `key = "text"`.
    pub fn text(&self, diag: &mut Diagnostics) -> Option<LitStr> {
        let key = &self.key;
        match (self.literal(), &self.syntax) {
            (Some(Lit::Str(text)), _) => Some(text),
            (None, Syntax::Assign(tokens)) if starts_with_text(tokens) => {
                let rest: TokenStream = tokens.clone().into_iter().skip(1).collect();
                diag.error_help(
                    rest,
                    format_args!("missing comma after the value of `{key}`"),
                    "separate keys with commas",
                );
                None
            }
            _ => self.wrong(diag, format_args!("`{key}` takes a string"), &format!("write `{key} = \"…\"`")),
        }
    }

    /// Parses `key`, `key = true` or `key = false`.
    pub fn flag(&self, diag: &mut Diagnostics) -> Option<bool> {
        let key = &self.key;
        match (&self.syntax, self.literal()) {
            (Syntax::Flag, _) => Some(true),
            (_, Some(Lit::Bool(LitBool { value, .. }))) => Some(value),
            _ => self.wrong(
                diag,
                format_args!("`{key}` is a flag"),
                &format!("write `{key}` alone, or `{key} = false`"),
            ),
        }
    }

    /// Parses `key(A, "b")`, or `key = "b"` for a single name. `example` is a list for the help; with `paths`, a name may end a path.
    pub fn names(&self, example: &str, paths: bool, diag: &mut Diagnostics) -> Option<Vec<Name>> {
        let key = &self.key;
        let help = format!("write `{key}({example})`");
        let parts = match &self.syntax {
            Syntax::List(tokens) => split_at_commas(tokens.clone()),
            Syntax::Assign(tokens) if matches!(self.literal(), Some(Lit::Str(_))) => vec![tokens.clone()],
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

    /// Parses `key = 30` (seconds) or `key = "1m30s"`.
    pub fn duration(&self, diag: &mut Diagnostics) -> Option<Duration> {
        let key = &self.key;
        let example =
            format!("write seconds as a number, `{key} = 30`, or a string such as `{key} = \"1m30s\"`");
        let literal = self.literal();
        if let Some(Lit::Int(number)) = &literal
            && !number.suffix().is_empty()
        {
            let quoted = format!("write `{key} = \"{number}\"`");
            return self.wrong(diag, format_args!("`{number}` is not a number of seconds"), &quoted);
        }
        match literal.as_ref().and_then(duration) {
            None => self.wrong(diag, format_args!("`{key}` takes a duration"), &example),
            Some(duration) if duration.as_millis() == 0 => {
                let help = format!("write a longer duration, or remove `{key}`");
                self.wrong(diag, format_args!("`{key}` is shorter than a millisecond"), &help)
            }
            Some(duration) => Some(duration),
        }
    }

    /// Parses `key = -3` or `key = 0.5`.
    pub fn number(&self, diag: &mut Diagnostics) -> Option<Number> {
        let key = &self.key;
        let found = match &self.syntax {
            Syntax::Assign(tokens) => number(tokens.clone()),
            _ => None,
        };
        found.or_else(|| {
            let help = format!("write a literal, `{key} = 1`; an attribute cannot evaluate expressions");
            self.wrong(diag, format_args!("`{key}` takes a number"), &help)
        })
    }

    /// Parses `key = -3`, `key = 0.5`, or `key = "6h"` for a `Duration`.
    pub fn bound(&self, diag: &mut Diagnostics) -> Option<Number> {
        let (Syntax::Assign(tokens), Some(Lit::Str(text))) = (&self.syntax, self.literal()) else {
            return self.number(diag);
        };
        let key = &self.key;
        let millis = humantime::parse_duration(&text.value()).ok();
        let millis = millis.and_then(|duration| u64::try_from(duration.as_millis()).ok());
        match millis {
            Some(millis) => Some(Number { value: NumberValue::Duration(millis), tokens: tokens.clone() }),
            None => {
                let help =
                    format!("write a literal, `{key} = 1`, or for a `Duration` a string, `{key} = \"6h\"`");
                self.wrong(diag, format_args!("`{key}` takes a number or a duration"), &help)
            }
        }
    }

    /// Parses `key = some::path`.
    pub fn path(&self, diag: &mut Diagnostics) -> Option<Path> {
        let key = &self.key;
        let written = match (&self.syntax, self.literal()) {
            (_, Some(Lit::Str(text))) => text.value(),
            (Syntax::Assign(tokens), _) => match syn::parse2(tokens.clone()) {
                Ok(path) => return Some(path),
                Err(_) => "some::path".to_owned(),
            },
            _ => "some::path".to_owned(),
        };
        self.wrong(diag, format_args!("`{key}` takes a path"), &format!("write `{key} = {written}`"))
    }

    /// Parses `key = name` or `key = "name"`.
    pub fn name(&self) -> Option<Name> {
        match &self.syntax {
            Syntax::Assign(tokens) => name(tokens.clone(), true),
            _ => None,
        }
    }

    /// Returns the tokens after `=`, if there are any.
    pub fn value_tokens(&self) -> Option<TokenStream> {
        match &self.syntax {
            Syntax::Assign(tokens) => Some(tokens.clone()),
            _ => None,
        }
    }

    /// Returns the value after `=`, if it is one literal.
    pub fn literal(&self) -> Option<Lit> {
        match &self.syntax {
            Syntax::Assign(tokens) => syn::parse2(tokens.clone()).ok(),
            _ => None,
        }
    }

    /// Reports a value of the wrong kind at the value, or a missing one at the key.
    pub fn wrong<T>(&self, diag: &mut Diagnostics, message: impl std::fmt::Display, help: &str) -> Option<T> {
        match &self.syntax {
            Syntax::Assign(tokens) | Syntax::List(tokens) if !tokens.is_empty() => {
                diag.error_help(tokens, message, help);
            }
            _ => diag.error_help(&self.key, format_args!("`{}` has no value", self.key), help),
        }
        None
    }
}

/// Parses a literal as a duration: whole seconds, or a string such as `1m30s`. A number with a suffix is refused: Rust reads `5m`
/// as the number 5.
pub fn duration(literal: &Lit) -> Option<Duration> {
    match literal {
        Lit::Int(number) if number.suffix().is_empty() => number.base10_parse().ok().map(Duration::from_secs),
        Lit::Str(text) => humantime::parse_duration(&text.value()).ok(),
        _ => None,
    }
}

/// Parses a number literal with an optional minus.
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
            // `1e999` is a valid literal and parses as infinity.
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
    // serenity's users write `Permissions::MANAGE_MESSAGES`.
    let path = syn::parse2::<Path>(tokens.clone()).ok().filter(|_| paths)?;
    path.segments.last().map(|segment| Name { text: segment.ident.to_string(), tokens })
}

fn starts_with_text(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().take(1).collect();
    tokens.clone().into_iter().nth(1).is_some() && syn::parse2::<LitStr>(first).is_ok()
}
