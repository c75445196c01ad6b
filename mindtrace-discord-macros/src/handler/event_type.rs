//! The event that a handler listens to, as its attribute names it.

use std::fmt;

use proc_macro2::Ident;
use quote::quote;
use syn::Path;

/// The event as written.
#[derive(Clone)]
pub enum EventType {
    /// One of Discord's, by its name.
    Known(Ident),
    /// A type of the program's own.
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
