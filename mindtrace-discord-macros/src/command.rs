//! `#[command]`, the other attributes of commands, and their stages: parse → check → expand.

mod args;
mod attribute;
mod check;
mod checks;
mod component;
mod contexts;
mod description;
mod expand;
mod inherited;
mod limits;
mod naming;
mod permissions;
mod target;
mod template;

use proc_macro2::TokenStream;

pub use self::args::CommandArgs;
pub use self::attribute::Attribute;
pub use self::contexts::aliases as check_contexts;
pub use self::description::check as check_description;
pub use self::expand::{millis, state};
pub use self::inherited::{DEFAULTS, GROUP};
pub use self::limits::ids;
pub use self::naming::{aliases as check_aliases, word as check_word};
use crate::argument;
use crate::diag::Diagnostics;
use crate::handler;

/// Expands `#[command(args)] item`, or another attribute that makes a function a command.
pub fn command(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are parsed independently, so that both report their errors.
    let args = CommandArgs::parse(attribute, args, &mut diag);
    handler::expand(attribute.name(), item, diag, |function, diag| {
        let params = argument::parse(argument::Attribute::Arg, &function.params, diag);
        let command = check::check(attribute, args, &function.emitted, params, diag)?;
        Some(expand::expand(&command))
    })
}
