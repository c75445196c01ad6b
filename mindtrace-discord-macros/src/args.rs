//! `#[derive(Args)]`: a struct whose fields are arguments that several commands share.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, Path};

use crate::argument::{self, Attribute, CheckedParam, Source};
use crate::diag::Diagnostics;
use crate::fields;
use crate::keys::{self, Keyed, set};
use crate::paths::Root;

/// The keys of `#[args(…)]` on the struct.
const KEYS: &[&str] = &["crate"];

/// Expands `#[derive(Args)] item`.
pub fn args(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let root = root(&input, &mut diag);
    let params = fields::read("Args", Attribute::Arg, &input, &mut diag);
    let params = argument::check(params, Source::Struct, &mut diag);
    let is_valid = diag.is_empty();
    let errors = diag.finish();
    // A struct with wrong fields still implements `Args`, so that one mistake is one error.
    let params = if is_valid { Some(params.as_slice()) } else { None };
    let expansion = input.generics.params.is_empty().then(|| expand(&root, &input.ident, params));
    quote!(#expansion #errors)
}

fn root(input: &DeriveInput, diag: &mut Diagnostics) -> Root {
    let mut root: Option<Keyed<Path>> = None;
    for entry in fields::entries("args", "crate = path", &input.attrs, diag) {
        let key = entry.key.clone();
        if key == "crate" {
            set(&mut root, key, entry.path(diag), diag);
        } else {
            keys::unknown(&key, "#[args(…)]", KEYS, diag);
        }
    }
    Root::new(root.map(|root| root.value))
}

fn expand(root: &Root, ident: &Ident, params: Option<&[CheckedParam]>) -> TokenStream {
    let list = params.and_then(argument::list).unwrap_or_else(|| quote!(&[]));
    let take = take(params);
    root.scope(
        &[],
        &quote! {
            impl __discord::Args for #ident {
                const PARAMS: &'static [__discord::ParamSpec] = #list;

                #take
            }
        },
    )
}

/// Quotes the function that takes the values of all fields; without fields, one that fails, as the struct was refused.
pub fn take(fields: Option<&[CheckedParam]>) -> TokenStream {
    let (args, value) = match fields {
        Some(fields) => {
            let items = fields.iter().filter_map(argument::item);
            (quote!(__args), quote!(::core::result::Result::Ok(Self { #(#items),* })))
        }
        None => (quote!(_), quote!(::core::result::Result::Err(__discord::Internal::TooFewArguments))),
    };
    quote! {
        fn take(#args: &mut __discord::Arguments) -> ::core::result::Result<Self, __discord::Internal> {
            #value
        }
    }
}
