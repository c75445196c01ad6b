//! `#[commands(…)] mod x { … }` and `#[group(…)] mod x { … }`: pass their entries to every handler inside.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Item, ItemMod, Meta, MetaList};

use crate::command::{
    Attribute, CommandArgs, DEFAULTS, GROUP, check_aliases, check_contexts, check_description, check_word,
};
use crate::diag::Diagnostics;
use crate::function::first_tokens;
use crate::names;
use crate::unfinished;

/// The entries that a module passes down, and the key they are written under.
struct Defaults {
    key: Ident,
    entries: TokenStream,
    /// Whether they set the path of the runtime crate, which applies to every handler.
    root: bool,
}

/// Expands `#[commands(args)] item` or `#[group(args)] item`: the module, with the defaults written into its commands.
pub fn module(attribute: Attribute, args: &TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // Parsed here as well, so that an error is reported once and not at every command.
    let parsed = CommandArgs::parse(attribute, args.clone(), &mut diag);
    let parsed_module =
        syn::parse2::<ItemMod>(item.clone()).ok().or_else(|| unfinished::module(item.clone()));
    let emitted = match parsed_module {
        Some(mut module) => {
            let defaults = defaults(attribute, args, &parsed, &module, &mut diag);
            if let Some((_, items)) = &mut module.content {
                pass_down(&defaults, items, attribute, &mut diag);
            } else {
                diag.error_help(
                    module.semi,
                    format_args!("`#[{}]` needs an inline module", attribute.name()),
                    "write `mod name { … }` here, or the keys on each command",
                );
            }
            module.to_token_stream()
        }
        None => {
            misplaced(attribute, &item, &mut diag);
            item
        }
    };
    let errors = diag.finish();
    quote!(#emitted #errors)
}

/// Checks a group's own keys, and adds the default name and description.
fn defaults(
    attribute: Attribute,
    args: &TokenStream,
    parsed: &CommandArgs,
    module: &ItemMod,
    diag: &mut Diagnostics,
) -> Defaults {
    let root = parsed.root.is_some();
    if attribute != Attribute::Group {
        return Defaults { key: format_ident!("{DEFAULTS}"), entries: args.clone(), root };
    }
    if parsed.groups.len() >= 2 {
        diag.push(syn::Error::new(
            proc_macro2::Span::call_site(),
            "Discord allows two levels of groups, this is a third\n\nhelp: move the commands into the enclosing group, or make the outermost module `#[commands]`",
        ));
    }
    let name = check_word("a group name", parsed.name.as_ref(), &module.ident, diag);
    check_contexts(parsed.aliases.as_ref(), parsed.surfaces.as_ref(), diag);
    check_aliases("group", &name, parsed.aliases.as_ref(), diag);
    let description =
        check_description(parsed.description.as_ref(), &module.attrs, &module.ident, &name, diag);
    let mut entries = args.clone();
    let mut add = |entry: TokenStream| {
        let comma = separator(&entries);
        entries.extend(quote!(#comma #entry));
    };
    if parsed.name.is_none() {
        add(quote!(name = #name));
    }
    if parsed.description.is_none() {
        add(quote!(description = #description));
    }
    Defaults { key: format_ident!("{GROUP}"), entries, root }
}

/// Reports an attribute on an item that is not a module.
fn misplaced(attribute: Attribute, item: &TokenStream, diag: &mut Diagnostics) {
    let name = attribute.name();
    let example = match attribute {
        Attribute::Group => "write `#[group(description = \"…\")] mod name { … }`",
        _ => "write `#[commands(category = \"…\")] mod name { … }`",
    };
    let (tokens, help) = match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Fn(function)) => (function.sig.ident.to_token_stream(), "write `#[command]` on a function"),
        Ok(other) => (first_tokens(&other), example),
        // The module does not parse, so its commands would lose the keys.
        Err(error) => return diag.push(error),
    };
    diag.error_help(tokens, format_args!("`#[{name}]` belongs on a module"), help);
}

fn pass_down(defaults: &Defaults, items: &mut [Item], attribute: Attribute, diag: &mut Diagnostics) {
    for item in items {
        match item {
            Item::Fn(function) => {
                for written in &mut function.attrs {
                    if is_one_of(written, names::COMMAND_ATTRIBUTES)
                        || (defaults.root && is_one_of(written, names::EVENT_ATTRIBUTES))
                    {
                        add(written, defaults);
                    } else if written.path().is_ident("cfg_attr") && mentions_handler(written) {
                        diag.error_help(
                            &*written,
                            format_args!(
                                "`#[{}]` does not apply to commands behind `cfg_attr`",
                                attribute.name()
                            ),
                            "write `#[cfg(…)]` and `#[command]` as two attributes",
                        );
                    }
                }
            }
            Item::Mod(module) => {
                // An inner module with our attribute passes the defaults on, overridden by its own keys.
                if let Some(inner) = module.attrs.iter_mut().find(|inner| is_one_of(inner, MODULES)) {
                    add(inner, defaults);
                } else if let Some((_, items)) = &mut module.content {
                    pass_down(defaults, items, attribute, diag);
                }
            }
            _ => {}
        }
    }
}

const MODULES: &[&str] = &["commands", "group"];

/// Returns whether the attribute has one of the names, by any path.
fn is_one_of(attribute: &syn::Attribute, names: &[&str]) -> bool {
    attribute.path().segments.last().is_some_and(|segment| names.iter().any(|name| segment.ident == name))
}

fn mentions_handler(attribute: &syn::Attribute) -> bool {
    match &attribute.meta {
        Meta::List(list) => list
            .tokens
            .to_string()
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| names::COMMAND_ATTRIBUTES.contains(&word)),
        _ => false,
    }
}

/// Adds the defaults to the entries of an attribute.
fn add(attribute: &mut syn::Attribute, defaults: &Defaults) {
    let (path, written) = match &attribute.meta {
        Meta::Path(path) => (path.clone(), TokenStream::new()),
        Meta::List(list) => (list.path.clone(), list.tokens.clone()),
        Meta::NameValue(_) => return,
    };
    let Defaults { key, entries, .. } = defaults;
    let comma = separator(&written);
    attribute.meta = Meta::List(MetaList {
        path,
        delimiter: syn::MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens: quote!(#written #comma #key(#entries)),
    });
}

fn separator(written: &TokenStream) -> Option<TokenStream> {
    (!written.is_empty()).then(|| quote!(,))
}
