//! `#[derive(Event)]`: a custom type as an event.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, GenericParam, Index, LitStr, Path};

use crate::diag::Diagnostics;
use crate::fields;
use crate::keys::{self, Keyed, set};
use crate::naming::unraw;
use crate::paths::Root;

/// The keys of `#[event(…)]` on the type.
pub const KEYS: &[&str] = &["name", "http", "secret", "stored", "crate"];

/// The keys of `#[event(…)]` on a field, and the method of the runtime's `EventScope` for each.
pub const FIELD_KEYS: &[(&str, &str)] =
    &[("guild", "in_guild"), ("channel", "in_channel"), ("message", "about"), ("user", "by")];

/// A checked event.
struct OwnEvent<'a> {
    root: Root,
    ident: &'a Ident,
    name: String,
    /// The key, where rustc points if the type does not implement `Deserialize`.
    http: Option<Ident>,
    /// The environment variable with the secret of its webhooks.
    secret: Option<LitStr>,
    /// The same for `Serialize` and `Deserialize`.
    stored: Option<Ident>,
    scope: Vec<(Ident, TokenStream)>,
}

/// Expands `#[derive(Event)] item`.
pub fn event(item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    let input = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let own = check(&input, &mut diag);
    let errors = diag.finish();
    let expansion = input.generics.params.is_empty().then(|| expand(&own));
    quote!(#expansion #errors)
}

fn check<'a>(input: &'a DeriveInput, diag: &mut Diagnostics) -> OwnEvent<'a> {
    for generic in &input.generics.params {
        match generic {
            GenericParam::Lifetime(_) => diag.error_help(
                generic,
                "an event cannot borrow: its handlers run later and concurrently",
                "write `String` for `&str`, and owned types for other references",
            ),
            _ => diag.error_help(
                generic,
                "an event cannot be generic: handlers are found by its type",
                "write the concrete type",
            ),
        }
    }
    let (mut name, mut http, mut secret, mut stored, mut root) = (None, None, None, None, None);
    for entry in fields::entries("event", "name = \"…\"", &input.attrs, diag) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "name" => set(&mut name, key, entry.text(diag), diag),
            "http" => set(&mut http, key, entry.flag(diag), diag),
            "secret" => set(&mut secret, key, entry.text(diag), diag),
            "stored" => set(&mut stored, key, entry.flag(diag), diag),
            "crate" => set(&mut root, key, entry.path(diag), diag),
            text if FIELD_KEYS.iter().any(|(known, _)| *known == text) => {
                diag.error_help(
                    &key,
                    format_args!("`{text}` belongs on a field"),
                    "write `#[event(…)]` on the field",
                );
            }
            _ => keys::unknown(&key, "#[event(…)]", KEYS, diag),
        }
    }
    let root: Option<Keyed<Path>> = root;
    let http: Option<Keyed<bool>> = http;
    let stored: Option<Keyed<bool>> = stored;
    let secret = webhook_secret(secret, http.as_ref().is_some_and(|http| http.value), diag);
    OwnEvent {
        root: Root::new(root.map(|root| root.value)),
        ident: &input.ident,
        name: event_name(name.as_ref(), &input.ident, diag),
        http: http.filter(|http| http.value).map(|http| http.key),
        secret,
        stored: stored.filter(|stored| stored.value).map(|stored| stored.key),
        scope: scope(input, diag),
    }
}

/// Checks the name in logs and in the path of the HTTP surface; the default is the type's name.
fn event_name(written: Option<&Keyed<LitStr>>, ident: &Ident, diag: &mut Diagnostics) -> String {
    let Some(written) = written.map(|written| &written.value) else { return unraw(ident) };
    let name = written.value();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > 64 || !name.chars().all(is_allowed) {
        diag.error_help(
            written,
            "an event name has 1 to 64 ASCII letters, digits, `-`, `_` and `.`",
            "write `name = \"order-paid\"`; it is part of the HTTP path",
        );
    }
    name
}

/// Checks the name of the environment variable with the secret of webhooks.
fn webhook_secret(written: Option<Keyed<LitStr>>, is_http: bool, diag: &mut Diagnostics) -> Option<LitStr> {
    let Keyed { key, value } = written?;
    if !is_http {
        diag.error_help(&key, "`secret` is for events with `http`", "write `#[event(http, secret = \"…\")]`");
    }
    let name = value.value();
    let is_allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || !name.chars().all(is_allowed) {
        diag.error_help(
            &value,
            "`secret` takes the name of an environment variable, in capital letters",
            "write `secret = \"GITHUB_WEBHOOK_SECRET\"`; the secret itself does not belong into the program",
        );
    }
    Some(value)
}

/// Returns the scope: each field with a role, and the method that takes it.
fn scope(input: &DeriveInput, diag: &mut Diagnostics) -> Vec<(Ident, TokenStream)> {
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        Data::Enum(data) => {
            for field in data.variants.iter().flat_map(|variant| &variant.fields) {
                if let Some(attribute) =
                    field.attrs.iter().find(|attribute| attribute.path().is_ident("event"))
                {
                    diag.error_help(
                        attribute,
                        "the fields of an enum cannot set the scope",
                        "write a struct, or implement `Event` and its `scope` by hand",
                    );
                }
            }
            return Vec::new();
        }
        Data::Union(_) => {
            diag.error_help(&input.ident, "a union cannot be an event", "write a struct or an enum");
            return Vec::new();
        }
    };
    let mut scope: Vec<(Ident, TokenStream)> = Vec::new();
    for (position, field) in fields.iter().enumerate() {
        let access = match &field.ident {
            Some(ident) => quote_spanned!(field.ty.span()=> self.#ident),
            None => {
                let index = Index { index: u32::try_from(position).unwrap_or(u32::MAX), span: field.span() };
                quote_spanned!(field.ty.span()=> self.#index)
            }
        };
        for (key, method) in roles(field, diag) {
            if scope.iter().any(|(taken, _)| taken == method) {
                diag.error_help(
                    &key,
                    format_args!("another field is already the `{key}`"),
                    "keep one of the two",
                );
                continue;
            }
            // Spanned at the type, so that rustc points there if it does not fit the role.
            let span = field.ty.span();
            let value = if method == "by" { quote!(&#access) } else { quote!(#access) };
            scope.push((Ident::new(method, span), quote_spanned!(span=> (#value))));
        }
    }
    scope
}

fn roles(field: &Field, diag: &mut Diagnostics) -> Vec<(Ident, &'static str)> {
    let mut roles = Vec::new();
    for entry in fields::entries("event", "user", &field.attrs, diag) {
        let key = entry.key.clone();
        match FIELD_KEYS.iter().find(|(known, _)| key == known) {
            Some((_, method)) if entry.flag(diag) == Some(true) => roles.push((key, *method)),
            Some(_) => {}
            None if KEYS.iter().any(|known| key == known) => {
                diag.error_help(
                    &key,
                    format_args!("`{key}` belongs on the type"),
                    "write `#[event(…)]` on the type",
                );
            }
            None => {
                let known: Vec<&str> = FIELD_KEYS.iter().map(|(known, _)| *known).collect();
                keys::unknown(&key, "#[event(…)]", &known, diag);
            }
        }
    }
    roles
}

fn expand(own: &OwnEvent<'_>) -> TokenStream {
    let OwnEvent { root, ident, name, http, secret, stored, scope } = own;
    let calls = scope.iter().map(|(method, value)| quote!(.#method #value));
    let scope = (!scope.is_empty()).then(|| {
        quote! {
            fn scope(&self) -> __discord::EventScope {
                __discord::EventScope::none() #(#calls)*
            }
        }
    });
    let outside = http.as_ref().map(|key| {
        let secret = secret.as_ref().map(|variable| quote!(.secret(#variable)));
        registered(ident, key, ("HttpEvent", "HttpEventSpec"), secret.as_ref())
    });
    let stored = stored.as_ref().map(|key| registered(ident, key, ("StoredEvent", "StoredEventSpec"), None));
    let ident = ident.to_token_stream();
    root.scope(
        &[],
        &quote! {
            impl __discord::Event for #ident {
                const NAME: &'static str = #name;

                #scope
            }

            #outside

            #stored
        },
    )
}

/// Quotes the implementation of a trait that gives the event a specification, and registers it.
fn registered(
    ident: &Ident,
    key: &Ident,
    (item, spec): (&str, &str),
    calls: Option<&TokenStream>,
) -> TokenStream {
    let item = Ident::new(item, Span::call_site());
    let ty = Ident::new(spec, Span::call_site());
    // Spanned at the key, so that rustc points there if the type does not implement what the specification needs.
    let spec = Ident::new(spec, key.span());
    let spec = quote_spanned!(key.span()=> __discord::#spec::of::<Self>());
    quote! {
        impl __discord::#item for #ident {
            const SPEC: __discord::#ty = #spec #calls.source(::core::file!(), ::core::line!());
        }

        __discord::inventory::submit! { <#ident as __discord::#item>::SPEC }
    }
}
