//! Quotes a checked command. Nothing is decided here.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::arguments::{Argument, CheckedParam};
use super::check::Command;
use super::params::DefaultValue;
use crate::keys::{Number, NumberValue};

/// The registration that stands behind the untouched function.
pub fn expand(command: &Command) -> TokenStream {
    let Command { cfg, lints, vis, ident, output, .. } = command;
    let twin = twin(vis, ident);
    let spec = spec(command);
    let values = command.params.iter().map(|param| match param {
        CheckedParam::Provided(_) => quote!(__ctx.provided()?),
        CheckedParam::Argument(_) => quote!(__args.take()?),
    });
    let args = if command.params.iter().any(|param| matches!(param, CheckedParam::Argument(_))) {
        quote!(__args)
    } else {
        quote!(_)
    };
    let ctx = if command.params.iter().any(|param| matches!(param, CheckedParam::Provided(_))) {
        quote!(__ctx)
    } else {
        quote!(_)
    };
    // Named by its type, so that "not a reply" and "not Send" point at what the user wrote.
    let run = quote_spanned!(output.span()=> __discord::run::<#output, _>);
    let registration = command.root.scope(lints, &quote! {
        impl __discord::CommandItem for #ident {
            const SPEC: __discord::CommandSpec = #spec;

            fn invoke<'a>(#ctx: &'a __discord::Context, #args: &mut __discord::Arguments) -> __discord::Invoked<'a> {
                #run(#ident(#(#values),*))
            }
        }

        __discord::inventory::submit! { <#ident as __discord::CommandItem>::SPEC }
    });
    quote! {
        #(#cfg)*
        #twin

        #(#cfg)*
        #registration
    }
}

/// The type that carries the specification. It lives among types, the function among values, so they share a name.
pub fn twin(vis: &syn::Visibility, ident: &Ident) -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        #vis struct #ident {}
    }
}

fn spec(command: &Command) -> TokenStream {
    let Command { name, description, help, usage, category, aliases, .. } = command;
    let mut calls = TokenStream::new();
    let mut call = |tokens: TokenStream| tokens.to_tokens(&mut calls);
    if !help.is_empty() {
        call(quote!(.help(#help)));
    }
    if let Some(usage) = usage {
        call(quote!(.usage(#usage)));
    }
    if let Some(category) = category {
        call(quote!(.category(#category)));
    }
    if !aliases.is_empty() {
        call(quote!(.aliases(&[#(#aliases),*])));
    }
    for (method, names) in
        [("permissions", &command.permissions), ("bot_permissions", &command.bot_permissions)]
    {
        if let Some(permissions) = permissions(names) {
            let method = identifier(method);
            call(quote!(.#method(#permissions)));
        }
    }
    if let Some(cooldown) = command.cooldown {
        let millis = millis(cooldown);
        call(quote!(.cooldown_millis(#millis)));
    }
    for flag in &command.flags {
        let flag = identifier(flag);
        call(quote!(.#flag()));
    }
    if let Some(defer) = command.defer {
        let defer = identifier(defer);
        call(quote!(.defer(__discord::Defer::#defer)));
    }
    if let Some(timeout) = command.timeout {
        let millis = millis(timeout);
        call(quote!(.timeout_millis(#millis)));
    }
    if !command.surfaces.is_empty() {
        let surfaces = command.surfaces.iter().map(|surface| {
            let surface = identifier(surface);
            quote!(__discord::Surface::#surface)
        });
        call(quote!(.surfaces(&[#(#surfaces),*])));
    }
    let arguments: Vec<_> = command
        .params
        .iter()
        .filter_map(|param| match param {
            CheckedParam::Argument(argument) => Some(param_spec(argument)),
            CheckedParam::Provided(_) => None,
        })
        .collect();
    if !arguments.is_empty() {
        call(quote!(.params(const { &[#(#arguments),*] })));
    }
    let state = state(command.params.iter().filter_map(|param| match param {
        CheckedParam::Provided(ty) => Some(ty),
        CheckedParam::Argument(_) => None,
    }));
    call(state);
    quote! {
        __discord::CommandSpec::new(#name, #description, Self::invoke)
            #calls
            .source(::core::file!(), ::core::line!())
    }
}

/// `.state(…)` with the types a handler borrows, so that a missing one is found at start.
pub fn state<'a>(types: impl Iterator<Item = &'a syn::Type>) -> TokenStream {
    let states: Vec<_> = types
        .map(|ty| {
            let name = ty.to_token_stream().to_string().replace(' ', "");
            quote_spanned!(ty.span()=> __discord::StateSpec::of::<#ty>(#name))
        })
        .collect();
    if states.is_empty() { TokenStream::new() } else { quote!(.state(const { &[#(#states),*] })) }
}

fn param_spec(argument: &Argument) -> TokenStream {
    let Argument { ty, name, description, default, min, max, min_len, max_len, rest } = argument;
    let mut calls = TokenStream::new();
    if let Some(default) = default {
        let literal = literal(default);
        calls.extend(quote!(.default(__discord::Literal::#literal)));
    }
    for (method, bound) in [("min", min), ("max", max)] {
        if let Some(bound) = bound {
            let method = identifier(method);
            let bound = bound_value(bound);
            calls.extend(quote!(.#method(__discord::Bound::#bound)));
        }
    }
    for (method, length) in [("min_length", min_len), ("max_length", max_len)] {
        if let Some(length) = length {
            let method = identifier(method);
            let length = Literal::u16_unsuffixed(*length);
            calls.extend(quote!(.#method(#length)));
        }
    }
    if *rest {
        calls.extend(quote!(.rest()));
    }
    // Spanned at the type, so that "not an argument" points at it.
    let of = quote_spanned!(ty.span()=> __discord::ParamSpec::of::<#ty>);
    quote!(#of(#name, #description) #calls)
}

fn permissions(names: &[&'static str]) -> Option<TokenStream> {
    let (first, rest) = names.split_first()?;
    let first = identifier(first);
    let rest = rest.iter().map(|name| identifier(name));
    Some(quote!(__discord::Permissions::#first #(.union(__discord::Permissions::#rest))*))
}

fn literal(value: &DefaultValue) -> TokenStream {
    match value {
        DefaultValue::Number(number) => bound_value(number),
        DefaultValue::Text(text) => quote!(Text(#text)),
        DefaultValue::Boolean(value, _) => quote!(Boolean(#value)),
    }
}

fn bound_value(number: &Number) -> TokenStream {
    let tokens = match number.value {
        NumberValue::Integer(value) => signed(value < 0, &Literal::u128_unsuffixed(value.unsigned_abs())),
        NumberValue::Float(value) => signed(value.is_sign_negative(), &Literal::f64_unsuffixed(value.abs())),
    };
    match number.value {
        NumberValue::Integer(_) => quote!(Integer(#tokens)),
        NumberValue::Float(_) => quote!(Number(#tokens)),
    }
}

/// A literal token has no sign of its own.
fn signed(negative: bool, literal: &Literal) -> TokenStream {
    if negative { quote!(-#literal) } else { literal.to_token_stream() }
}

fn millis(duration: std::time::Duration) -> Literal {
    Literal::u64_unsuffixed(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

fn identifier(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::call_site())
}
