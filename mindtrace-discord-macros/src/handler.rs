//! Emits an annotated function unchanged, followed by its registration.

mod call;
mod event_type;
mod params;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, ItemFn, Path, ReturnType, Visibility, parse_quote};

pub use self::call::Call;
pub use self::event_type::EventType;
pub use self::params::{HandlerParam, params};
use crate::diag::Diagnostics;
use crate::function::{self, Function};
use crate::keys::Keyed;
use crate::naming;
use crate::paths::{self, Root};

/// The parts of a function that its registration needs.
pub struct Handler {
    pub root: Root,
    pub cfg: Vec<Attribute>,
    pub lints: Vec<Attribute>,
    pub vis: Visibility,
    pub ident: Ident,
    /// The return type.
    pub output: TokenStream,
    /// Whether the function uses a crate, a module or a type of its own name.
    has_namesake: bool,
}

/// Emits `item`, followed by the items that `register` quotes or, after a mistake, by the errors.
///
/// Handlers have to be async, so clippy is told not to ask for an `await` in each.
pub fn expand(
    attribute: &str,
    item: TokenStream,
    mut diag: Diagnostics,
    register: impl FnOnce(&Function, &mut Diagnostics) -> Option<TokenStream>,
) -> TokenStream {
    let function = match function::parse(attribute, item, &mut diag) {
        Ok(function) => function::check(attribute, function, &mut diag),
        Err(item) => {
            let errors = diag.finish();
            return quote!(#item #errors);
        }
    };
    let registration = register(&function, &mut diag).filter(|_| diag.is_empty());
    let errors = diag.finish();
    let emitted = &function.emitted;
    let is_allowed =
        emitted.attrs.iter().any(|other| other.to_token_stream().to_string().contains("unused_async"));
    let lint = (!is_allowed).then(|| quote!(#[allow(clippy::unused_async)]));
    quote!(#lint #emitted #registration #errors)
}

impl Handler {
    /// Consumes the function; `root` is the path of the runtime crate, if the attribute sets it.
    pub fn new(function: &ItemFn, root: Option<Keyed<Path>>) -> Self {
        Self {
            root: Root::new(root.map(|root| root.value)),
            cfg: function
                .attrs
                .iter()
                .filter(|attribute| attribute.path().is_ident("cfg"))
                .cloned()
                .collect(),
            lints: paths::lints(&function.attrs),
            vis: function.vis.clone(),
            ident: function.sig.ident.clone(),
            output: match &function.sig.output {
                ReturnType::Default => quote!(()),
                ReturnType::Type(_, ty) => ty.to_token_stream(),
            },
            has_namesake: begins_path(function.to_token_stream(), &function.sig.ident),
        }
    }

    /// Returns the path of the type that carries the specification.
    pub fn marker(&self) -> TokenStream {
        let (module, ident) = (self.module(), &self.ident);
        quote!(#module::#ident)
    }

    /// Quotes the type that carries the specification, and the items that register it.
    ///
    /// Types and functions have separate namespaces, so both share a name. The import with `*` gives way to a module or type of that
    /// name beside the function. It would hide a crate, so there is none if the function uses its namesake.
    pub fn registration(&self, items: &TokenStream) -> TokenStream {
        let Self { root, cfg, lints, vis, ident, .. } = self;
        let module = self.module();
        let import = (!self.has_namesake).then(|| {
            quote! {
                #(#cfg)*
                #[doc(hidden)]
                #[allow(unused_imports, unreachable_pub, hidden_glob_reexports, ambiguous_glob_reexports, clippy::wildcard_imports)]
                #vis use #module::*;
            }
        });
        // Beside the import, the path of the type is longer than it has to be.
        let mut lints = lints.clone();
        lints.push(parse_quote!(#[allow(unused_qualifications)]));
        let items = root.scope(&lints, items);
        quote! {
            #(#cfg)*
            #[doc(hidden)]
            #[allow(non_snake_case)]
            mod #module {
                #[allow(non_camel_case_types, dead_code, unreachable_pub, missing_debug_implementations, missing_copy_implementations)]
                pub struct #ident {}
            }

            #import

            #(#cfg)*
            #items
        }
    }

    /// Returns the name of the module that the marker type is in.
    fn module(&self) -> Ident {
        format_ident!("__mindtrace_{}", naming::unraw(&self.ident), span = self.ident.span())
    }
}

/// Returns whether a path in the tokens begins with a name, as in `uuid::Uuid`. `vote::id` is not one: the macro generates it.
fn begins_path(tokens: TokenStream, name: &Ident) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
    };
    let begins = |at: usize| {
        let is_first = !(is_colon(at.checked_sub(1)) && is_colon(at.checked_sub(2)));
        let goes_on = match tokens.get(at + 3) {
            Some(TokenTree::Ident(next)) => next != "id",
            Some(TokenTree::Group(_)) => true,
            _ => false,
        };
        is_first && is_colon(Some(at + 1)) && is_colon(Some(at + 2)) && goes_on
    };
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => begins_path(group.stream(), name),
        TokenTree::Ident(ident) => ident == name && begins(at),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use quote::{format_ident, quote};

    use super::begins_path;

    #[test]
    fn a_namesake_of_a_function_is_found() {
        let uuid = format_ident!("uuid");
        for used in [
            quote!(
                async fn uuid() -> uuid::Uuid {}
            ),
            quote!(
                async fn uuid() {
                    if true {
                        uuid::Uuid::new_v4();
                    }
                }
            ),
            quote!(
                async fn uuid() {
                    use uuid::Uuid;
                }
            ),
        ] {
            assert!(begins_path(used.clone(), &uuid), "{used}");
        }
        for unused in [
            quote!(
                async fn uuid() {
                    uuid();
                }
            ),
            quote!(
                async fn uuid() {
                    uuid::id(1);
                }
            ),
            quote!(
                async fn uuid(uuid: String) {
                    ::uuid::Uuid::new_v4();
                    other::uuid::x();
                }
            ),
        ] {
            assert!(!begins_path(unused.clone(), &uuid), "{unused}");
        }
    }
}
