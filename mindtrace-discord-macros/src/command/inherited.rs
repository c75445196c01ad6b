//! What the attribute of a module writes into the attributes of the handlers inside.

use proc_macro2::TokenStream;

use super::attribute::Attribute;
use crate::diag::Diagnostics;
use crate::keys::{self, Entry, Form};

/// The key under which `#[commands(…)]` passes its entries to the commands inside.
pub const DEFAULTS: &str = "__defaults";

/// The same of `#[group(…)]`; it is one more level of the name besides.
pub const GROUP: &str = "__group";

/// The entries of a module, unread, and the attribute they stand in.
pub struct Inherited {
    pub module: Attribute,
    pub tokens: TokenStream,
}

/// Reads the entries of an attribute, those of the module around it apart.
pub fn split(parts: Vec<TokenStream>, diag: &mut Diagnostics) -> (Vec<Entry>, Option<Inherited>) {
    let mut inherited = None;
    let mut own = Vec::new();
    for entry in parts.into_iter().filter_map(|part| keys::entry(part, diag)) {
        match (&entry.form, module(&entry.key.to_string())) {
            (Form::List(tokens), Some(module)) => {
                inherited = Some(Inherited { module, tokens: tokens.clone() })
            }
            _ => own.push(entry),
        }
    }
    (own, inherited)
}

/// Whether a part of an attribute was written by the module around it.
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
