//! The rules of an event handler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, ReturnType, Type, Visibility};

use super::args::EventArgs;
use crate::diag::{Diagnostics, list, nearest};
use crate::function::{self, Function};
use crate::keys::NumberValue;
use crate::names;
use crate::paths::Root;

/// A handler as it will be registered; nothing is left to decide.
pub struct Handler {
    pub root: Root,
    pub cfg: Vec<Attribute>,
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
    let event = event.and_then(|(event, tokens)| known(event, &tokens, diag));
    let order = match order.map(|order| order.value) {
        None => 0,
        Some(order) => match order.value {
            NumberValue::Integer(value) if i32::try_from(value).is_ok() => {
                i32::try_from(value).unwrap_or_default()
            }
            _ => {
                diag.error_help(
                    &order.tokens,
                    "`order` is a whole number",
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
        vis: emitted.vis.clone(),
        ident: emitted.sig.ident.clone(),
        event,
        order,
        params,
        output,
    })
}

fn known(event: Ident, tokens: &TokenStream, diag: &mut Diagnostics) -> Option<Ident> {
    let name = event.to_string();
    if names::EVENTS.contains(&name.as_str()) {
        return Some(event);
    }
    let message = format!("unknown event `{name}`");
    match nearest(&name, names::EVENTS.iter().copied()) {
        Some(found) => diag.error_help(tokens, message, format_args!("did you mean `{found}`?")),
        None => diag.error_help(
            tokens,
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
            let ty = &param.ty;
            let written = ty.to_token_stream().to_string().replace(' ', "");
            diag.error_help(
                ty,
                "nobody types an event's parameters, so they are borrowed",
                format_args!("write `&{written}`"),
            );
            continue;
        };
        let Some(ty) = function::borrowed(reference, diag) else { continue };
        let name = last_segment(ty);
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

fn last_segment(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}
