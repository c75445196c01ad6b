//! Parses `#[on_event(…)]`, `#[on_start(…)]`, `#[on_ready(…)]` and `#[on_shutdown(…)]`.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, LitStr, Path};

use super::attribute::Attribute;
use crate::command::{CommandArgs, ids};
use crate::diag::Diagnostics;
use crate::handler::EventType;
use crate::keys::{self, Entry, Keyed, Name, Number, Syntax, set};
use crate::names;

/// Every key except the event itself, and whether only `#[on_event(…)]` takes it. A test compares it with the rustdoc of the
/// macros.
pub const KEYS: &[(&str, bool)] = &[
    ("order", false),
    ("filter", true),
    ("once", true),
    ("timeout", false),
    ("guilds", true),
    ("channels", true),
    ("intents", true),
    ("crate", false),
];

/// The attribute as written: `#[on_event(MemberJoin, order = 10)]`.
#[derive(Default)]
pub struct EventArgs {
    pub event: Option<EventType>,
    pub order: Option<Keyed<Number>>,
    /// A function by its path, or a closure.
    pub filter: Option<Keyed<TokenStream>>,
    pub once: Option<Keyed<bool>>,
    pub timeout: Option<Keyed<Duration>>,
    pub guilds: Option<Keyed<Vec<u64>>>,
    pub channels: Option<Keyed<Vec<u64>>>,
    pub intents: Option<Keyed<Vec<Name>>>,
    pub root: Option<Keyed<Path>>,
}

impl EventArgs {
    pub fn parse(attribute: Attribute, tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut parts = keys::split_at_commas(tokens).into_iter();
        if attribute == Attribute::Event {
            match parts.next() {
                Some(first) => args.first(first, diag),
                None => diag.push(syn::Error::new(
                    proc_macro2::Span::call_site(),
                    "`#[on_event]` needs an event\n\nhelp: write `#[on_event(MemberJoin)]`; events are the types of \
                     `mindtrace_discord::event` and your own with `#[derive(Event)]`",
                )),
            }
        }
        let (entries, root) = CommandArgs::own_entries(parts.collect(), diag);
        for entry in entries {
            args.set(attribute, &entry, diag);
        }
        args.root = args.root.or(root);
        args
    }

    /// Parses the event: the name of a Discord event, or the path of a type.
    fn first(&mut self, tokens: TokenStream, diag: &mut Diagnostics) {
        if let Ok(path) = syn::parse2::<Path>(tokens.clone()) {
            self.event = Some(match path.get_ident() {
                Some(name) if names::event(&name.to_string()).is_some() => EventType::Known(name.clone()),
                _ => EventType::Own(path),
            });
            return;
        }
        if let Ok(text) = syn::parse2::<LitStr>(tokens.clone()) {
            let name = text.value();
            return diag.error_help(
                tokens,
                "an event is a type, not a string",
                format_args!("write `#[on_event({name})]`"),
            );
        }
        let Some(entry) = keys::entry(tokens, diag) else { return };
        let help = "write `#[on_event(MemberJoin, order = 10)]`";
        diag.error_help(&entry.key, "the event must come first", help);
    }

    fn set(&mut self, attribute: Attribute, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        let name = key.to_string();
        match KEYS.iter().find(|(known, _)| *known == name) {
            Some((_, true)) if attribute != Attribute::Event => {
                let message = format!("`{key}` is for `#[on_event]`, not for `#[{}]`", attribute.name());
                return diag.error_help(&key, message, "remove it");
            }
            Some(_) => {}
            None if matches!(entry.syntax, Syntax::Flag)
                && attribute == Attribute::Event
                && name.starts_with(char::is_uppercase) =>
            {
                // An event after a key has been reported as one that must come first.
                if self.event.is_none() {
                    return;
                }
                let help = "write a second handler for the other event; both can call one function";
                return diag.error_help(key.to_token_stream(), "a handler takes one event", help);
            }
            None => {
                let known: Vec<&str> = KEYS
                    .iter()
                    .filter(|(_, events)| attribute == Attribute::Event || !events)
                    .map(|(key, _)| *key)
                    .collect();
                return keys::unknown(&key, &format!("#[{}(…)]", attribute.name()), &known, diag);
            }
        }
        match name.as_str() {
            "order" => set(&mut self.order, key, entry.number(diag), diag),
            "filter" => set(&mut self.filter, key, filter(entry, diag), diag),
            "once" => set(&mut self.once, key, entry.flag(diag), diag),
            "timeout" => set(&mut self.timeout, key, entry.duration(diag), diag),
            "guilds" => set(&mut self.guilds, key, ids(entry, "guild", diag), diag),
            "channels" => set(&mut self.channels, key, ids(entry, "channel", diag), diag),
            "intents" => set(&mut self.intents, key, entry.names("GUILD_MEMBERS", true, diag), diag),
            _ => set(&mut self.root, key, entry.path(diag), diag),
        }
    }
}

/// Parses `filter = some::function` or `filter = |event| event.is_new`.
fn filter(entry: &Entry, diag: &mut Diagnostics) -> Option<TokenStream> {
    let Some(tokens) = entry.value_tokens() else {
        return entry.function(diag).map(ToTokens::into_token_stream);
    };
    match syn::parse2(tokens.clone()) {
        Ok(Expr::Closure(_)) => Some(tokens),
        Ok(Expr::Path(_) | Expr::Call(_) | Expr::Lit(_)) => {
            entry.function(diag).map(ToTokens::into_token_stream)
        }
        _ => {
            let help = "write a `fn(&MemberJoin) -> bool` and name it here, or a closure, `|event| event.member.user.bot`";
            diag.error_help(tokens, "`filter` takes a function or a closure", help);
            None
        }
    }
}
