//! The paths of the runtime crate in an expansion.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, Path, parse_quote};

/// The root of every emitted path; `crate = …` overrides it.
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

    /// Wraps `items` in a scope where `__discord` is the module for generated code; only event types are named by another path.
    ///
    /// The alias keeps an expansion readable, and the scope keeps it apart from the user's names.
    ///
    /// `lints` are the lint attributes of the function that the items belong to.
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

    /// Returns the path of an event type by its name in `#[on_event(…)]`.
    pub fn event(&self, name: &Ident) -> TokenStream {
        let root = &self.0;
        quote!(#root::event::#name)
    }
}

/// Returns the lints that the items generated for a function must allow: those the function allows, and `deprecated` if it is
/// deprecated.
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
