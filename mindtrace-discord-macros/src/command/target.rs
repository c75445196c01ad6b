//! The target of a context menu command: its one argument.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::Type;

use super::attribute::Attribute;
use crate::argument::{self, Argument, ArgumentParam, CheckedParam, Kind, Param, Shape, Source, outer};
use crate::diag::Diagnostics;

/// Checks that there is exactly one argument, and that it can be the target.
pub fn check(
    attribute: Attribute,
    function: &Ident,
    params: Vec<Param>,
    diag: &mut Diagnostics,
) -> Vec<CheckedParam> {
    let mut found = 0;
    for param in &params {
        let Param::Argument(argument) = param else { continue };
        found += 1;
        if found == 2 {
            diag.error_help(
                &argument.ident,
                "a context menu command takes one argument, its target",
                "remove the parameter; ask for more in a modal, or write a `#[command]`",
            );
        }
        target(attribute, argument, diag);
    }
    if found == 0 {
        let (what, example) = kinds(attribute);
        diag.error_help(
            function,
            format_args!("the command has no parameter for its target, a {what}"),
            format_args!("add `{example}` to its parameters"),
        );
    }
    let mut checked = argument::check(params, Source::Component, diag);
    for param in &mut checked {
        if let CheckedParam::Argument(Argument { name, description, .. }) = param {
            "target".clone_into(name);
            description.clear();
        }
    }
    checked
}

fn target(attribute: Attribute, argument: &ArgumentParam, diag: &mut Diagnostics) {
    if let Some(key) = argument.keys.first() {
        diag.error_help(key, "the target takes no `#[arg(…)]`", "remove `#[arg(…)]`");
    }
    let (what, example) = kinds(attribute);
    let wrong = argument.shape != Shape::Required || !may_be_target(attribute, &argument.ty);
    if wrong {
        let ty = argument.ty.to_token_stream().to_string().replace(' ', "");
        let accepted = match attribute {
            Attribute::UserCommand => "`User`, a `Member` or a `UserId`",
            _ => "`Message` or a `MessageId`",
        };
        diag.error_help(
            &argument.ty,
            format_args!("the target is a {what}, not a `{ty}`"),
            format_args!("take a {accepted}, such as `{example}`"),
        );
    }
}

/// Returns whether the type could be the target; an alias could.
fn may_be_target(attribute: Attribute, ty: &Type) -> bool {
    let Some((name, _)) = outer(ty) else { return false };
    let accepted: &[&str] = match attribute {
        Attribute::UserCommand => &["User", "Member", "UserId"],
        _ => &["Message", "MessageId"],
    };
    accepted.contains(&name.as_str()) || argument::kind(ty) == Kind::Unknown
}

/// Returns the kind of target, and a parameter for it.
fn kinds(attribute: Attribute) -> (&'static str, &'static str) {
    match attribute {
        Attribute::UserCommand => ("user", "user: User"),
        _ => ("message", "message: Message"),
    }
}
