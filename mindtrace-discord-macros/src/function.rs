//! The rules for the signatures of all handlers.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{
    Attribute, FnArg, GenericParam, Ident, ItemFn, Pat, PatIdent, PatType, ReturnType, Signature, Type,
    TypeReference,
};

use crate::diag::Diagnostics;
use crate::enclosing;
use crate::names;
use crate::unfinished;

/// A handler's function.
pub struct Function {
    /// The function without those attributes on parameters that rustc would refuse.
    pub emitted: ItemFn,
    pub params: Vec<Param>,
}

/// One parameter.
pub struct Param {
    pub ident: Ident,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
}

/// Parses the annotated item, or returns the tokens to emit instead.
///
/// rustc reports a half-typed body or signature. The body is emitted unchanged, and there is no second error.
pub fn parse(attribute: &str, item: TokenStream, diag: &mut Diagnostics) -> Result<ItemFn, TokenStream> {
    match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => Ok(function),
        Err(error) => {
            if let Some(function) = unfinished::function(item.clone()) {
                return Ok(function);
            }
            match syn::parse2::<syn::Item>(item.clone()) {
                Ok(other) => {
                    let help = match (&other, attribute) {
                        (syn::Item::Mod(_), _) => {
                            "write `#[commands(…)]` to set defaults for a module, or `#[group(…)]` to group its commands"
                        }
                        (_, "user_command") => "write it on `async fn name(user: User) -> String { … }`",
                        (_, "message_command") => {
                            "write it on `async fn name(message: Message) -> String { … }`"
                        }
                        (_, "on_event") => "write it on `async fn name(event: &MemberJoin) { … }`",
                        (_, "on_start" | "on_ready" | "on_shutdown" | "every" | "cron") => {
                            "write it on `async fn name(ctx: &Context) { … }`"
                        }
                        _ => "write it on `async fn name(ctx: &Context) -> String { … }`",
                    };
                    diag.error_help(
                        first_tokens(&other),
                        format_args!("`#[{attribute}]` belongs on an async function"),
                        help,
                    );
                }
                Err(_) if unfinished::has_parameter_without_type(item.clone()) => {}
                Err(_) => diag.push(error),
            }
            Err(item)
        }
    }
}

/// Checks the signature and reads the parameters; goes on after a mistake.
pub fn check(attribute: &str, mut function: ItemFn, diag: &mut Diagnostics) -> Function {
    ungroup(&mut function);
    for other in function.attrs.iter().filter(|other| is_handler(other)) {
        diag.error_help(
            other,
            format_args!("the function already has `#[{attribute}]`"),
            "keep one of the two, and write a second function for the other; both can call a third",
        );
    }
    check_signature(attribute, &function.sig, diag);
    if function.sig.receiver().is_none() && enclosing::is_in_impl() {
        diag.error_help(
            &function.sig.ident,
            "a handler cannot be an associated function",
            "move it out of the `impl`; it can borrow `&T` if the value is registered with `.state(T)`",
        );
    }
    let mut params = Vec::new();
    for input in &mut function.sig.inputs {
        match input {
            FnArg::Receiver(receiver) => diag.error_help(
                receiver,
                "a handler cannot have `self`",
                "write a free function that borrows `&T`, and register the value with `.state(T)`",
            ),
            FnArg::Typed(input) => params.extend(param(attribute, input, diag)),
        }
    }
    Function { emitted: function, params }
}

fn check_signature(attribute: &str, signature: &Signature, diag: &mut Diagnostics) {
    if signature.asyncness.is_none() {
        diag.error_help(
            signature.fn_token,
            format_args!("`#[{attribute}]` needs an async function"),
            "write `async fn`",
        );
    }
    if let Some(token) = &signature.unsafety {
        diag.error_help(token, "a handler cannot be unsafe", "remove `unsafe`");
    }
    if let Some(token) = &signature.abi {
        diag.error_help(token, "a handler cannot be `extern`", "remove `extern`");
    }
    for generic in &signature.generics.params {
        if !matches!(generic, GenericParam::Lifetime(_)) {
            diag.error_help(generic, "a handler cannot be generic", "write the concrete type");
        }
    }
    if let ReturnType::Type(_, ty) = &signature.output
        && let Type::ImplTrait(ty) = &**ty
    {
        diag.error_help(
            ty,
            "a handler cannot return `impl Trait`",
            "write `String`, `Reply` or a `Result` of one",
        );
    }
}

/// Reads one parameter, and takes our attributes from it.
fn param(attribute: &str, input: &mut PatType, diag: &mut Diagnostics) -> Option<Param> {
    let attributes = std::mem::take(&mut input.attrs);
    if let Some(cfg) = attributes.iter().find(|attribute| attribute.path().is_ident("cfg")) {
        diag.error_help(
            cfg,
            "a handler's parameter cannot have `#[cfg]`",
            "write two functions with `#[cfg(…)]`",
        );
    }
    // Attributes that rustc accepts on a parameter, such as `#[allow]`, stay.
    input.attrs = attributes.iter().filter(|attribute| !is_ours(attribute)).cloned().collect();
    if let Type::ImplTrait(ty) = &*input.ty {
        diag.error_help(ty, "a parameter cannot be `impl Trait`", "write the concrete type");
        return None;
    }
    match &*input.pat {
        Pat::Ident(PatIdent { ident, by_ref: None, subpat: None, .. }) => {
            Some(Param { ident: ident.clone(), ty: (*input.ty).clone(), attributes })
        }
        // Callers do not see the names of these, so `_` and patterns are fine; errors point at them.
        other if is_nameless(attribute, input) => {
            let ident = Ident::new("unnamed", other.span());
            Some(Param { ident, ty: (*input.ty).clone(), attributes })
        }
        other => {
            let help = "write `name: Type` and destructure it in the body";
            diag.error_help(other, "a parameter needs a name", help);
            None
        }
    }
}

/// Returns whether a parameter needs no name: it is injected, or the target of a context menu command.
fn is_nameless(attribute: &str, input: &PatType) -> bool {
    matches!(&*input.ty, Type::Reference(_))
        || matches!(attribute, "user_command" | "message_command")
        || names::EVENT_ATTRIBUTES.contains(&attribute)
}

/// Returns whether the attribute also makes a function a handler.
fn is_handler(attribute: &Attribute) -> bool {
    let path = attribute.path();
    // By any path, except that of another framework.
    let foreign =
        path.segments.len() > 1 && path.segments.first().is_some_and(|first| first.ident == "poise");
    path.segments.last().is_some_and(|name| {
        names::COMMAND_ATTRIBUTES.iter().chain(names::EVENT_ATTRIBUTES).any(|handler| name.ident == handler)
    }) && !foreign
}

/// Returns whether rustc would refuse the attribute on a parameter.
fn is_ours(attribute: &Attribute) -> bool {
    ["arg", "doc"].iter().any(|name| attribute.path().is_ident(name))
        || names::FOREIGN_ARGS.iter().any(|(name, _)| attribute.path().is_ident(name))
        || names::FOREIGN_ONLY.iter().any(|(name, _)| attribute.path().is_ident(name))
}

/// Checks a borrowed parameter, and returns the type it borrows if that can be injected.
pub fn borrowed<'a>(reference: &'a TypeReference, diag: &mut Diagnostics) -> Option<&'a Type> {
    if let Some(token) = &reference.mutability {
        diag.error_help(
            token,
            "a handler cannot borrow mutably: calls run concurrently",
            "write `&T`, with a lock or an atomic inside",
        );
        return None;
    }
    match &*reference.elem {
        Type::Path(path) if path.path.is_ident("str") => {
            diag.error_help(reference, "a string argument must be owned", "write `String`");
            None
        }
        Type::Path(path) if path.path.get_ident().is_some_and(is_value) => {
            let written = path.path.to_token_stream();
            diag.error_help(
                reference,
                "an argument must be owned: `&T` is state",
                format_args!("write `{written}`"),
            );
            None
        }
        Type::Slice(slice) => {
            let element = slice.elem.to_token_stream();
            diag.error_help(
                reference,
                "a list argument must be owned",
                format_args!("write `Vec<{element}>`"),
            );
            None
        }
        Type::ImplTrait(_) => {
            diag.error_help(reference, "a parameter cannot be `impl Trait`", "write the concrete type");
            None
        }
        Type::TraitObject(_) => {
            diag.error_help(
                reference,
                "a trait object cannot be state: state is found by its type",
                "wrap it in a struct, and register that with `.state(…)`",
            );
            None
        }
        Type::Reference(_) => {
            diag.error_help(reference, "a parameter cannot be a double reference", "write `&T`");
            None
        }
        other => Some(other),
    }
}

/// Returns whether the type is a plain value, which is never meant as a state.
fn is_value(name: &Ident) -> bool {
    const VALUES: [&str; 14] = [
        "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize",
    ];
    VALUES.iter().any(|value| name == value)
}

/// Removes invisible and redundant parentheses around types: a `$t:ty` of a `macro_rules!` arrives wrapped.
fn ungroup(function: &mut ItemFn) {
    for input in &mut function.sig.inputs {
        if let FnArg::Typed(input) = input {
            unwrap_type(&mut input.ty);
        }
    }
    if let ReturnType::Type(_, ty) = &mut function.sig.output {
        unwrap_type(ty);
    }
}

fn unwrap_type(ty: &mut Type) {
    while let Type::Group(syn::TypeGroup { elem, .. }) | Type::Paren(syn::TypeParen { elem, .. }) = ty {
        *ty = (**elem).clone();
    }
    if let Type::Reference(reference) = ty {
        unwrap_type(&mut reference.elem);
    }
}

/// Returns the tokens at which to report an error about the whole item: its name or keyword, not its body.
pub fn first_tokens(item: &syn::Item) -> TokenStream {
    match item {
        syn::Item::Struct(item) => item.ident.to_token_stream(),
        syn::Item::Enum(item) => item.ident.to_token_stream(),
        syn::Item::Mod(item) => item.ident.to_token_stream(),
        syn::Item::Impl(item) => item.impl_token.to_token_stream(),
        syn::Item::Trait(item) => item.ident.to_token_stream(),
        syn::Item::Const(item) => item.ident.to_token_stream(),
        syn::Item::Static(item) => item.ident.to_token_stream(),
        other => {
            let first = other.to_token_stream().into_iter().next();
            quote!(#first)
        }
    }
}
