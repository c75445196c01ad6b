//! `#[on_event]`, and `#[on_start]`, `#[on_ready]`, `#[on_shutdown]`: parse → check → expand.

mod args;
mod attribute;
mod check;
mod expand;
mod own;

use proc_macro2::TokenStream;

use self::args::EventArgs;
use crate::diag::Diagnostics;
use crate::handler;

#[cfg(test)]
pub use self::args::KEYS;
pub use self::attribute::Attribute;
pub use self::own::event;
#[cfg(test)]
pub use self::own::{FIELD_KEYS, KEYS as OWN_KEYS};

/// Expands `#[on_event(args)] item`, or the attribute of a lifecycle hook.
pub fn handler(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are parsed independently, so that both report their errors.
    let args = EventArgs::parse(attribute, args, &mut diag);
    handler::expand(attribute.name(), item, diag, |function, diag| {
        check::check(attribute, args, function, diag).map(|handler| expand::expand(&handler))
    })
}
