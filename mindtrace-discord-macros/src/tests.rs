//! Golden expansions: `expand/<case>.rs` is the input, `expand/<case>.expanded.rs` the expected output.
//!
//! `UPDATE_EXPECT=1 cargo test -p mindtrace-discord-macros` rewrites the golden files; read them before committing.

use std::path::Path;

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{File, Item, Meta};

use crate::command::Attribute;

macro_rules! golden {
    ($($case:ident),* $(,)?) => {$(
        #[test]
        fn $case() {
            let expanded = expansion_of(stringify!($case));
            expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/expand/", stringify!($case), ".expanded.rs")].assert_eq(&expanded);
        }
    )*};
}

golden!(
    hello,
    purge,
    every_key,
    argument_shapes,
    argument_limits,
    plain_function,
    renamed_crate,
    event,
    event_with_state,
    every_event_key,
    lifecycle,
    own_event,
    schedules,
    module,
    choice,
    gates,
    group,
    argument_keys,
    flattened,
    context_menus,
    component,
    modal
);

#[test]
fn a_renamed_crate_replaces_every_default_path() {
    assert!(!expansion_of("renamed_crate").contains("mindtrace_discord"));
}

#[test]
fn every_path_of_an_expansion_is_absolute() {
    for case in ["hello", "purge", "every_key", "event", "choice", "gates", "flattened", "component", "modal"]
    {
        let expanded = expansion_of(case);
        for (at, _) in expanded.match_indices("mindtrace_discord::") {
            assert!(expanded[..at].ends_with("::"), "{case}: {}", &expanded[at..at + 40]);
        }
    }
}

#[test]
fn the_rustdoc_of_each_macro_lists_its_keys() {
    let commands = [
        Attribute::Command,
        Attribute::UserCommand,
        Attribute::MessageCommand,
        Attribute::Component,
        Attribute::Commands,
        Attribute::Group,
    ];
    let mut macros: Vec<(&str, Vec<&str>)> =
        commands.iter().map(|attribute| (attribute.name(), attribute.keys())).collect();
    macros.push(("command", crate::argument::ARG_KEYS.to_vec()));
    macros.push(("modal", crate::argument::FIELD_KEYS.to_vec()));
    macros.push(("modal", crate::modal::KEYS.to_vec()));
    macros.push(("on_event", crate::event::KEYS.iter().map(|(key, _)| *key).collect()));
    for hook in ["on_start", "on_ready", "on_shutdown"] {
        let keys = crate::event::KEYS.iter().filter(|(_, events)| !events).map(|(key, _)| *key);
        macros.push((hook, keys.collect()));
    }
    let schedule = crate::schedule::KEYS.iter();
    macros.push(("cron", schedule.clone().map(|(key, _)| *key).collect()));
    macros.push(("every", schedule.filter(|(_, cron)| !cron).map(|(key, _)| *key).collect()));
    macros.push(("event", crate::event::OWN_KEYS.to_vec()));
    macros.push(("event", crate::event::FIELD_KEYS.iter().map(|(key, _)| *key).collect()));
    for (name, keys) in macros {
        let documentation = documentation(name);
        for key in keys {
            let words = ["`", "=", "(", " "].map(|end| format!("`{key}{end}"));
            assert!(
                words.iter().any(|word| documentation.contains(word)),
                "`{key}` is not in the rustdoc of `{name}`"
            );
        }
    }
}

/// Returns the doc comment of a macro.
fn documentation(name: &str) -> String {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let before = source.split(&format!("\npub fn {name}(")).next().unwrap();
    let lines: Vec<&str> = before.lines().rev().skip_while(|line| !line.starts_with("///")).collect();
    lines.into_iter().take_while(|line| line.starts_with("///")).collect()
}

fn expansion_of(case: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand").join(format!("{case}.rs"));
    let file: File = syn::parse_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let expanded: TokenStream = file.items.into_iter().map(expand).collect();
    match syn::parse2(expanded.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("the expansion does not parse: {error}\n{expanded}"),
    }
}

fn expand(item: Item) -> TokenStream {
    match item {
        Item::Fn(mut function) => {
            let names = [
                "command",
                "user_command",
                "message_command",
                "component",
                "on_event",
                "on_start",
                "on_ready",
                "on_shutdown",
                "every",
                "cron",
            ];
            match take(&mut function.attrs, &names) {
                Some((name, args)) if name.starts_with("on_") => {
                    crate::event::handler(hook(&name), args, function.to_token_stream())
                }
                Some((name, args)) if name == "every" || name == "cron" => {
                    use crate::schedule::Attribute::{Cron, Every};
                    let attribute = if name == "cron" { Cron } else { Every };
                    crate::schedule::schedule(attribute, args, function.to_token_stream())
                }
                Some((name, args)) => {
                    crate::command::command(attribute(&name), args, function.to_token_stream())
                }
                None => function.to_token_stream(),
            }
        }
        Item::Mod(mut module) => {
            if let Some((name, args)) = take(&mut module.attrs, &["commands", "group"]) {
                let expanded = crate::module::module(attribute(&name), &args, module.to_token_stream());
                return syn::parse2::<File>(expanded).unwrap().items.into_iter().map(expand).collect();
            }
            let (vis, ident, items) = (module.vis, module.ident, module.content.unwrap().1);
            let items = items.into_iter().map(expand);
            quote!(#vis mod #ident { #(#items)* })
        }
        Item::Enum(item) => {
            let derived = crate::choice::choice(item.to_token_stream());
            quote!(#item #derived)
        }
        Item::Struct(mut item) => {
            let derived = match take(&mut item.attrs, &["derive"]) {
                Some((_, derive)) if derive.to_string() == "Args" => {
                    crate::args::args(item.to_token_stream())
                }
                Some((_, derive)) if derive.to_string().contains("Event") => {
                    crate::event::event(item.to_token_stream())
                }
                Some(_) => crate::modal::modal(item.to_token_stream()),
                None => TokenStream::new(),
            };
            quote!(#item #derived)
        }
        other => other.to_token_stream(),
    }
}

fn hook(name: &str) -> crate::event::Attribute {
    use crate::event::Attribute::{Event, Ready, Shutdown, Start};
    [Event, Start, Ready, Shutdown].into_iter().find(|attribute| attribute.name() == name).unwrap()
}

fn attribute(name: &str) -> Attribute {
    match name {
        "user_command" => Attribute::UserCommand,
        "message_command" => Attribute::MessageCommand,
        "component" => Attribute::Component,
        "commands" => Attribute::Commands,
        "group" => Attribute::Group,
        _ => Attribute::Command,
    }
}

fn take(attributes: &mut Vec<syn::Attribute>, names: &[&str]) -> Option<(String, TokenStream)> {
    let position =
        attributes.iter().position(|attribute| names.iter().any(|name| attribute.path().is_ident(name)))?;
    let attribute = attributes.remove(position);
    let name = attribute.path().get_ident().unwrap().to_string();
    let args = match attribute.meta {
        Meta::List(list) => list.tokens,
        _ => TokenStream::new(),
    };
    Some((name, args))
}
