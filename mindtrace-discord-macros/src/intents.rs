//! Checks `intents(…)`: gateway intents that a handler needs in addition to its event's.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::diag::{Diagnostics, nearest};
use crate::keys::{Keyed, Name};
use crate::names;

/// Returns the runtime's constants for the intents in a list.
pub fn check(written: Option<&Keyed<Vec<Name>>>, diag: &mut Diagnostics) -> Vec<&'static str> {
    let mut checked = Vec::new();
    for name in written.map(|names| names.value.as_slice()).unwrap_or_default() {
        match names::intent(&name.text) {
            Some(constant) if checked.contains(&constant) => {
                let message = format!("duplicate intent `{constant}`");
                diag.error_help(&name.tokens, message, "remove one of the two");
            }
            Some(constant) => checked.push(constant),
            None => {
                let message = format!("unknown intent `{}`", name.text);
                let known = names::INTENTS
                    .iter()
                    .flat_map(|(c, others)| std::iter::once(*c).chain(others.iter().copied()));
                match nearest(&name.text, known) {
                    Some(found) => {
                        diag.error_help(&name.tokens, message, format_args!("did you mean `{found}`?"));
                    }
                    None => diag.error_help(
                        &name.tokens,
                        message,
                        "write Discord's name, such as `GUILD_MEMBERS` or `\"guild_members\"`",
                    ),
                }
            }
        }
    }
    checked
}

/// Quotes `.intents(…)` with the constants, unless there are none.
pub fn call(intents: &[&'static str]) -> Option<TokenStream> {
    let (first, rest) = intents.split_first()?;
    let constant = |name: &&str| Ident::new(name, Span::call_site());
    let (first, rest) = (constant(first), rest.iter().map(constant));
    Some(quote!(.intents(__discord::GatewayIntents::#first #(.union(__discord::GatewayIntents::#rest))*)))
}
