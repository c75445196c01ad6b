//! Where an expansion finds the runtime crate.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, Path, parse_quote};

/// The root of every path we emit; `crate = …` overrides it.
#[derive(Clone, Debug)]
pub struct Root(Path);

impl Root {
    pub fn new(path: Option<Path>) -> Self {
        Self(path.unwrap_or_else(|| {
            Path {
                leading_colon: Some(syn::token::PathSep::default()),
                segments: std::iter::once(syn::PathSegment::from(Ident::new(
                    "mindtrace_discord",
                    Span::call_site(),
                )))
                .collect(),
            }
        }))
    }

    /// Puts `items` where `__discord` is the door for generated code; nothing else of ours is named there, but event types.
    ///
    /// The alias keeps an expansion readable, and its scope keeps it away from the user's names.
    ///
    /// `lints` are the attributes that silence what the user silenced on the function the items speak of.
    pub fn scope(&self, lints: &[Attribute], items: &TokenStream) -> TokenStream {
        let root = &self.0;
        quote! {
            #(#lints)*
            const _: () = {
                use #root::__private as __discord;
                #items
            };
        }
    }

    /// An event type by the name users write in `#[on_event(…)]`.
    pub fn event(&self, name: &Ident) -> TokenStream {
        let root = &self.0;
        quote!(#root::event::#name)
    }
}

/// What the items generated for a function have to allow: what the function itself does, and calling it when it is deprecated.
pub fn lints(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes
        .iter()
        .filter_map(|attribute| match attribute.path().get_ident()?.to_string().as_str() {
            "allow" => Some(attribute.clone()),
            "deprecated" => Some(parse_quote!(#[allow(deprecated)])),
            _ => None,
        })
        .collect()
}
