//! Quotes a checked event handler. Nothing is decided here.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::{Handler, HandlerParam};
use crate::command;
use crate::naming;

/// The registration that stands behind the untouched function.
pub fn expand(handler: &Handler) -> TokenStream {
    let Handler { cfg, lints, vis, ident, output, params, .. } = handler;
    let ty = handler.root.event(&handler.event);
    let twin = command::twin(vis, ident);
    let values = params.iter().map(|param| match param {
        // Spanned at the type, so that rustc's "mismatched types" points at what the user wrote.
        HandlerParam::Event(written) => quote_spanned!(written.span()=> __event.get::<#ty>()?),
        HandlerParam::Provided(_) => quote!(__ctx.provided()?),
    });
    let ctx = if params.iter().any(|param| matches!(param, HandlerParam::Provided(_))) {
        quote!(__ctx)
    } else {
        quote!(_)
    };
    let event = if params.iter().any(|param| matches!(param, HandlerParam::Event(_))) {
        quote!(__event)
    } else {
        quote!(_)
    };
    let name = naming::unraw(ident);
    let order = (handler.order != 0).then(|| {
        let order = Literal::u32_unsuffixed(handler.order.unsigned_abs());
        let order = if handler.order < 0 { quote!(-#order) } else { order.to_token_stream() };
        quote!(.order(#order))
    });
    let state = command::state(params.iter().filter_map(|param| match param {
        HandlerParam::Provided(ty) => Some(ty),
        HandlerParam::Event(_) => None,
    }));
    let handle = quote_spanned!(output.span()=> __discord::handle::<#output, _>);
    let registration = handler.root.scope(lints, &quote! {
        impl __discord::EventItem for #ident {
            const SPEC: __discord::EventSpec = __discord::EventSpec::of::<#ty>(#name, Self::handle)
                #order
                #state
                .source(::core::file!(), ::core::line!());

            fn handle<'a>(#ctx: &'a __discord::Context, #event: __discord::EventRef<'a>) -> __discord::Handled<'a> {
                #handle(#ident(#(#values),*))
            }
        }

        __discord::inventory::submit! { <#ident as __discord::EventItem>::SPEC }
    });
    quote! {
        #(#cfg)*
        #twin

        #(#cfg)*
        #registration
    }
}
