//! Checks `permissions(…)` and `bot_permissions(…)`.

use crate::diag::{Diagnostics, nearest};
use crate::keys::{Keyed, Name};
use crate::names;

/// Returns the runtime's constants for the names in a list.
pub fn check(written: Option<&Keyed<Vec<Name>>>, diag: &mut Diagnostics) -> Vec<&'static str> {
    let mut checked = Vec::new();
    for name in written.map(|names| names.value.as_slice()).unwrap_or_default() {
        match names::permission(&name.text) {
            Some(constant) if checked.contains(&constant) => {
                diag.error_help(
                    &name.tokens,
                    format_args!("duplicate permission `{constant}`"),
                    "remove one of the two",
                );
            }
            Some(constant) => checked.push(constant),
            None => {
                let message = format!("unknown permission `{}`", name.text);
                // `KICK` and `ADMIN` are prefixes, not misspellings.
                let prefixed = names::PERMISSIONS.iter().map(|(constant, _)| *constant);
                let prefixed =
                    prefixed.clone().find(|constant| constant.starts_with(&name.text.to_uppercase()));
                match prefixed.or_else(|| {
                    nearest(
                        &name.text,
                        names::PERMISSIONS
                            .iter()
                            .flat_map(|(c, aliases)| std::iter::once(*c).chain(aliases.iter().copied())),
                    )
                }) {
                    Some(found) => {
                        diag.error_help(&name.tokens, message, format_args!("did you mean `{found}`?"));
                    }
                    None => diag.error_help(
                        &name.tokens,
                        message,
                        "write Discord's name, such as `MANAGE_MESSAGES` or `\"manage_messages\"`",
                    ),
                }
            }
        }
    }
    checked
}
