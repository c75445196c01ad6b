//! `#[command]` and its kin: parse → check → expand.

mod args;
mod attribute;
mod check;
mod checks;
mod component;
mod contexts;
mod description;
mod expand;
mod limits;
mod naming;
mod permissions;
mod target;
mod template;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

pub use self::args::{CommandArgs, DEFAULTS, GROUP};
pub use self::attribute::Attribute;
pub use self::contexts::aliases as check_contexts;
pub use self::description::check as check_description;
pub use self::expand::{marker, millis, state};
pub use self::limits::ids;
pub use self::naming::{aliases as check_aliases, word as check_word};
use crate::argument;
use crate::diag::Diagnostics;
use crate::function;

/// The expansion of `#[command(args)] item`, or of another attribute that makes a function a command.
pub fn command(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are read independently, so that both report their mistakes.
    let args = CommandArgs::parse(attribute, args, &mut diag);
    let function = match function::parse(attribute.name(), item, &mut diag) {
        Ok(function) => function::check(attribute.name(), function, &mut diag),
        Err(item) => {
            let errors = diag.finish();
            return quote!(#item #errors);
        }
    };
    let params = argument::parse(argument::Attribute::Arg, &function.params, &mut diag);
    let command = check::check(attribute, args, &function.emitted, params, &mut diag);
    let emitted = function.emitted.to_token_stream();
    match command {
        Some(command) if diag.is_empty() => {
            let registration = expand::expand(&command);
            drop(diag);
            quote!(#emitted #registration)
        }
        _ => {
            let errors = diag.finish();
            quote!(#emitted #errors)
        }
    }
}
