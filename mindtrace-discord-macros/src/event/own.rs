//! `#[derive(Event)]`: a custom type as an event.

mod webhook;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, GenericParam, Index, LitStr, Path};

use self::webhook::Webhook;
use crate::diag::Diagnostics;
use crate::fields;
use crate::keys::{self, Keyed, set};
use crate::naming::unraw;
use crate::paths::Root;

/// The keys of `#[event(…)]` on the type.
pub const KEYS: &[&str] = &["name", "http", "secret", "delivery_id", "stored", "crate"];

/// The keys of `#[event(…)]` on a field, and the method of the runtime's `EventScope` for each that sets the scope.
pub const FIELD_KEYS: &[(&str, Option<&str>)] = &[
    ("guild", Some("in_guild")),
    ("channel", Some("in_channel")),
    ("message", Some("about")),
    ("user", Some("by")),
    ("header", None),
];

/// A checked event.
struct OwnEvent<'a> {
    root: Root,
    ident: &'a Ident,
    name: String,
    /// The key, where rustc points if the type does not implement `Deserialize`.
    http: Option<Ident>,
    webhook: Option<Webhook>,
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
    let mut delivery_id: Option<Keyed<LitStr>> = None;
    for entry in fields::entries("event", "name = \"…\"", &input.attrs, diag) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "name" => set(&mut name, key, entry.text(diag), diag),
            "http" => set(&mut http, key, entry.flag(diag), diag),
            "secret" => set(&mut secret, key, entry.text(diag), diag),
            "delivery_id" => set(&mut delivery_id, key, entry.text(diag), diag),
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
    let Fields { scope, headers } = keyed_fields(input, diag);
    let is_http = http.as_ref().is_some_and(|http| http.value);
    OwnEvent {
        root: Root::new(root.map(|root| root.value)),
        ident: &input.ident,
        name: event_name(name.as_ref(), &input.ident, diag),
        http: http.filter(|http| http.value).map(|http| http.key),
        webhook: webhook::check(secret, is_http, delivery_id, headers, diag),
        stored: stored.filter(|stored| stored.value).map(|stored| stored.key),
        scope,
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

/// The fields with a key.
#[derive(Default)]
struct Fields {
    /// Each field with a role, and the method that takes it.
    scope: Vec<(Ident, TokenStream)>,
    /// Each field that takes a header, by the name under which serde reads it.
    headers: Vec<(String, Keyed<LitStr>)>,
}

fn keyed_fields(input: &DeriveInput, diag: &mut Diagnostics) -> Fields {
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
            return Fields::default();
        }
        Data::Union(_) => {
            diag.error_help(&input.ident, "a union cannot be an event", "write a struct or an enum");
            return Fields::default();
        }
    };
    let Fields { mut scope, mut headers } = Fields::default();
    for (position, field) in fields.iter().enumerate() {
        let access = match &field.ident {
            Some(ident) => quote_spanned!(field.ty.span()=> self.#ident),
            None => {
                let index = Index { index: u32::try_from(position).unwrap_or(u32::MAX), span: field.span() };
                quote_spanned!(field.ty.span()=> self.#index)
            }
        };
        let FieldKeys { roles, header } = field_keys(field, diag);
        if let Some(header) = header {
            let name = webhook::field_name(&header.key, field, input, diag);
            headers.extend(name.map(|name| (name, header)));
        }
        for (key, method) in roles {
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
    Fields { scope, headers }
}

/// The keys of a field.
struct FieldKeys {
    /// Its roles in the scope, and the method for each.
    roles: Vec<(Ident, &'static str)>,
    /// The header that it takes.
    header: Option<Keyed<LitStr>>,
}

fn field_keys(field: &Field, diag: &mut Diagnostics) -> FieldKeys {
    let (mut roles, mut header) = (Vec::new(), None);
    for entry in fields::entries("event", "user", &field.attrs, diag) {
        let key = entry.key.clone();
        match FIELD_KEYS.iter().find(|(known, _)| key == known) {
            Some((_, Some(method))) => {
                if entry.flag(diag) == Some(true) {
                    roles.push((key, *method));
                }
            }
            Some((_, None)) => set(&mut header, key, entry.text(diag), diag),
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
    FieldKeys { roles, header }
}

fn expand(own: &OwnEvent<'_>) -> TokenStream {
    let OwnEvent { root, ident, name, http, webhook, stored, scope } = own;
    let calls = scope.iter().map(|(method, value)| quote!(.#method #value));
    let scope = (!scope.is_empty()).then(|| {
        quote! {
            fn scope(&self) -> __discord::EventScope {
                __discord::EventScope::none() #(#calls)*
            }
        }
    });
    let outside = http.as_ref().map(|key| {
        let calls = webhook.as_ref().map(Webhook::calls);
        registered(ident, key, ("HttpEvent", "HttpEventSpec"), calls.as_ref())
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
