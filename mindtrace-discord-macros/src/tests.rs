//! Golden expansions: `expand/<case>.rs` is what a user writes, `expand/<case>.expanded.rs` what it becomes.
//!
//! `UPDATE_EXPECT=1 cargo test -p mindtrace-discord-macros` rewrites the golden files; read them before committing.

use std::path::Path;

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, File, Item, Meta};

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
    module,
    choice
);

#[test]
fn a_renamed_crate_leaves_no_path_of_ours() {
    assert!(!expansion_of("renamed_crate").contains("mindtrace_discord"));
}

#[test]
fn every_path_of_an_expansion_is_absolute() {
    for case in ["hello", "purge", "every_key", "event", "choice"] {
        let expanded = expansion_of(case);
        for (at, _) in expanded.match_indices("mindtrace_discord::") {
            assert!(expanded[..at].ends_with("::"), "{case}: {}", &expanded[at..at + 40]);
        }
    }
}

#[test]
fn the_rustdoc_of_each_attribute_lists_its_keys() {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let keys = crate::command::KEYS.iter().chain(crate::command::ARG_KEYS);
    for key in keys {
        let documented = source.lines().any(|line| line.starts_with(&format!("/// | `{key}")));
        assert!(documented, "`{key}` is not in the rustdoc");
    }
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
        Item::Fn(mut function) => match take(&mut function.attrs, &["command", "on_event"]) {
            Some((name, args)) if name == "command" => {
                crate::command::command(args, function.to_token_stream())
            }
            Some((_, args)) => crate::event::on_event(args, function.to_token_stream()),
            None => function.to_token_stream(),
        },
        Item::Mod(mut module) => {
            if let Some((_, args)) = take(&mut module.attrs, &["commands"]) {
                let expanded = crate::defaults::commands(&args, module.to_token_stream());
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
        other => other.to_token_stream(),
    }
}

fn take(attributes: &mut Vec<Attribute>, names: &[&str]) -> Option<(String, TokenStream)> {
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
