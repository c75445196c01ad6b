//! Quotes checked arguments: their specifications, and the code that takes their values.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ExprPath;
use syn::spanned::Spanned;

use super::check::{Argument, CheckedParam, Reading};
use super::params::Shape;
use super::values::DefaultValue;
use crate::keys::{Number, NumberValue};

/// Quotes all arguments as one constant list, unless there are none.
pub fn list(params: &[CheckedParam]) -> Option<TokenStream> {
    // Consecutive arguments are one list, the fields of each struct another.
    let mut lists: Vec<TokenStream> = Vec::new();
    let mut lengths: Vec<TokenStream> = Vec::new();
    let mut rest = params.iter().filter(|param| !matches!(param, CheckedParam::Injected(_))).peekable();
    while let Some(param) = rest.next() {
        match param {
            CheckedParam::Injected(_) => {}
            CheckedParam::Argument(first) => {
                let mut specs = vec![param_spec(first)];
                while let Some(CheckedParam::Argument(next)) =
                    rest.next_if(|param| matches!(param, CheckedParam::Argument(_)))
                {
                    specs.push(param_spec(next));
                }
                lengths.push(Literal::usize_unsuffixed(specs.len()).to_token_stream());
                lists.push(quote!(&[#(#specs),*]));
            }
            CheckedParam::Flattened { ty, .. } => {
                // Spanned at the type, so that "not a struct of arguments" points at it.
                let fields = quote_spanned!(ty.span()=> <#ty as __discord::Args>::PARAMS);
                lengths.push(quote!(#fields.len()));
                lists.push(fields);
            }
        }
    }
    let flattened = params.iter().any(|param| matches!(param, CheckedParam::Flattened { .. }));
    match lists.as_slice() {
        [] => None,
        [list] if !flattened => Some(quote!(const { #list })),
        lists => Some(quote!(const { &__discord::concat::<{ #(#lengths)+* }>(&[#(#lists),*]) })),
    }
}

/// Quotes the code that takes the value of one parameter.
pub fn take(param: &CheckedParam) -> TokenStream {
    match param {
        CheckedParam::Injected(_) => quote!(__ctx.injected()?),
        CheckedParam::Argument(_) => quote!(__args.take()?),
        CheckedParam::Flattened { ty, .. } => {
            let take = quote_spanned!(ty.span()=> <#ty as __discord::Args>::take);
            quote!(#take(__args)?)
        }
    }
}

/// Quotes one field with the code that takes its value; nothing is injected into a struct.
pub fn item(param: &CheckedParam) -> Option<TokenStream> {
    let (CheckedParam::Argument(Argument { ident, .. }) | CheckedParam::Flattened { ident, .. }) = param
    else {
        return None;
    };
    let value = take(param);
    Some(quote!(#ident: #value))
}

/// Quotes the specification of one argument.
pub fn param_spec(argument: &Argument) -> TokenStream {
    let Argument { ident: _, ty, reading, name, description, .. } = argument;
    let limits = limits(argument);
    match reading {
        Reading::Argument => {
            // Spanned at the type, so that "not an argument" points at it.
            let of = quote_spanned!(ty.span()=> __discord::ParamSpec::of::<#ty>);
            quote!(#of(#name, #description) #limits)
        }
        Reading::Parsed { item, shape, expected } => {
            let method = identifier(match shape {
                Shape::Required => "parsed",
                Shape::Optional => "parsed_optional",
                Shape::List => "parsed_list",
            });
            let parsed = quote_spanned!(item.span()=> __discord::ParamSpec::#method::<#item>);
            quote!(#parsed(#name, #description, #expected) #limits)
        }
    }
}

fn limits(argument: &Argument) -> TokenStream {
    let Argument { choices, autocomplete, channel_types, flags, default, min, max, min_len, max_len, .. } =
        argument;
    let mut calls = TokenStream::new();
    if !choices.is_empty() {
        let choices = choices.iter().map(|choice| {
            let (name, sent) = (&choice.name, choice.sent());
            quote!(__discord::ChoiceSpec::new(#name, #sent))
        });
        calls.extend(quote!(.one_of(const { &[#(#choices),*] })));
    }
    if let Some(path) = autocomplete {
        // Spanned at the path, so that rustc points there if the function has another signature.
        let suggest =
            quote_spanned!(path.span()=> |__ctx, __typed| __discord::run_suggest(&#path, __ctx, __typed));
        let state = function_state("suggest_state", path);
        calls.extend(quote!(.suggest(#suggest).suggest_state(#state)));
    }
    if !channel_types.is_empty() {
        let types = channel_types.iter().map(|name| identifier(name));
        calls.extend(quote!(.channel_types(&[#(__discord::Channels::#types),*])));
    }
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
    for flag in flags {
        let flag = identifier(flag);
        calls.extend(quote!(.#flag()));
    }
    calls
}

/// Quotes the states that a function borrows; `method` returns them.
pub fn function_state(method: &str, path: &ExprPath) -> TokenStream {
    let name = written(path);
    // Spanned at the path as a whole, so that an error in the signature is the one that the call reports.
    let method = Ident::new(method, path.span());
    quote_spanned!(path.span()=> __discord::FunctionState::new(#name, __discord::#method(&#path)))
}

/// Returns a path as written.
pub fn written(path: &ExprPath) -> String {
    path.to_token_stream().to_string().replace(' ', "")
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
        NumberValue::Duration(millis) => Literal::u64_unsuffixed(millis).to_token_stream(),
    };
    match number.value {
        NumberValue::Integer(_) => quote!(Integer(#tokens)),
        NumberValue::Float(_) => quote!(Number(#tokens)),
        NumberValue::Duration(_) => quote!(Duration(#tokens)),
    }
}

/// Adds the sign: a literal token has none.
fn signed(negative: bool, literal: &Literal) -> TokenStream {
    if negative { quote!(-#literal) } else { literal.to_token_stream() }
}

fn identifier(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::call_site())
}
