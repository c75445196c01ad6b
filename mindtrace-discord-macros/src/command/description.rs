//! The description of a command or a group.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, LitStr};

use crate::argument::description_length;
use crate::diag::Diagnostics;
use crate::doc;
use crate::keys::Keyed;
use crate::naming::words;

/// Checks Discord's rule: a description has 1 to 100 characters.
///
/// It is the `description` key, else the first paragraph of the doc comment among `attributes`, else the name as words.
pub fn check(
    written: Option<&Keyed<LitStr>>,
    attributes: &[Attribute],
    ident: &Ident,
    name: &str,
    diag: &mut Diagnostics,
) -> String {
    if let Some(written) = written {
        description_length(&written.value.value(), &written.value, diag);
        // Discord trims it, and the two are compared at every start.
        return written.value.value().trim().to_owned();
    }
    let summary = doc::read(attributes).summary;
    if summary.is_empty() {
        return words(name);
    }
    let length = summary.chars().count();
    if length > 100 {
        let doc = attributes.iter().find(|attribute| doc::is_doc(attribute));
        diag.error_help(
            doc.map_or_else(|| ident.to_token_stream(), ToTokens::to_token_stream),
            format_args!("the first paragraph of the doc comment is the description: at most 100 characters, this one has {length}"),
            "end the first paragraph earlier with an empty `///` line, or write `description = \"…\"`",
        );
    }
    summary
}
