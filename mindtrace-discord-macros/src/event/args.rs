//! What was written in `#[on_event(…)]`.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{LitStr, Path};

use crate::command::{self, CommandArgs};
use crate::diag::{Diagnostics, list};
use crate::keys::{self, Entry, Form, Keyed, Number, set};
use crate::names;

/// Every key of `#[on_event(…)]` besides the event itself.
pub const KEYS: &[&str] = &["order", "crate"];

/// The attribute as written: `#[on_event(MemberJoin, order = 10)]`.
#[derive(Default)]
pub struct EventArgs {
    pub event: Option<Ident>,
    pub order: Option<Keyed<Number>>,
    pub root: Option<Keyed<Path>>,
}

impl EventArgs {
    pub fn parse(tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut parts = keys::split_at_commas(tokens).into_iter();
        match parts.next() {
            None => diag.push(syn::Error::new(
                proc_macro2::Span::call_site(),
                format!(
                    "`#[on_event]` needs an event\n\nhelp: write `#[on_event(MemberJoin)]`; the events are {}",
                    list(names::EVENTS.iter().copied())
                ),
            )),
            Some(first) => args.first(first, diag),
        }
        let mut outer = None;
        for entry in parts.filter_map(|part| keys::entry(part, diag)).collect::<Vec<_>>() {
            match &entry.form {
                Form::List(tokens) if entry.key == command::DEFAULTS || entry.key == command::GROUP => {
                    outer = Some(tokens.clone());
                }
                _ => args.set(&entry, diag),
            }
        }
        if let Some(outer) = outer.filter(|_| args.root.is_none()) {
            args.root = CommandArgs::root_of(outer);
        }
        args
    }

    /// The event, by its name alone.
    fn first(&mut self, tokens: TokenStream, diag: &mut Diagnostics) {
        if let Ok(event) = syn::parse2::<Ident>(tokens.clone()) {
            self.event = Some(event);
            return;
        }
        let path = syn::parse2::<Path>(tokens.clone())
            .ok()
            .and_then(|path| Some(path.segments.last()?.ident.to_string()));
        let text = syn::parse2::<LitStr>(tokens.clone()).ok().map(|text| text.value());
        match path.or(text) {
            Some(name) => diag.error_help(
                tokens,
                "an event is written by its name alone",
                format_args!("write `#[on_event({name})]`"),
            ),
            None => {
                let Some(entry) = keys::entry(tokens, diag) else { return };
                diag.error_help(
                    &entry.key,
                    "the event comes first",
                    "write `#[on_event(MemberJoin, order = 10)]`",
                );
            }
        }
    }

    fn set(&mut self, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "order" => set(&mut self.order, key, entry.number(diag), diag),
            "crate" => set(&mut self.root, key, entry.path(diag), diag),
            name if names::EVENTS.contains(&name) && matches!(entry.form, Form::Flag) => {
                if self.event.is_some() {
                    let help = "write a second function for the other event; both may call a third";
                    diag.error_help(key.to_token_stream(), "a handler listens to one event", help);
                }
            }
            _ => keys::unknown(&key, "#[on_event(…)]", KEYS, diag),
        }
    }
}
