//! `#[on_event]`: parse → check → expand.

mod args;
mod check;
mod expand;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use self::args::EventArgs;
use crate::diag::Diagnostics;
use crate::function;

/// The expansion of `#[on_event(args)] item`.
pub fn on_event(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are read independently, so that both report their mistakes.
    let args = EventArgs::parse(args, &mut diag);
    let function = match function::parse("on_event", item, &mut diag) {
        Ok(function) => function::check("on_event", function, &mut diag),
        Err(item) => {
            let errors = diag.finish();
            return quote!(#item #errors);
        }
    };
    let handler = check::check(args, &function, &mut diag);
    let emitted = function.emitted.to_token_stream();
    match handler {
        Some(handler) if diag.is_empty() => {
            let registration = expand::expand(&handler);
            drop(diag);
            quote!(#emitted #registration)
        }
        _ => {
            let errors = diag.finish();
            quote!(#emitted #errors)
        }
    }
}
