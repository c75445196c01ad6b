//! The rules of an event handler.

use std::time::Duration;

use proc_macro2::TokenStream;

use super::args::EventArgs;
use super::attribute::Attribute;
use crate::diag::{Diagnostics, nearest};
use crate::function::Function;
use crate::handler::{EventType, Handler, HandlerParam, params};
use crate::intents;
use crate::keys::{Keyed, Number, NumberValue};
use crate::names;
use crate::naming;

/// A checked handler, ready to be registered.
pub struct EventHandler {
    pub handler: Handler,
    pub event: Target,
    pub order: i32,
    pub filter: Option<TokenStream>,
    pub once: bool,
    pub timeout: Option<Duration>,
    pub guilds: Vec<u64>,
    pub channels: Vec<u64>,
    /// The runtime's constants.
    pub intents: Vec<&'static str>,
    pub params: Vec<HandlerParam>,
}

/// The event or lifecycle hook of a handler.
pub enum Target {
    Event(EventType),
    /// A lifecycle hook, by the runtime's type.
    Lifecycle(&'static str),
}

/// Checks everything and returns the handler, unless there are errors.
pub fn check(
    attribute: Attribute,
    args: EventArgs,
    function: &Function,
    diag: &mut Diagnostics,
) -> Option<EventHandler> {
    let EventArgs { event, order, filter, once, timeout, guilds, channels, intents, root } = args;
    let event = event.and_then(|event| known(event, diag));
    naming::function(&function.emitted.sig.ident, diag);
    let order = start_order(order, diag);
    let intents = intents::check(intents.as_ref(), diag);
    let params = params(event.as_ref(), function, diag);
    let event = match attribute.hook() {
        Some(hook) => Target::Lifecycle(hook),
        None => Target::Event(event?),
    };
    diag.is_empty().then(|| EventHandler {
        handler: Handler::new(&function.emitted, root),
        event,
        order,
        filter: filter.map(|filter| filter.value),
        once: once.is_some_and(|once| once.value),
        timeout: timeout.map(|timeout| timeout.value),
        guilds: guilds.map(|guilds| guilds.value).unwrap_or_default(),
        channels: channels.map(|channels| channels.value).unwrap_or_default(),
        intents,
        params,
    })
}

/// Checks `order`; returns 0 without one.
fn start_order(order: Option<Keyed<Number>>, diag: &mut Diagnostics) -> i32 {
    let Some(order) = order.map(|order| order.value) else { return 0 };
    match order.value {
        NumberValue::Integer(value) if i32::try_from(value).is_ok() => {
            i32::try_from(value).unwrap_or_default()
        }
        _ => {
            diag.error_help(
                &order.tokens,
                "`order` must be a whole number from -2147483648 to 2147483647",
                "write `order = 10`; lower numbers start first",
            );
            0
        }
    }
}

/// Returns the event, unless its name cannot be a type's. rustc checks whether a path leads to a type.
fn known(event: EventType, diag: &mut Diagnostics) -> Option<EventType> {
    let EventType::Own(path) = &event else { return Some(event) };
    let Some(name) = path.get_ident() else { return Some(event) };
    let text = name.to_string();
    let is_type = text.starts_with(char::is_uppercase) && text.chars().any(char::is_lowercase);
    if is_type {
        return Some(event);
    }
    let message = format!("unknown event `{text}`");
    // `GUILD_MEMBER_ADDITION` and `member_join` are names of types in another case.
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
            "write a type of `mindtrace_discord::event`, such as `MemberJoin`, or your own with `#[derive(Event)]`",
        ),
    }
    None
}
