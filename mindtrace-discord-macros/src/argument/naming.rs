//! The names of arguments.

use proc_macro2::Ident;
use quote::ToTokens;

use super::params::ArgumentParam;
use crate::diag::Diagnostics;
use crate::naming;

/// Checks the name of an argument that callers type; the default is its parameter's.
pub fn check(argument: &ArgumentParam, diag: &mut Diagnostics) -> String {
    let (name, tokens) = match &argument.rename {
        Some(rename) => (rename.value.value(), rename.value.to_token_stream()),
        None => (plain(&argument.ident), argument.ident.to_token_stream()),
    };
    let written = argument.rename.is_some();
    let help = |name: &str| {
        if written {
            format!("write `rename = \"{name}\"`")
        } else {
            format!("write `#[arg(rename = \"{name}\")]`")
        }
    };
    if matches!(name.as_str(), "http" | "https") {
        let message = format!(
            "`{name}` is reserved: in a prefix command `{name}:…` is a link, not the argument's value"
        );
        diag.error_help(tokens, message, help("url"));
    } else if name.chars().all(|c| c.is_ascii_digit()) && !name.is_empty() {
        let message = format!(
            "`{name}` is reserved: in a prefix command `{name}:30` is a time of day, not the argument's value"
        );
        diag.error_help(tokens, message, "start the name with a letter");
    } else {
        naming::check("an argument name", &name, tokens, help, diag);
    }
    name
}

/// Returns the name of the parameter itself.
pub fn plain(ident: &Ident) -> String {
    // A leading underscore only silences rustc, as in `_user`.
    naming::unraw(ident).trim_start_matches('_').to_owned()
}
