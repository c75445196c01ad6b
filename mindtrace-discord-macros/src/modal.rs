//! `#[derive(Modal)]`: a struct as a modal.

mod check;
mod select;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::DeriveInput;

#[cfg(test)]
pub use self::check::KEYS;
use self::check::{Field, Modal, Shown};
use crate::args;
use crate::argument::{self, Argument, CheckedParam};
use crate::diag::Diagnostics;
use crate::paths::Root;

/// Expands `#[derive(Modal)] item`.
pub fn modal(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let (root, modal) = check::check(&input, &mut diag);
    let is_valid = diag.is_empty();
    let errors = diag.finish();
    let expansion = input.generics.params.is_empty().then(|| match modal.filter(|_| is_valid) {
        Some(modal) => {
            let spec = spec(&modal);
            let params: Vec<CheckedParam> = modal.fields.into_iter().map(|field| field.param).collect();
            expand(&root, &input.ident, &spec, Some(&params))
        }
        // A struct with wrong fields still implements `Modal`, so that one mistake is one error.
        None => {
            let placeholder = quote!(__discord::FieldSpec::new("", __discord::ParamSpec::of::<bool>("", "")));
            let spec = quote!(__discord::ModalSpec::new("", const { &[#placeholder] }));
            expand(&root, &input.ident, &spec, None)
        }
    });
    quote!(#expansion #errors)
}

fn spec(Modal { title, footer, fields }: &Modal) -> TokenStream {
    let fields = fields.iter().filter_map(field);
    let footer = footer.as_ref().map(|text| quote!(.footer(#text)));
    quote!(__discord::ModalSpec::new(#title, const { &[#(#fields),*] }) #footer)
}

fn expand(root: &Root, ident: &Ident, spec: &TokenStream, params: Option<&[CheckedParam]>) -> TokenStream {
    let take = args::take(params);
    let draft = params.map(|params| draft(ident, params));
    root.scope(
        &[],
        &quote! {
            impl __discord::Modal for #ident {
                const SPEC: __discord::ModalSpec = #spec;

                #take
            }

            #draft
        },
    )
}

/// Quotes the conversion of a submitted modal to a draft that opens with its values.
fn draft(ident: &Ident, params: &[CheckedParam]) -> TokenStream {
    let fields = params.iter().filter_map(|param| match param {
        CheckedParam::Argument(Argument { name, ident, .. }) => {
            Some(quote!(.fill(#name, __discord::Fill(__modal.#ident).value())))
        }
        _ => None,
    });
    quote! {
        impl ::core::convert::From<#ident> for __discord::ModalDraft<#ident> {
            fn from(__modal: #ident) -> Self {
                // For the fields whose types no value is made from.
                #[allow(unused_imports)]
                use __discord::NoFieldValue as _;
                __discord::ModalDraft::new() #(#fields)*
            }
        }
    }
}

fn field(field: &Field) -> Option<TokenStream> {
    let CheckedParam::Argument(argument) = &field.param else { return None };
    let Shown { label, placeholder, paragraph, radio, text, descriptions, values } = &field.shown;
    let param = argument::param_spec(argument);
    let placeholder = placeholder.as_ref().map(|text| quote!(.placeholder(#text)));
    let paragraph = paragraph.then(|| quote!(.paragraph()));
    let radio = radio.then(|| quote!(.radio()));
    let text = text.as_ref().map(|text| quote!(.text(#text)));
    let descriptions = (!descriptions.is_empty()).then(|| {
        let descriptions = descriptions.iter().map(|(choice, text)| quote!((#choice, #text)));
        quote!(.descriptions(&[#(#descriptions),*]))
    });
    let [min, max] = values.map(|number| number.map(Literal::u8_unsuffixed));
    let min = min.map(|min| quote!(.min_values(#min)));
    let max = max.map(|max| quote!(.max_values(#max)));
    Some(quote! {
        __discord::FieldSpec::new(#label, #param) #placeholder #paragraph #radio #text #descriptions #min #max
    })
}
