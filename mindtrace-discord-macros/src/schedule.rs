//! `#[every]` and `#[cron]`: parse → check → expand.

mod args;
mod attribute;
mod check;
mod cron;
mod expand;

use proc_macro2::TokenStream;

use self::args::ScheduleArgs;
pub use self::attribute::Attribute;
use crate::diag::Diagnostics;
use crate::handler;

#[cfg(test)]
pub use self::args::KEYS;

/// Expands `#[every(args)] item` or `#[cron(args)] item`.
pub fn schedule(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are parsed independently, so that both report their errors.
    let args = ScheduleArgs::parse(attribute, args, &mut diag);
    handler::expand(attribute.name(), item, diag, |function, diag| {
        check::check(args, function, diag).map(|schedule| expand::expand(&schedule))
    })
}
