//! `#[commands(…)] mod x { … }`: hands its entries to every `#[command]` inside.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Item, ItemMod, Meta, MetaList};

use crate::command::{CommandArgs, DEFAULTS};
use crate::diag::Diagnostics;
use crate::function::first_tokens;

/// The expansion of `#[commands(args)] item`: the module, with the defaults written into its commands.
pub fn commands(args: &TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // Read here as well, so that a mistake is reported once and not at every command.
    CommandArgs::parse_defaults(args.clone(), &mut diag);
    let emitted = if let Ok(mut module) = syn::parse2::<ItemMod>(item.clone()) {
        if let Some((_, items)) = &mut module.content {
            hand_down(args, items);
        } else {
            diag.error_help(
                module.semi,
                "`#[commands]` cannot see into a file: it works on what stands between the braces",
                "write the attribute's keys on the commands, or `mod name { … }` in place",
            );
        }
        module.to_token_stream()
    } else {
        let (tokens, help) = match syn::parse2::<Item>(item.clone()) {
            Ok(Item::Fn(function)) => {
                (function.sig.ident.to_token_stream(), "write `#[command]` on a function")
            }
            Ok(other) => (first_tokens(&other), "write `#[commands(category = \"…\")] mod name { … }`"),
            Err(_) => (item.clone(), "write `#[commands(category = \"…\")] mod name { … }`"),
        };
        diag.error_help(tokens, "`#[commands]` belongs on a module", help);
        item
    };
    let errors = diag.finish();
    quote!(#emitted #errors)
}

fn hand_down(defaults: &TokenStream, items: &mut [Item]) {
    for item in items {
        match item {
            Item::Fn(function) => {
                for attribute in &mut function.attrs {
                    if is_command(attribute) {
                        with_defaults(attribute, defaults);
                    }
                }
            }
            // An inner module with defaults of its own has said what it wants.
            Item::Mod(module) if !module.attrs.iter().any(is_commands) => {
                if let Some((_, items)) = &mut module.content {
                    hand_down(defaults, items);
                }
            }
            _ => {}
        }
    }
}

fn is_command(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "command")
}

fn is_commands(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "commands")
}

fn with_defaults(attribute: &mut Attribute, defaults: &TokenStream) {
    let key = format_ident!("{DEFAULTS}");
    let (path, written) = match &attribute.meta {
        Meta::Path(path) => (path.clone(), TokenStream::new()),
        Meta::List(list) => (list.path.clone(), list.tokens.clone()),
        Meta::NameValue(_) => return,
    };
    let comma = (!written.is_empty()).then(|| quote!(,));
    attribute.meta = Meta::List(MetaList {
        path,
        delimiter: syn::MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens: quote!(#written #comma #key(#defaults)),
    });
}
