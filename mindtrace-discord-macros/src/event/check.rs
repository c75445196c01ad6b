//! The rules of an event handler.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute as Written, ReturnType, Visibility};

use super::args::{EventArgs, EventType};
use super::params::{HandlerParam, params};
use super::{Attribute, expand};
use crate::diag::{Diagnostics, nearest};
use crate::function::Function;
use crate::intents;
use crate::keys::{Keyed, Number, NumberValue};
use crate::names;
use crate::naming;
use crate::paths::{self, Root};

/// A handler as it will be registered; nothing is left to decide.
pub struct Handler {
    pub root: Root,
    pub cfg: Vec<Written>,
    pub lints: Vec<Written>,
    pub vis: Visibility,
    pub ident: Ident,
    pub event: expand::Target,
    pub order: i32,
    pub filter: Option<TokenStream>,
    pub once: bool,
    pub timeout: Option<Duration>,
    pub guilds: Vec<u64>,
    pub channels: Vec<u64>,
    /// The runtime's constants.
    pub intents: Vec<&'static str>,
    pub params: Vec<HandlerParam>,
    pub output: TokenStream,
}

/// Checks everything and gives the handler, unless it has no usable form.
pub fn check(
    attribute: Attribute,
    args: EventArgs,
    function: &Function,
    diag: &mut Diagnostics,
) -> Option<Handler> {
    let EventArgs { event, order, filter, once, timeout, guilds, channels, intents, root } = args;
    let event = event.and_then(|event| known(event, diag));
    naming::function(&function.emitted.sig.ident, diag);
    let order = whole(order, diag);
    let intents = intents::check(intents.as_ref(), diag);
    let params = params(event.as_ref(), function, diag);
    let emitted = &function.emitted;
    let output = match &emitted.sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let event = match attribute.hook() {
        Some(hook) => expand::Target::Lifecycle(hook),
        None => expand::Target::Event(event?),
    };
    diag.is_empty().then(|| Handler {
        root: Root::new(root.map(|root| root.value)),
        cfg: emitted.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect(),
        lints: paths::lints(&emitted.attrs),
        vis: emitted.vis.clone(),
        ident: emitted.sig.ident.clone(),
        event,
        order,
        filter: filter.map(|filter| filter.value),
        once: once.is_some_and(|once| once.value),
        timeout: timeout.map(|timeout| timeout.value),
        guilds: guilds.map(|guilds| guilds.value).unwrap_or_default(),
        channels: channels.map(|channels| channels.value).unwrap_or_default(),
        intents,
        params,
        output,
    })
}

/// A place among others.
pub fn whole(order: Option<Keyed<Number>>, diag: &mut Diagnostics) -> i32 {
    let Some(order) = order.map(|order| order.value) else { return 0 };
    match order.value {
        NumberValue::Integer(value) if i32::try_from(value).is_ok() => {
            i32::try_from(value).unwrap_or_default()
        }
        _ => {
            diag.error_help(
                &order.tokens,
                "`order` is a whole number from -2147483648 to 2147483647",
                "write `order = 10`; lower numbers start first",
            );
            0
        }
    }
}

/// The event, unless its name is one that no type has. Whether a path leads to a type is for rustc to say.
fn known(event: EventType, diag: &mut Diagnostics) -> Option<EventType> {
    let EventType::Own(path) = &event else { return Some(event) };
    let Some(name) = path.get_ident() else { return Some(event) };
    let text = name.to_string();
    let is_type = text.starts_with(char::is_uppercase) && text.chars().any(char::is_lowercase);
    if is_type {
        return Some(event);
    }
    let message = format!("`{text}` is no event");
    // `GUILD_MEMBER_ADDITION` and `member_join` are the names of types, written otherwise.
    let joined = text.replace('_', "");
    let is_meant = |foreign: &str| foreign.replace('_', "").eq_ignore_ascii_case(&joined);
    if let Some((_, ours)) = names::FOREIGN_EVENTS.iter().find(|(foreign, _)| is_meant(foreign)) {
        diag.error_help(name, message, format_args!("write `{ours}`"));
        return None;
    }
    let all = || names::EVENTS.iter().flat_map(|(ours, other)| std::iter::once(*ours).chain(*other));
    match all().find(|known| known.eq_ignore_ascii_case(&joined)).or_else(|| nearest(&joined, all())) {
        Some(found) => diag.error_help(name, message, format_args!("write `{found}`")),
        None => diag.error_help(
            name,
            message,
            "an event is a type, such as `MemberJoin`: one of `mindtrace_discord::event`, or your own with `#[derive(Event)]`",
        ),
    }
    None
}
