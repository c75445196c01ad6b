//! The parameters of event handlers, hooks and schedules: the event, the context, states.

use quote::ToTokens;
use syn::{Ident, Path, Type};

use super::EventType;
use crate::diag::{Diagnostics, nearest};
use crate::function::{self, Function};
use crate::names;

/// A checked parameter.
pub enum HandlerParam {
    Event(Type),
    Injected(Type),
}

/// Checks the parameters; `event` is the handler's event, if it has one.
pub fn params(event: Option<&EventType>, function: &Function, diag: &mut Diagnostics) -> Vec<HandlerParam> {
    let meant = event.and_then(|event| meant(event, function, diag));
    let event = meant.as_ref().or(event);
    let mut params = Vec::new();
    for param in &function.params {
        for attribute in param.attributes.iter().filter(|attribute| attribute.path().is_ident("arg")) {
            diag.error_help(attribute, "this handler takes no arguments", "remove `#[arg(…)]`");
        }
        let Type::Reference(reference) = &param.ty else {
            owned(event, &param.ty, diag);
            continue;
        };
        if !is_state(&reference.elem) {
            owned(event, &reference.elem, diag);
            continue;
        }
        let Some(ty) = function::borrowed(reference, diag) else { continue };
        match (event, event_name(ty)) {
            (Some(event), Some(name)) if is_same_event(event, ty, name) => {
                params.push(HandlerParam::Event(param.ty.clone()));
            }
            (Some(event), Some(name)) if names::event(&name.to_string()).is_some() => diag.error_help(
                &param.ty,
                format_args!("this handler is for `{event}`, not for `{name}`"),
                format_args!("write `&{event}` here, or `#[on_event({name})]` above"),
            ),
            _ => params.push(HandlerParam::Injected(ty.clone())),
        }
    }
    params
}

/// Returns whether a type is the handler's event.
fn is_same_event(event: &EventType, ty: &Type, name: &Ident) -> bool {
    match event {
        // By our name or serenity's.
        EventType::Known(event) => names::event(&event.to_string()) == names::event(&name.to_string()),
        EventType::Own(path) => {
            // An import may shorten the path on one side.
            let Type::Path(written) = ty else { return false };
            let (event, written) = (segments(path), segments(&written.path));
            event.iter().rev().zip(written.iter().rev()).all(|(event, written)| event == written)
        }
    }
}

/// Returns the event that a parameter names, if the attribute misspells it.
fn meant(event: &EventType, function: &Function, diag: &mut Diagnostics) -> Option<EventType> {
    let EventType::Own(path) = event else { return None };
    let written = path.get_ident()?;
    let name = function.params.iter().find_map(|param| {
        let ty = match &param.ty {
            Type::Reference(reference) => &reference.elem,
            ty => ty,
        };
        let name = event_name(ty).filter(|name| names::event(&name.to_string()).is_some())?;
        nearest(&written.to_string(), [&*name.to_string()]).is_some().then_some(name)
    })?;
    diag.error_help(path, format_args!("unknown event `{written}`"), format_args!("did you mean `{name}`?"));
    Some(EventType::Known(name.clone()))
}

fn segments(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// Reports an owned parameter.
fn owned(event: Option<&EventType>, ty: &Type, diag: &mut Diagnostics) {
    let written = ty.to_token_stream().to_string().replace(' ', "");
    if is_state(ty) {
        diag.error_help(
            ty,
            "the parameters of this handler must be borrowed",
            format_args!("write `&{written}`"),
        );
    } else {
        let help = match event {
            Some(event) => format!("read the value from the event, `&{event}`"),
            None => "borrow `&Context`, or any `&T` registered with `.state(T)`".to_owned(),
        };
        diag.error_help(ty, "this handler takes no arguments", help);
    }
}

/// Returns whether the type could be an event, the context or a state; plain values could not.
fn is_state(ty: &Type) -> bool {
    const VALUES: [&str; 4] = ["Option", "Vec", "String", "str"];
    match last_segment(ty) {
        Some(name) => {
            name.to_string().starts_with(char::is_uppercase) && VALUES.iter().all(|value| name != value)
        }
        None => !matches!(ty, Type::Slice(_)),
    }
}

/// Returns the name of a type written alone or as `event::Name`; `serenity::…::Message` is another type.
fn event_name(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    if path.path.segments.iter().any(|segment| segment.ident == "serenity" || segment.ident == "model") {
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
