//! The one argument of a context menu's command: what was clicked on.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::Type;

use super::attribute::Attribute;
use crate::argument::{self, Argument, ArgumentParam, CheckedParam, Kind, Param, Place, Shape, outer};
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
                "a context menu gives its command what was clicked on and nothing else",
                "remove the parameter; ask for more in a form, or write a `#[command]`",
            );
        }
        target(attribute, argument, diag);
    }
    if found == 0 {
        let (what, example) = kinds(attribute);
        diag.error_help(
            function,
            format_args!("the command has no parameter for the {what} that was clicked on"),
            format_args!("add `{example}` to its parameters"),
        );
    }
    let mut checked = argument::check(params, Place::Component, diag);
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
        diag.error_help(key, "what was clicked on is neither typed nor limited", "remove `#[arg(…)]`");
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
            format_args!("somebody clicked on a {what}, which is no `{ty}`"),
            format_args!("take a {accepted}, such as `{example}`"),
        );
    }
}

/// Whether the type could be what was clicked on; an alias could.
fn may_be_target(attribute: Attribute, ty: &Type) -> bool {
    let Some((name, _)) = outer(ty) else { return false };
    let accepted: &[&str] = match attribute {
        Attribute::UserCommand => &["User", "Member", "UserId"],
        _ => &["Message", "MessageId"],
    };
    accepted.contains(&name.as_str()) || argument::kind(ty) == Kind::Unknown
}

/// What is clicked on, and a parameter for it.
fn kinds(attribute: Attribute) -> (&'static str, &'static str) {
    match attribute {
        Attribute::UserCommand => ("user", "user: User"),
        _ => ("message", "message: Message"),
    }
}
