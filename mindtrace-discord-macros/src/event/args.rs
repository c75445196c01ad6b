//! What was written in `#[on_event(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::Path;

use crate::diag::{Diagnostics, list};
use crate::keys::{self, Entry, Form, Keyed, Number, set};
use crate::names;

/// Every key of `#[on_event(…)]` besides the event itself.
pub const KEYS: &[&str] = &["order", "crate"];

/// The attribute as written: `#[on_event(MemberJoin, order = 10)]`.
#[derive(Default)]
pub struct EventArgs {
    /// The event and the tokens that named it.
    pub event: Option<(Ident, TokenStream)>,
    pub order: Option<Keyed<Number>>,
    pub root: Option<Keyed<Path>>,
}

impl EventArgs {
    pub fn parse(tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut entries = keys::entries(tokens, diag).into_iter();
        let Some(first) = entries.next() else {
            diag.push(syn::Error::new(
                proc_macro2::Span::call_site(),
                format!("`#[on_event]` needs an event\n\nhelp: write `#[on_event(MemberJoin)]`; the events are {}", list(names::EVENTS.iter().copied())),
            ));
            return args;
        };
        match first.form {
            Form::Flag => {
                args.event = Some((first.key.clone(), quote::ToTokens::to_token_stream(&first.key)));
            }
            Form::Assign(_) | Form::List(_) => {
                diag.error_help(
                    &first.key,
                    "the event comes first",
                    "write `#[on_event(MemberJoin, order = 10)]`",
                );
                args.set(&first, diag);
            }
        }
        for entry in entries {
            args.set(&entry, diag);
        }
        args
    }

    fn set(&mut self, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "order" => set(&mut self.order, key, entry.number(diag), diag),
            "crate" => set(&mut self.root, key, entry.path(diag), diag),
            name if names::EVENTS.contains(&name) => {
                diag.error_help(
                    &key,
                    "a handler listens to one event",
                    "write a second function for the other event; both may call a third",
                );
            }
            _ => keys::unknown(&key, "#[on_event(…)]", KEYS, diag),
        }
    }
}
