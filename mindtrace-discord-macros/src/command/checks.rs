//! `check = any(is_admin, all(is_vip, in_lounge))`: what has to hold before a command runs.
//!
//! ```text
//! check = function | ("any" | "all") "(" check ("," check)* [","] ")"
//! ```

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::ExprPath;

use crate::diag::Diagnostics;
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
    let parts = split_at_commas(group.stream());
    if parts.is_empty() {
        let message = format!("`{combinator}` of no checks");
        diag.error_help(tokens, message, format_args!("write `{combinator}(one, other)`"));
        return None;
    }
    let checks = parts.into_iter().filter_map(|part| check(key, part, diag)).collect();
    Some(if combinator == "any" { Check::Any(checks) } else { Check::All(checks) })
}

/// `any(…)` and `all(…)`; alone the words are names of functions as any others.
fn combined(tokens: &TokenStream) -> Option<(Ident, Group)> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()) {
        (TokenTree::Ident(ident), TokenTree::Group(group), None)
            if (ident == "any" || ident == "all") && group.delimiter() == Delimiter::Parenthesis =>
        {
            Some((ident, group))
        }
        _ => None,
    }
}
