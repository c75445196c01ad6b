//! Quotes the call of an event handler, hook or schedule, and the states it borrows.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::HandlerParam;
use crate::command;

/// A function with its parameters and its return type.
pub struct Call<'a> {
    pub ident: &'a Ident,
    pub params: &'a [HandlerParam],
    pub output: &'a TokenStream,
}

impl Call<'_> {
    /// Quotes the function that the runtime calls; `ty` is the event.
    pub fn handle(&self, ty: &TokenStream) -> TokenStream {
        let Self { ident, params, output } = self;
        let values = params.iter().map(|param| match param {
            // Spanned at the type, so that rustc's "mismatched types" points at the user's code.
            HandlerParam::Event(written) => quote_spanned!(written.span()=> __event.get::<#ty>()?),
            HandlerParam::Injected(_) => quote!(__ctx.injected()?),
        });
        let used = |is_used: bool, name: TokenStream| if is_used { name } else { quote!(_) };
        let ctx = params.iter().any(|param| matches!(param, HandlerParam::Injected(_)));
        let event = params.iter().any(|param| matches!(param, HandlerParam::Event(_)));
        let (ctx, event) = (used(ctx, quote!(__ctx)), used(event, quote!(__event)));
        let handle = quote_spanned!(output.span()=> __discord::handle::<#output, _>);
        quote! {
            fn handle<'a>(#ctx: &'a __discord::Context, #event: __discord::EventRef<'a>) -> __discord::Handled<'a> {
                #handle(#ident(#(#values),*))
            }
        }
    }

    /// Quotes `.state(…)` with every borrowed type except the event.
    pub fn state(&self) -> TokenStream {
        command::state(self.injected())
    }

    /// Quotes assertions that no other borrowed type is an event; `message` is reported if one is.
    pub fn assertions(&self, message: &str) -> TokenStream {
        let states = self.injected().filter(|ty| !is_context(ty));
        let assertions = states.map(|ty| {
            quote_spanned! {ty.span()=>
                const _: () = {
                    #[allow(unused_imports)]
                    use __discord::NotAnEvent as _;
                    ::core::assert!(!<__discord::Probe<#ty>>::IS_EVENT, #message);
                };
            }
        });
        assertions.collect()
    }

    fn injected(&self) -> impl Iterator<Item = &Type> {
        self.params.iter().filter_map(|param| match param {
            HandlerParam::Injected(ty) => Some(ty),
            HandlerParam::Event(_) => None,
        })
    }
}

fn is_context(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Context"))
}
