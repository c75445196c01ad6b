//! Emits an annotated function unchanged, followed by its registration.

mod call;
mod event_type;
mod params;

use proc_macro2::{Ident, TokenStream};
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
    /// name beside the function.
    pub fn registration(&self, items: &TokenStream) -> TokenStream {
        let Self { root, cfg, lints, vis, ident, .. } = self;
        let module = self.module();
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

            #(#cfg)*
            #[doc(hidden)]
            #[allow(unused_imports, unreachable_pub, hidden_glob_reexports, ambiguous_glob_reexports, clippy::wildcard_imports)]
            #vis use #module::*;

            #(#cfg)*
            #items
        }
    }

    /// Returns the name of the module that the marker type is in.
    fn module(&self) -> Ident {
        format_ident!("__mindtrace_{}", naming::unraw(&self.ident), span = self.ident.span())
    }
}
