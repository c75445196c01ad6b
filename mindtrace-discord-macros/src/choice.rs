//! `#[derive(Choice)]`: an enum as an argument with fixed choices.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Meta, Path};

use crate::diag::Diagnostics;
use crate::keys::{self, Keyed, set};
use crate::naming::{split, unraw};
use crate::paths::Root;

/// The keys of `#[choice(…)]` on a variant.
const KEYS: &[&str] = &["name", "value"];

/// The keys of `#[choice(…)]` on the enum.
const ENUM_KEYS: &[&str] = &["crate"];

struct Variant {
    ident: Ident,
    name: String,
    value: String,
}

/// Expands `#[derive(Choice)] item`.
pub fn choice(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let root = root(&input.attrs, &mut diag);
    let variants = variants(&input, &mut diag);
    let is_valid = diag.is_empty();
    let errors = diag.finish();
    // An enum with wrong choices still implements `Choice`, so that one mistake is one error.
    let variants = if is_valid { variants } else { Vec::new() };
    let expansion = input.generics.params.is_empty().then(|| expand(&root, &input.ident, &variants));
    quote!(#expansion #errors)
}

fn root(attributes: &[Attribute], diag: &mut Diagnostics) -> Root {
    let mut root: Option<Keyed<Path>> = None;
    for entry in entries(attributes, diag) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "crate" => set(&mut root, key, entry.path(diag), diag),
            name if KEYS.contains(&name) => {
                diag.error_help(
                    &key,
                    format_args!("`{name}` belongs on a variant"),
                    "write `#[choice(…)]` on the variant",
                );
            }
            _ => keys::unknown(&key, "#[choice(…)]", ENUM_KEYS, diag),
        }
    }
    Root::new(root.map(|root| root.value))
}

fn variants(input: &DeriveInput, diag: &mut Diagnostics) -> Vec<Variant> {
    let Data::Enum(data) = &input.data else {
        diag.error_help(
            &input.ident,
            "`Choice` is for enums",
            "list the choices as the variants of an `enum`",
        );
        return Vec::new();
    };
    if let Some(generic) = input.generics.params.first() {
        diag.error_help(generic, "a choice cannot be generic", "remove the parameter");
    }
    if data.variants.is_empty() {
        diag.error_help(&input.ident, "the enum has no variants", "add a variant");
    }
    let mut seen = (HashSet::new(), HashSet::new());
    let mut variants = Vec::new();
    for (position, variant) in data.variants.iter().enumerate() {
        // Discord: at most 25 choices.
        if position == 25 {
            diag.error_help(
                &variant.ident,
                format_args!("Discord allows 25 choices, this is one more ({} in all)", data.variants.len()),
                "take a `String` and check it, or split the enum",
            );
        }
        if !matches!(variant.fields, Fields::Unit) {
            diag.error_help(
                &variant.fields,
                "a choice cannot have fields",
                format_args!("write `{}` without fields", variant.ident),
            );
        }
        let (name, value) = names(&variant.attrs, diag);
        let ident = unraw(&variant.ident);
        let name_tokens = name
            .as_ref()
            .map_or_else(|| variant.ident.to_token_stream(), |name| name.value.to_token_stream());
        let value_tokens = value
            .as_ref()
            .map_or_else(|| variant.ident.to_token_stream(), |value| value.value.to_token_stream());
        let name = name.map_or_else(|| split(&ident).join(" "), |name| name.value.value());
        let value = value.map_or_else(|| split(&ident).join("_").to_lowercase(), |value| value.value.value());
        length(&name, &name_tokens, diag);
        length(&value, &value_tokens, diag);
        if !seen.0.insert(name.to_lowercase()) {
            diag.error_help(
                &name_tokens,
                format_args!("duplicate choice name `{name}`"),
                "write `#[choice(name = \"…\")]` on one of them",
            );
        }
        if !seen.1.insert(value.to_lowercase()) {
            diag.error_help(
                &value_tokens,
                format_args!("duplicate choice value `{value}`"),
                "write `#[choice(value = \"…\")]` on one of them",
            );
        }
        variants.push(Variant { ident: variant.ident.clone(), name, value });
    }
    variants
}

fn names(attributes: &[Attribute], diag: &mut Diagnostics) -> (Option<Keyed<LitStr>>, Option<Keyed<LitStr>>) {
    let (mut name, mut value) = (None, None);
    for entry in entries(attributes, diag) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "name" => set(&mut name, key, entry.text(diag), diag),
            "value" => set(&mut value, key, entry.text(diag), diag),
            _ => keys::unknown(&key, "#[choice(…)]", KEYS, diag),
        }
    }
    (name, value)
}

fn entries(attributes: &[Attribute], diag: &mut Diagnostics) -> Vec<keys::Entry> {
    let mut entries = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("choice")) {
        match &attribute.meta {
            Meta::List(list) => entries.extend(keys::entries(list.tokens.clone(), diag)),
            other => {
                diag.error_help(
                    other,
                    "`choice` needs keys",
                    "write `#[choice(name = \"…\")]`, or remove it",
                );
            }
        }
    }
    entries
}

/// Checks Discord's rule: the name and the value of a choice have 1 to 100 characters.
fn length(text: &str, tokens: &TokenStream, diag: &mut Diagnostics) {
    let length = text.chars().count();
    if length == 0 || length > 100 {
        diag.error_help(
            tokens,
            format_args!("a choice has 1 to 100 characters, this one has {length}"),
            "write 1 to 100 characters",
        );
    }
}

fn expand(root: &Root, ident: &Ident, variants: &[Variant]) -> TokenStream {
    let choices =
        variants.iter().map(|Variant { name, value, .. }| quote!(__discord::ChoiceSpec::new(#name, #value)));
    let arms = variants
        .iter()
        .map(|Variant { ident, value, .. }| quote!(#value => ::core::option::Option::Some(Self::#ident)));
    let longest = Literal::usize_unsuffixed(
        variants.iter().map(|variant| encoded_length(&variant.value)).max().unwrap_or(0),
    );
    let encoded = variants.iter().map(|Variant { ident, value, .. }| quote!(Self::#ident => #value));
    // An enum that was refused has no variants here to match on.
    let encoded = if variants.is_empty() { quote!("") } else { quote!(match self { #(#encoded),* }) };
    root.scope(
        &[],
        &quote! {
            impl __discord::Choice for #ident {
                const CHOICES: &'static [__discord::ChoiceSpec] = const { &[#(#choices),*] };

                fn from_value(__value: &str) -> ::core::option::Option<Self> {
                    match __value {
                        #(#arms,)*
                        _ => ::core::option::Option::None,
                    }
                }
            }

            impl __discord::CustomIdValue for #ident {
                const LONGEST: ::core::option::Option<usize> = ::core::option::Option::Some(#longest);

                fn encode(&self) -> ::std::string::String {
                    ::std::string::String::from(#encoded)
                }
            }
        },
    )
}

/// Returns the length of a value in a custom id. A character that has to be escaped counts as three.
fn encoded_length(value: &str) -> usize {
    let escaped = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, ' ' | '-' | '_' | '.');
    value.chars().map(|c| if escaped(c) { 3 } else { 1 }).sum()
}
