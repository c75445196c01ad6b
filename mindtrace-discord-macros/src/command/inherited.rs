//! The entries that a module's attribute writes into the attributes of the handlers inside.

use proc_macro2::TokenStream;

use super::attribute::Attribute;
use crate::diag::Diagnostics;
use crate::keys::{self, Entry, Syntax};

/// The key under which `#[commands(…)]` passes its entries to the commands inside.
pub const DEFAULTS: &str = "__defaults";

/// The key of `#[group(…)]`, which also adds a level to the name.
pub const GROUP: &str = "__group";

/// The unparsed entries of a module, and its attribute.
pub struct Inherited {
    pub module: Attribute,
    pub tokens: TokenStream,
}

/// Parses the entries of an attribute and separates those of the enclosing module.
pub fn split(parts: Vec<TokenStream>, diag: &mut Diagnostics) -> (Vec<Entry>, Option<Inherited>) {
    let mut inherited = None;
    let mut own = Vec::new();
    for entry in parts.into_iter().filter_map(|part| keys::entry(part, diag)) {
        match (&entry.syntax, module(&entry.key.to_string())) {
            (Syntax::List(tokens), Some(module)) => {
                inherited = Some(Inherited { module, tokens: tokens.clone() });
            }
            _ => own.push(entry),
        }
    }
    (own, inherited)
}

/// Returns whether the enclosing module wrote a part of an attribute.
pub fn is_inherited(part: &TokenStream) -> bool {
    let first = part.clone().into_iter().next();
    first.is_some_and(|first| module(&first.to_string()).is_some())
}

fn module(key: &str) -> Option<Attribute> {
    match key {
        DEFAULTS => Some(Attribute::Commands),
        GROUP => Some(Attribute::Group),
        _ => None,
    }
}
