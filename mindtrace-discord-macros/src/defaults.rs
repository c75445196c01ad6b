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
            hand_down(args, items, &mut diag);
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

fn hand_down(defaults: &TokenStream, items: &mut [Item], diag: &mut Diagnostics) {
    for item in items {
        match item {
            Item::Fn(function) => {
                for attribute in &mut function.attrs {
                    if is_command(attribute) {
                        with_defaults(attribute, defaults);
                    } else if attribute.path().is_ident("cfg_attr") && mentions_command(attribute) {
                        diag.error_help(
                            &*attribute,
                            "`#[commands]` cannot see whether this is a command, so it would miss the defaults",
                            "write `#[cfg(…)]` and `#[command]` as two attributes",
                        );
                    }
                }
            }
            Item::Mod(module) => {
                // An inner `#[commands]` hands on what it is handed, under what it says itself.
                if let Some(inner) = module.attrs.iter_mut().find(|attribute| is_commands(attribute)) {
                    with_defaults(inner, defaults);
                } else if let Some((_, items)) = &mut module.content {
                    hand_down(defaults, items, diag);
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

fn mentions_command(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::List(list) => list
            .tokens
            .to_string()
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == "command"),
        _ => false,
    }
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
