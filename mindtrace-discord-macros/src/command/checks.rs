//! Parses `check = any(is_admin, all(is_vip, in_lounge))`: the conditions to run a command.
//!
//! ```text
//! check = function | ("any" | "all") "(" check ("," check)* [","] ")"
//! ```

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::ExprPath;

use crate::diag::{Diagnostics, nearest};
use crate::keys::{self, Entry, split_at_commas};

/// A parsed check.
pub enum Check {
    Is(ExprPath),
    All(Vec<Check>),
    Any(Vec<Check>),
}

/// Parses `check = one` or `check(one, other)`; all of them have to pass.
pub fn parse(entry: &Entry, diag: &mut Diagnostics) -> Option<Vec<Check>> {
    let parts = entry.parts("some_function", diag)?;
    Some(parts.into_iter().filter_map(|part| check(&entry.key, part, diag)).collect())
}

fn check(key: &Ident, tokens: TokenStream, diag: &mut Diagnostics) -> Option<Check> {
    let Some((combinator, group)) = combined(&tokens) else {
        return keys::function(key, tokens, diag).map(Check::Is);
    };
    if combinator != "any" && combinator != "all" {
        // `is_admin()`: a function, written as a call.
        if group.stream().is_empty() {
            keys::function(key, tokens, diag);
            return None;
        }
        let message = format!("unknown combinator `{combinator}`");
        let help = match nearest(&combinator.to_string(), ["any", "all"]) {
            Some(found) => format!("did you mean `{found}`?"),
            None => "use `any(…)` or `all(…)`, or write the condition as an `async fn` and name it here"
                .to_owned(),
        };
        diag.error_help(tokens, message, help);
        return None;
    }
    let parts = split_at_commas(group.stream());
    if parts.is_empty() {
        let message = format!("`{combinator}` needs a check");
        diag.error_help(tokens, message, format_args!("write `{combinator}(one, other)`"));
        return None;
    }
    let checks = parts.into_iter().filter_map(|part| check(key, part, diag)).collect();
    Some(if combinator == "any" { Check::Any(checks) } else { Check::All(checks) })
}

/// Splits `any(…)`, `all(…)` and anything written like them. Without parentheses, `any` and `all` are names of functions.
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
