//! Quotes a checked event handler.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::check::{EventHandler, Target};
use crate::command;
use crate::handler::{Call, EventType, Handler};
use crate::intents;
use crate::naming;
use crate::paths::Root;

/// Quotes the registration of a handler.
pub fn expand(handler: &EventHandler) -> TokenStream {
    let EventHandler { handler: Handler { root, ident, output, .. }, params, .. } = handler;
    let ty = target(root, &handler.event);
    let call = Call { ident, params, output };
    let marker = handler.handler.marker();
    let name = naming::unraw(ident);
    let limits = limits(handler, &ty);
    let (handle, state) = (call.handle(&ty), call.state());
    let assertions = call.assertions(&match &handler.event {
        Target::Event(event) => format!("this handler is for `{event}`, not for this event"),
        Target::Lifecycle(_) => "a lifecycle hook takes no event".to_owned(),
    });
    handler.handler.registration(&quote! {
        impl __discord::EventItem for #marker {
            const SPEC: __discord::EventSpec = __discord::EventSpec::of::<#ty>(#name, Self::handle)
                #limits
                #state
                .source(::core::file!(), ::core::line!());

            #handle
        }

        #assertions

        __discord::inventory::submit! { <#marker as __discord::EventItem>::SPEC }
    })
}

fn target(root: &Root, event: &Target) -> TokenStream {
    match event {
        Target::Event(EventType::Known(name)) => root.event(name),
        Target::Event(EventType::Own(path)) => path.to_token_stream(),
        Target::Lifecycle(hook) => {
            let hook = Ident::new(hook, Span::call_site());
            quote!(__discord::lifecycle::#hook)
        }
    }
}

fn limits(handler: &EventHandler, ty: &TokenStream) -> TokenStream {
    let EventHandler { order, filter, once, timeout, guilds, channels, .. } = handler;
    let mut calls = TokenStream::new();
    if *order != 0 {
        let number = Literal::u32_unsuffixed(order.unsigned_abs());
        let order = if *order < 0 { quote!(-#number) } else { number.to_token_stream() };
        calls.extend(quote!(.order(#order)));
    }
    if let Some(path) = filter {
        // Spanned at the path, so that rustc points there if the function has another signature.
        let passes = quote_spanned!(path.span()=> __discord::passes::<#ty>(__event, #path));
        calls.extend(quote!(.filter(|__event| #passes)));
    }
    if *once {
        calls.extend(quote!(.once()));
    }
    if let Some(timeout) = timeout {
        let millis = command::millis(*timeout);
        calls.extend(quote!(.timeout_millis(#millis)));
    }
    for (method, ids) in [("guilds", guilds), ("channels", channels)] {
        if !ids.is_empty() {
            let method = Ident::new(method, Span::call_site());
            let ids = ids.iter().map(|id| Literal::u64_unsuffixed(*id));
            calls.extend(quote!(.#method(&[#(#ids),*])));
        }
    }
    calls.extend(intents::call(&handler.intents));
    calls
}
