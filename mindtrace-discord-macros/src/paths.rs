//! Where an expansion finds the runtime crate.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

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

    /// The door for generated code. Nothing else may be named in an expansion, but for event types.
    pub fn private(&self) -> TokenStream {
        let root = &self.0;
        quote!(#root::__private)
    }

    /// An event type by the name users write in `#[on_event(…)]`.
    pub fn event(&self, name: &Ident) -> TokenStream {
        let root = &self.0;
        quote!(#root::event::#name)
    }
}

impl ToTokens for Root {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
