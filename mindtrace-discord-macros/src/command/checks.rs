//! `check = any(is_admin, all(is_vip, in_lounge))`: what has to hold before a command runs.
//!
//! ```text
//! check = function | ("any" | "all") "(" check ("," check)* [","] ")"
//! ```

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::ExprPath;

use crate::diag::{Diagnostics, nearest};
use crate::keys::{self, Entry, split_at_commas};

/// A check as written.
pub enum Check {
    Is(ExprPath),
    All(Vec<Check>),
    Any(Vec<Check>),
}

/// `check = one` or `check(one, other)`: every one of these.
pub fn parse(entry: &Entry, diag: &mut Diagnostics) -> Option<Vec<Check>> {
    let parts = entry.parts("some_function", diag)?;
    Some(parts.into_iter().filter_map(|part| check(&entry.key, part, diag)).collect())
}

fn check(key: &Ident, tokens: TokenStream, diag: &mut Diagnostics) -> Option<Check> {
    let Some((combinator, group)) = combined(&tokens) else {
        return keys::function(key, tokens, diag).map(Check::Is);
    };
    if combinator != "any" && combinator != "all" {
        // A call without arguments is a function that somebody called.
        if group.stream().is_empty() {
            keys::function(key, tokens, diag);
            return None;
        }
        let message = format!("`{combinator}` combines no checks, `any` and `all` do");
        let help = match nearest(&combinator.to_string(), ["any", "all"]) {
            Some(found) => format!("did you mean `{found}`?"),
            None => "write an `async fn` that says it, and name that here".to_owned(),
        };
        diag.error_help(tokens, message, help);
        return None;
    }
    let parts = split_at_commas(group.stream());
    if parts.is_empty() {
        let message = format!("`{combinator}` of no checks");
        diag.error_help(tokens, message, format_args!("write `{combinator}(one, other)`"));
        return None;
    }
    let checks = parts.into_iter().filter_map(|part| check(key, part, diag)).collect();
    Some(if combinator == "any" { Check::Any(checks) } else { Check::All(checks) })
}

/// `any(…)` and `all(…)`, and what is written like them; alone the words are names of functions as any others.
fn combined(tokens: &TokenStream) -> Option<(Ident, Group)> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()) {
        (TokenTree::Ident(ident), TokenTree::Group(group), None)
            if group.delimiter() == Delimiter::Parenthesis =>
        {
            Some((ident, group))
        }
        _ => None,
    }
}
