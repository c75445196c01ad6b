//! The rules for a handler's signature that commands and events share.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, FnArg, GenericParam, Ident, ItemFn, Pat, PatIdent, ReturnType, Type, TypeReference};

use crate::diag::Diagnostics;
use crate::names;

/// A handler as written, and as it is emitted.
pub struct Function {
    /// Without the attributes that rustc does not know on parameters.
    pub emitted: ItemFn,
    pub params: Vec<Param>,
}

/// One parameter as written.
pub struct Param {
    pub ident: Ident,
    pub ty: Type,
    pub attributes: Vec<Attribute>,
}

/// Parses the annotated item, or gives back what must be emitted in its place.
///
/// A body that is typed halfway does not parse; rustc explains that better than we could, so the item goes
/// back untouched.
pub fn parse(attribute: &str, item: TokenStream, diag: &mut Diagnostics) -> Result<ItemFn, TokenStream> {
    match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => Ok(function),
        Err(error) => {
            match syn::parse2::<syn::Item>(item.clone()) {
                Ok(other) => {
                    let help = match (&other, attribute) {
                        (syn::Item::Mod(_), _) => {
                            "write `#[commands(…)]` to set defaults for a module, `#[group(…)]` to group its commands"
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
                Err(_) => diag.push(error),
            }
            Err(item)
        }
    }
}

/// Checks the signature and reads the parameters; both go on after a mistake.
pub fn check(attribute: &str, mut function: ItemFn, diag: &mut Diagnostics) -> Function {
    ungroup(&mut function);
    for other in function.attrs.iter().filter(|other| is_handler(other)) {
        diag.error_help(
            other,
            format_args!("the function has `#[{attribute}]` already"),
            "keep one of the two; write a second function for the other, both may call a third",
        );
    }
    let signature = &function.sig;
    if signature.asyncness.is_none() {
        diag.error_help(
            signature.fn_token,
            format_args!("`#[{attribute}]` needs an async function"),
            "write `async fn`",
        );
    }
    if let Some(token) = &signature.unsafety {
        diag.error_help(
            token,
            "a handler cannot be unsafe",
            "remove `unsafe`; anyone on Discord can call it",
        );
    }
    if let Some(token) = &signature.abi {
        diag.error_help(token, "a handler has no ABI of its own", "remove `extern`");
    }
    for generic in &signature.generics.params {
        if !matches!(generic, GenericParam::Lifetime(_)) {
            diag.error_help(
                generic,
                "a handler cannot be generic: the program registers one function, not a family",
                "write the concrete type",
            );
        }
    }
    if let ReturnType::Type(_, ty) = &signature.output
        && let Type::ImplTrait(ty) = &**ty
    {
        diag.error_help(
            ty,
            "a handler's reply needs a named type",
            "write `String`, `Reply` or `Result<…>` of one",
        );
    }
    let mut params = Vec::new();
    for input in &mut function.sig.inputs {
        match input {
            FnArg::Receiver(receiver) => diag.error_help(
                receiver,
                "a handler is a free function, it has no `self`",
                "borrow what it needs as `&T` and hand it over with `.state(T)`",
            ),
            FnArg::Typed(input) => {
                let attributes = std::mem::take(&mut input.attrs);
                if let Some(cfg) = attributes.iter().find(|attribute| attribute.path().is_ident("cfg")) {
                    diag.error_help(
                        cfg,
                        "a handler has the same parameters everywhere: Discord knows it once",
                        "write `#[cfg(…)]` on two functions",
                    );
                }
                // What rustc itself understands on a parameter, such as `#[allow]`, stays there.
                input.attrs = attributes.iter().filter(|attribute| !is_ours(attribute)).cloned().collect();
                if let Type::ImplTrait(ty) = &*input.ty {
                    diag.error_help(ty, "a parameter cannot be `impl Trait`", "write the concrete type");
                    continue;
                }
                match &*input.pat {
                    Pat::Ident(PatIdent { ident, by_ref: None, subpat: None, .. }) => {
                        params.push(Param { ident: ident.clone(), ty: (*input.ty).clone(), attributes });
                    }
                    other => diag.error_help(
                        other,
                        "a parameter needs a name: callers type it",
                        "write `name: Type` and take it apart inside",
                    ),
                }
            }
        }
    }
    Function { emitted: function, params }
}

/// Whether the attribute makes a function a handler as well.
fn is_handler(attribute: &Attribute) -> bool {
    const HANDLERS: [&str; 10] = [
        "command",
        "user_command",
        "message_command",
        "component",
        "on_event",
        "on_start",
        "on_ready",
        "on_shutdown",
        "every",
        "cron",
    ];
    let path = attribute.path();
    // By whatever path, but another framework's.
    let foreign =
        path.segments.len() > 1 && path.segments.first().is_some_and(|first| first.ident == "poise");
    path.segments.last().is_some_and(|name| HANDLERS.iter().any(|handler| name.ident == handler)) && !foreign
}

/// Whether rustc would refuse the attribute on a parameter.
fn is_ours(attribute: &Attribute) -> bool {
    ["arg", "doc"].iter().any(|name| attribute.path().is_ident(name))
        || names::FOREIGN_ARGS.iter().any(|(name, _)| attribute.path().is_ident(name))
        || names::FOREIGN_ONLY.iter().any(|(name, _)| attribute.path().is_ident(name))
}

/// Checks a parameter that borrows, and gives what it borrows if the framework can provide it.
pub fn borrowed<'a>(reference: &'a TypeReference, diag: &mut Diagnostics) -> Option<&'a Type> {
    if let Some(token) = &reference.mutability {
        diag.error_help(
            token,
            "a handler cannot borrow mutably: it runs beside others",
            "write `&T` and put what changes behind a lock or an atomic",
        );
        return None;
    }
    match &*reference.elem {
        Type::Path(path) if path.path.is_ident("str") => {
            diag.error_help(reference, "a text argument is owned", "write `String`");
            None
        }
        Type::Path(path) if path.path.get_ident().is_some_and(is_value) => {
            let written = path.path.to_token_stream();
            diag.error_help(
                reference,
                "what callers type is owned, what is borrowed is handed over with `.state(…)`",
                format_args!("write `{written}`"),
            );
            None
        }
        Type::Slice(slice) => {
            let element = slice.elem.to_token_stream();
            diag.error_help(reference, "a list argument is owned", format_args!("write `Vec<{element}>`"));
            None
        }
        Type::ImplTrait(_) => {
            diag.error_help(reference, "a parameter cannot be `impl Trait`", "write the concrete type");
            None
        }
        Type::TraitObject(_) => {
            diag.error_help(
                reference,
                "state is found by its type, and a trait object has none",
                "wrap it in a struct of its own and hand that over with `.state(…)`",
            );
            None
        }
        Type::Reference(_) => {
            diag.error_help(reference, "a handler borrows once", "write `&T`");
            None
        }
        other => Some(other),
    }
}

/// Whether the type is a plain value, which nobody means as a state.
fn is_value(name: &Ident) -> bool {
    const VALUES: [&str; 14] = [
        "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "usize",
    ];
    VALUES.iter().any(|value| name == value)
}

/// Takes off the invisible and the needless parentheses around types: what a `macro_rules!` passes on as `$t:ty`
/// arrives wrapped.
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

/// Where an error about the item as a whole points: its keyword and name, not its whole body.
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
