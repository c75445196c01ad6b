//! The rules of an event handler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, ReturnType, Type, Visibility};

use super::args::EventArgs;
use crate::diag::{Diagnostics, list, nearest};
use crate::function::{self, Function};
use crate::keys::NumberValue;
use crate::names;
use crate::naming;
use crate::paths::{self, Root};

/// A handler as it will be registered; nothing is left to decide.
pub struct Handler {
    pub root: Root,
    pub cfg: Vec<Attribute>,
    pub lints: Vec<Attribute>,
    pub vis: Visibility,
    pub ident: Ident,
    pub event: Ident,
    pub order: i32,
    pub params: Vec<HandlerParam>,
    pub output: TokenStream,
}

pub enum HandlerParam {
    Event(Type),
    Provided(Type),
}

/// Checks everything and gives the handler, unless it has no usable form.
pub fn check(args: EventArgs, function: &Function, diag: &mut Diagnostics) -> Option<Handler> {
    let EventArgs { event, order, root } = args;
    let event = event.and_then(|event| known(event, diag));
    naming::function(&function.emitted.sig.ident, diag);
    let order = match order.map(|order| order.value) {
        None => 0,
        Some(order) => match order.value {
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
        },
    };
    let params = params(event.as_ref(), function, diag);
    let emitted = &function.emitted;
    let output = match &emitted.sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let event = event?;
    diag.is_empty().then(|| Handler {
        root: Root::new(root.map(|root| root.value)),
        cfg: emitted.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect(),
        lints: paths::lints(&emitted.attrs),
        vis: emitted.vis.clone(),
        ident: emitted.sig.ident.clone(),
        event,
        order,
        params,
        output,
    })
}

fn known(event: Ident, diag: &mut Diagnostics) -> Option<Ident> {
    let name = event.to_string();
    if names::EVENTS.contains(&name.as_str()) {
        return Some(event);
    }
    let message = format!("unknown event `{name}`");
    if let Some((_, ours)) = names::FOREIGN_EVENTS.iter().find(|(foreign, _)| event == foreign) {
        diag.error_help(&event, message, format_args!("write `{ours}`"));
        return None;
    }
    match nearest(&name, names::EVENTS.iter().copied()) {
        Some(found) => diag.error_help(&event, message, format_args!("did you mean `{found}`?")),
        None => diag.error_help(
            &event,
            message,
            format_args!("the events are {}", list(names::EVENTS.iter().copied())),
        ),
    }
    None
}

fn params(event: Option<&Ident>, function: &Function, diag: &mut Diagnostics) -> Vec<HandlerParam> {
    let mut params = Vec::new();
    for param in &function.params {
        for attribute in param.attributes.iter().filter(|attribute| attribute.path().is_ident("arg")) {
            diag.error_help(attribute, "an event has no arguments", "remove `#[arg(…)]`");
        }
        let Type::Reference(reference) = &param.ty else {
            owned(&param.ty, diag);
            continue;
        };
        if !is_state(&reference.elem) {
            owned(&reference.elem, diag);
            continue;
        }
        let Some(ty) = function::borrowed(reference, diag) else { continue };
        let name = event_name(ty);
        match (event, name) {
            (Some(event), Some(name)) if name == event => params.push(HandlerParam::Event(param.ty.clone())),
            (Some(event), Some(name)) if names::EVENTS.contains(&name.to_string().as_str()) => diag
                .error_help(
                    &param.ty,
                    format_args!("the handler listens to `{event}`, not to `{name}`"),
                    format_args!("write `&{event}` here, or `#[on_event({name})]` above"),
                ),
            _ => params.push(HandlerParam::Provided(ty.clone())),
        }
    }
    params
}

/// Reports a parameter that somebody would have to type.
fn owned(ty: &Type, diag: &mut Diagnostics) {
    let written = ty.to_token_stream().to_string().replace(' ', "");
    if is_state(ty) {
        diag.error_help(
            ty,
            "nobody types an event's parameters, so they are borrowed",
            format_args!("write `&{written}`"),
        );
    } else {
        diag.error_help(
            ty,
            "an event has no arguments: nobody types them",
            "take what you need from the event, such as `&MemberJoin`",
        );
    }
}

/// Whether the type could be an event, the context or a state; plain values are none of these.
fn is_state(ty: &Type) -> bool {
    const VALUES: [&str; 4] = ["Option", "Vec", "String", "str"];
    match last_segment(ty) {
        Some(name) => {
            name.to_string().starts_with(char::is_uppercase) && VALUES.iter().all(|value| name != value)
        }
        None => !matches!(ty, Type::Slice(_)),
    }
}

/// The name of an event type written alone or as `event::Name`; `serenity::…::Message` is another type.
fn event_name(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    let parent = path.path.segments.iter().rev().nth(1);
    if parent.is_some_and(|parent| parent.ident != "event") {
        return None;
    }
    last_segment(ty)
}

fn last_segment(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}
