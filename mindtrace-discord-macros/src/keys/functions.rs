//! Values that name functions: `check = is_admin`, `before(log, count)`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprPath, Ident, Lit};

use super::{Entry, Syntax, split_at_commas};
use crate::diag::Diagnostics;

impl Entry {
    /// Parses `key = some::function`.
    pub fn function(&self, diag: &mut Diagnostics) -> Option<ExprPath> {
        match &self.syntax {
            Syntax::Assign(tokens) => function(&self.key, tokens.clone(), diag),
            _ => {
                let written = match &self.syntax {
                    Syntax::List(tokens) if !tokens.is_empty() => tokens.to_string(),
                    _ => "some_function".to_owned(),
                };
                let help = format!("write `{} = {written}`", self.key);
                self.wrong(diag, format_args!("`{}` takes one function", self.key), &help)
            }
        }
    }

    /// Parses `key = some::function` or `key(one, other)`.
    pub fn functions(&self, diag: &mut Diagnostics) -> Option<Vec<ExprPath>> {
        let parts = self.parts("some_function", diag)?;
        Some(parts.into_iter().filter_map(|part| function(&self.key, part, diag)).collect())
    }

    /// Returns the parts of `key = part` or `key(part, part)`; at least one.
    pub fn parts(&self, example: &str, diag: &mut Diagnostics) -> Option<Vec<TokenStream>> {
        let key = &self.key;
        let parts = match &self.syntax {
            Syntax::Assign(tokens) => vec![tokens.clone()],
            Syntax::List(tokens) => split_at_commas(tokens.clone()),
            Syntax::Flag => {
                return self.wrong(diag, "", &format!("write `{key} = {example}`"));
            }
        };
        if parts.is_empty() {
            diag.error_help(
                key,
                format_args!("`{key}` is empty"),
                format_args!("name at least one, or remove `{key}`"),
            );
            return None;
        }
        Some(parts)
    }
}

/// Parses `tokens` as the path of a function.
pub fn function(key: &Ident, tokens: TokenStream, diag: &mut Diagnostics) -> Option<ExprPath> {
    if let Ok(path) = syn::parse2::<ExprPath>(tokens.clone()) {
        return Some(path);
    }
    let message = format!("`{key}` takes the path of a function");
    match syn::parse2::<Expr>(tokens.clone()) {
        Ok(Expr::Call(call)) if matches!(*call.func, Expr::Path(_)) => {
            let path = call.func.to_token_stream().to_string().replace(' ', "");
            diag.error_help(tokens, message, format_args!("write `{path}` without parentheses"));
        }
        Ok(Expr::Lit(literal)) if matches!(literal.lit, Lit::Str(_)) => {
            let Lit::Str(text) = literal.lit else { return None };
            diag.error_help(tokens, message, format_args!("write `{}` without quotes", text.value()));
        }
        _ => diag.error_help(tokens, message, "write an `async fn` and name it here"),
    }
    None
}
