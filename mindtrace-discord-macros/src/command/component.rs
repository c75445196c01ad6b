//! Quotes a component's template of custom ids, and the function that makes one.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned;

use super::template::Carried;
use crate::argument::outer;
use crate::handler::Handler;
use crate::naming::unraw;

/// Quotes the builder call with the template and the greatest lengths of the values.
pub fn spec(template: &LitStr, carried: &[Carried]) -> TokenStream {
    let longest = carried.iter().map(|Carried { ty, longest, .. }| {
        if let Some(longest) = longest {
            let longest = Literal::usize_unsuffixed(*longest);
            return quote!(::core::option::Option::Some(#longest));
        }
        // Spanned at the type, so that "cannot be part of a custom id" points at it.
        quote_spanned!(ty.span()=> <#ty as __discord::CustomIdValue>::LONGEST)
    });
    quote!(.component(#template, const { &[#(#longest),*] }))
}

/// Quotes `vote::id(poll)`, which makes a custom id for the handler.
pub fn id(
    Handler { vis, ident, .. }: &Handler,
    marker: &TokenStream,
    template: &LitStr,
    carried: &[Carried],
    stored: bool,
) -> TokenStream {
    let doc = format!(
        " Returns the custom id of a component that [`{name}`]({name}()) handles.",
        name = unraw(ident)
    );
    let params = carried.iter().map(|Carried { ident, ty, .. }| {
        if is_string(ty) { quote!(#ident: impl ::core::convert::Into<#ty>) } else { quote!(#ident: #ty) }
    });
    let values = carried.iter().map(|Carried { ident, ty, .. }| {
        let value =
            if is_string(ty) { quote!(::core::convert::Into::<#ty>::into(#ident)) } else { quote!(#ident) };
        quote!(<#ty as __discord::CustomIdValue>::encode(&#value))
    });
    let value = quote!(__discord::ComponentId::new(#template, [#(#values),*]));
    let function = if stored {
        quote! {
            #vis async fn id(
                __ctx: &__discord::Context,
                #(#params),*
            ) -> ::core::result::Result<__discord::ComponentId, __discord::StoreError> {
                let __id = #value;
                __discord::Context::stored_id(__ctx, __id).await
            }
        }
    } else {
        quote! {
            #vis fn id(#(#params),*) -> __discord::ComponentId {
                #value
            }
        }
    };
    quote! {
        impl #marker {
            #[doc = #doc]
            #[allow(dead_code)]
            #function
        }
    }
}

fn is_string(ty: &syn::Type) -> bool {
    outer(ty).is_some_and(|(name, _)| name == "String")
}
