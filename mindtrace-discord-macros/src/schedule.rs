//! `#[every]` and `#[cron]`: parse → check → expand.

mod args;
mod check;
mod cron;
mod expand;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use self::args::ScheduleArgs;
use crate::diag::Diagnostics;
use crate::function;

#[cfg(test)]
pub use self::args::KEYS;

/// An attribute that makes a function run by the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    Every,
    Cron,
}

impl Attribute {
    /// The attribute as it is written, without its arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Every => "every",
            Self::Cron => "cron",
        }
    }
}

/// The expansion of `#[every(args)] item` or `#[cron(args)] item`.
pub fn schedule(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are read independently, so that both report their mistakes.
    let args = ScheduleArgs::parse(attribute, args, &mut diag);
    let function = match function::parse(attribute.name(), item, &mut diag) {
        Ok(function) => function::check(attribute.name(), function, &mut diag),
        Err(item) => {
            let errors = diag.finish();
            return quote!(#item #errors);
        }
    };
    let schedule = check::check(args, &function, &mut diag);
    let emitted = function.emitted.to_token_stream();
    match schedule {
        Some(schedule) if diag.is_empty() => {
            let registration = expand::expand(&schedule);
            drop(diag);
            quote!(#emitted #registration)
        }
        _ => {
            let errors = diag.finish();
            quote!(#emitted #errors)
        }
    }
}
