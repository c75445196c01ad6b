//! Structs whose fields are arguments, for `#[derive(Args)]` and `#[derive(Modal)]`.

use quote::ToTokens;
use syn::{Attribute, Data, DeriveInput, Fields, Meta, Type};

use crate::argument::{self, ArgumentParam, Param};
use crate::diag::Diagnostics;
use crate::function;
use crate::keys::{self, Entry};

/// Parses the fields of a struct; `derive` is the macro's name.
pub fn read(
    derive: &str,
    attribute: argument::Attribute,
    input: &DeriveInput,
    diag: &mut Diagnostics,
) -> Vec<Param> {
    for generic in &input.generics.params {
        diag.error_help(
            generic,
            format_args!("`{derive}` is for structs without generics"),
            "write the concrete type",
        );
    }
    let Data::Struct(data) = &input.data else {
        let help = format!("write `struct {}` with one field for each value", input.ident);
        diag.error_help(&input.ident, format_args!("`{derive}` is for structs"), help);
        return Vec::new();
    };
    let Fields::Named(fields) = &data.fields else {
        let help = "write `struct Name { field: Type }`";
        match &data.fields {
            Fields::Unit => diag.error_help(&input.ident, "the struct has no fields", help),
            other => diag.error_help(other, "a field needs a name", help),
        }
        return Vec::new();
    };
    if fields.named.is_empty() {
        let help = "add a field for each value";
        diag.error_help(&input.ident, "the struct has no fields", help);
    }
    let mut params = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        if let Type::Reference(reference) = &field.ty {
            let owned = match &*reference.elem {
                Type::Path(path) if path.path.is_ident("str") => "String".to_owned(),
                other => other.to_token_stream().to_string().replace(' ', ""),
            };
            diag.error_help(&field.ty, "a field cannot borrow", format_args!("write `{owned}`"));
            continue;
        }
        if let Some(cfg) = field.attrs.iter().find(|attribute| attribute.path().is_ident("cfg")) {
            diag.error_help(cfg, "a field cannot have `#[cfg]`", "write two structs with `#[cfg(…)]`");
        }
        params.push(function::Param {
            ident: ident.clone(),
            ty: field.ty.clone(),
            attributes: field.attrs.clone(),
        });
    }
    argument::parse(attribute, &params, diag)
}

/// Returns the owned parameters; a struct has no others.
pub fn owned(params: &[Param]) -> impl Iterator<Item = &ArgumentParam> {
    params.iter().filter_map(|param| match param {
        Param::Argument(argument) => Some(argument),
        Param::Injected(_) => None,
    })
}

/// Parses the entries of `#[name(…)]` among the attributes; `example` is one for the help.
pub fn entries(name: &str, example: &str, attributes: &[Attribute], diag: &mut Diagnostics) -> Vec<Entry> {
    let mut entries = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        match &attribute.meta {
            Meta::List(list) => entries.extend(keys::entries(list.tokens.clone(), diag)),
            other => diag.error_help(
                other,
                format_args!("`{name}` needs keys"),
                format_args!("write `#[{name}({example})]`, or remove it"),
            ),
        }
    }
    entries
}
