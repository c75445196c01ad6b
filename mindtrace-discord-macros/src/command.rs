//! `#[command]`: parse → check → expand.

mod args;
mod arguments;
mod check;
mod expand;
mod limits;
mod naming;
mod params;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

pub use self::args::{CommandArgs, DEFAULTS};
pub use self::expand::{state, twin};
pub use self::naming::{function as function_name, unraw};
#[cfg(test)]
pub use self::{args::KEYS, params::ARG_KEYS};
use crate::diag::Diagnostics;
use crate::function;

/// The expansion of `#[command(args)] item`.
pub fn command(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are read independently, so that both report their mistakes.
    let args = CommandArgs::parse(args, &mut diag);
    let function = match function::parse("command", item, &mut diag) {
        Ok(function) => function::check("command", function, &mut diag),
        Err(item) => {
            let errors = diag.finish();
            return quote!(#item #errors);
        }
    };
    let params = params::parse(&function.params, &mut diag);
    let command = check::check(args, &function.emitted, params, &mut diag);
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
