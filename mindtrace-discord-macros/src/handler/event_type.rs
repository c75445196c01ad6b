//! The event of a handler, as its attribute names it.

use std::fmt;

use proc_macro2::Ident;
use quote::quote;
use syn::Path;

/// The event as written.
#[derive(Clone)]
pub enum EventType {
    /// A Discord event, by name.
    Known(Ident),
    /// A custom type.
    Own(Path),
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(name) => name.fmt(f),
            Self::Own(path) => f.write_str(&quote!(#path).to_string().replace(' ', "")),
        }
    }
}
