//! `#[on_event]`, and `#[on_start]`, `#[on_ready]`, `#[on_shutdown]`: parse → check → expand.

mod args;
mod call;
mod check;
mod expand;
mod own;
mod params;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use self::args::EventArgs;
use crate::diag::Diagnostics;
use crate::function;

pub use self::args::EventType;
#[cfg(test)]
pub use self::args::KEYS;
pub use self::call::Call;
pub use self::own::event;
#[cfg(test)]
pub use self::own::{FIELD_KEYS, KEYS as OWN_KEYS};
pub use self::params::{HandlerParam, params};

/// An attribute that makes a function the handler of something that happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    /// Of an event that it names.
    Event,
    Start,
    Ready,
    Shutdown,
}

impl Attribute {
    /// The attribute as it is written, without its arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "on_event",
            Self::Start => "on_start",
            Self::Ready => "on_ready",
            Self::Shutdown => "on_shutdown",
        }
    }

    /// The runtime's type for what happens, unless the attribute names it.
    pub fn hook(self) -> Option<&'static str> {
        match self {
            Self::Event => None,
            Self::Start => Some("Start"),
            Self::Ready => Some("FirstReady"),
            Self::Shutdown => Some("Shutdown"),
        }
    }
}

/// The expansion of `#[on_event(args)] item` and its kin.
pub fn handler(attribute: Attribute, args: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diagnostics::default();
    // The attribute and the function are read independently, so that both report their mistakes.
    let args = EventArgs::parse(attribute, args, &mut diag);
    let function = match function::parse(attribute.name(), item, &mut diag) {
        Ok(function) => function::check(attribute.name(), function, &mut diag),
        Err(item) => {
            let errors = diag.finish();
            return quote!(#item #errors);
        }
    };
    let handler = check::check(attribute, args, &function, &mut diag);
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
