//! Webhooks that raise an event: their secret, the headers that fields take, and the header with the id of a delivery.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{DeriveInput, Field, LitStr};

use crate::diag::Diagnostics;
use crate::fields;
use crate::keys::{self, Entry, Keyed, Syntax};
use crate::naming::unraw;

/// The webhooks of an event.
pub(super) struct Webhook {
    /// The environment variable with their secret.
    secret: LitStr,
    delivery_id: Option<LitStr>,
    /// The fields that take a header, by the name under which serde reads them.
    headers: Vec<(String, LitStr)>,
}

/// Checks the keys of webhooks, which need a secret.
pub(super) fn check(
    secret: Option<Keyed<LitStr>>,
    is_http: bool,
    delivery_id: Option<Keyed<LitStr>>,
    headers: Vec<(String, Keyed<LitStr>)>,
    diag: &mut Diagnostics,
) -> Option<Webhook> {
    let is_webhook = secret.is_some();
    let delivery_id = delivery_id.map(|written| header(written, is_webhook, diag));
    let headers = headers.into_iter().map(|(field, written)| (field, header(written, is_webhook, diag)));
    let headers = headers.collect();
    Some(Webhook { secret: variable(secret?, is_http, diag), delivery_id, headers })
}

/// Checks the name of the environment variable with the secret.
fn variable(written: Keyed<LitStr>, is_http: bool, diag: &mut Diagnostics) -> LitStr {
    let Keyed { key, value } = written;
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
    value
}

/// Checks the name of a header. `is_webhook` is whether the event has a secret.
fn header(written: Keyed<LitStr>, is_webhook: bool, diag: &mut Diagnostics) -> LitStr {
    let Keyed { key, value } = written;
    if !is_webhook {
        let help = "write `#[event(http, secret = \"…\")]` on the type; the header is that of a webhook";
        diag.error_help(&key, format_args!("`{key}` is for events with `secret`"), help);
    }
    let name = value.value();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || name.len() > 64 || !name.chars().all(is_allowed) {
        diag.error_help(
            &value,
            "the name of a header has 1 to 64 ASCII letters, digits, `-` and `_`",
            format_args!("write `{key} = \"X-GitHub-Event\"`"),
        );
    }
    value
}

/// Returns the name under which serde reads a field, into which the header is put.
pub(super) fn field_name(
    key: &Ident,
    field: &Field,
    input: &DeriveInput,
    diag: &mut Diagnostics,
) -> Option<String> {
    let Some(ident) = &field.ident else {
        let help = "write a struct with named fields";
        diag.error_help(key, format_args!("a field with `{key}` needs a name"), help);
        return None;
    };
    // serde reports the mistakes in its attributes.
    let mut of_serde = Diagnostics::default();
    let own = fields::entries("serde", "rename = \"…\"", &field.attrs, &mut of_serde);
    let all = fields::entries("serde", "rename_all = \"…\"", &input.attrs, &mut of_serde);
    let renamed = own.iter().find_map(|entry| renamed(entry, &mut of_serde));
    drop(of_serde.finish());
    if renamed.is_none() && all.iter().any(|entry| entry.key == "rename_all") {
        let help = format!("write `#[serde(rename = \"{}\")]` on the field as well", unraw(ident));
        diag.error_help(
            key,
            format_args!("`{key}` does not know the name that `rename_all` gives the field"),
            help,
        );
        return None;
    }
    Some(renamed.unwrap_or_else(|| unraw(ident)))
}

/// Returns the name in `rename = "…"` or `rename(deserialize = "…")`.
fn renamed(entry: &Entry, diag: &mut Diagnostics) -> Option<String> {
    if entry.key != "rename" {
        return None;
    }
    let text = match &entry.syntax {
        Syntax::List(tokens) => {
            let names = keys::entries(tokens.clone(), diag);
            names.iter().find(|name| name.key == "deserialize")?.text(diag)
        }
        _ => entry.text(diag),
    };
    text.map(|text| text.value())
}

impl Webhook {
    /// Quotes the calls that declare the webhooks.
    pub(super) fn calls(&self) -> TokenStream {
        let Self { secret, delivery_id, headers } = self;
        let delivery_id = delivery_id.as_ref().map(|header| quote!(.delivery_id(#header)));
        let pairs = headers.iter().map(|(field, header)| quote!((#field, #header)));
        let headers = (!headers.is_empty()).then(|| quote!(.headers(&[#(#pairs),*])));
        quote!(.secret(#secret) #headers #delivery_id)
    }
}
