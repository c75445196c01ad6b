//! The rules for where a command can be called, and for when its response is deferred.

use proc_macro2::Ident;
use syn::LitStr;

use crate::diag::{Diagnostics, list, nearest};
use crate::keys::{Keyed, Name};

/// Refuses aliases of a command that only slash offers: Discord has no aliases.
pub fn aliases(
    aliases: Option<&Keyed<Vec<Name>>>,
    surfaces: Option<&Keyed<Vec<Name>>>,
    diag: &mut Diagnostics,
) {
    if let (Some(aliases), Some(surfaces)) = (aliases, surfaces)
        && surfaces.value.iter().all(|surface| surface.text == "slash")
    {
        diag.error_help(
            &aliases.key,
            "a slash command cannot have aliases",
            "remove `aliases`, or add `prefix` or `http` to `surfaces`",
        );
    }
}

/// Returns the runtime's constants for the names in a list; `what` is the term for one.
pub fn constants(
    written: Option<&Keyed<Vec<Name>>>,
    what: &str,
    table: &'static [(&'static str, &'static str)],
    diag: &mut Diagnostics,
) -> Vec<&'static str> {
    let mut checked = Vec::new();
    for name in written.map(|names| names.value.as_slice()).unwrap_or_default() {
        match table.iter().find(|(known, _)| *known == name.text) {
            Some((known, constant)) if checked.contains(constant) => {
                diag.error_help(
                    &name.tokens,
                    format_args!("duplicate {what} `{known}`"),
                    "remove one of the two",
                );
            }
            Some((_, constant)) => checked.push(*constant),
            None => {
                let known = || table.iter().map(|(known, _)| *known);
                let message = format!("unknown {what} `{}`", name.text);
                match nearest(&name.text, known()) {
                    Some(found) => {
                        diag.error_help(&name.tokens, message, format_args!("did you mean `{found}`?"));
                    }
                    None => diag.error_help(
                        &name.tokens,
                        message,
                        format_args!("the {what}s are {}", list(known())),
                    ),
                }
            }
        }
    }
    checked
}

/// Checks Discord's rule: only global commands have installation types.
pub fn installs(installs: Option<&Keyed<Vec<Name>>>, guilds: Option<&Ident>, diag: &mut Diagnostics) {
    if let (Some(installs), Some(guilds)) = (installs, guilds) {
        diag.error_help(
            &installs.key,
            "a command with `guilds` has no installation types",
            format_args!("remove `{}` or `{guilds}`", installs.key),
        );
    }
}

/// Returns the runtime's constant for `defer`, unless it is the default.
pub fn defer(written: Option<&Keyed<LitStr>>, diag: &mut Diagnostics) -> Option<&'static str> {
    let value = &written?.value;
    match value.value().as_str() {
        "auto" => None,
        "immediately" => Some("Immediately"),
        "never" => Some("Never"),
        _ => {
            diag.error_help(
                value,
                "unknown value of `defer`",
                "write `defer = \"auto\"`, `\"immediately\"` or `\"never\"`",
            );
            None
        }
    }
}

/// Refuses `guild_only` together with `dm_only`.
pub fn exclusive(guild_only: Option<&Keyed<bool>>, dm_only: Option<&Keyed<bool>>, diag: &mut Diagnostics) {
    if let (Some(guild_only), Some(dm_only)) = (is_set(guild_only), is_set(dm_only)) {
        diag.error_help(
            dm_only,
            "`dm_only` and `guild_only` exclude each other",
            format_args!("remove `{dm_only}` or `{guild_only}`; without both, the command works everywhere"),
        );
    }
}

/// Refuses keys that only apply to guilds on a command for direct messages.
pub fn guilds<'a>(
    dm_only: Option<&Keyed<bool>>,
    keys: impl IntoIterator<Item = Option<&'a Ident>>,
    diag: &mut Diagnostics,
) {
    let Some(dm_only) = is_set(dm_only) else { return };
    for key in keys.into_iter().flatten() {
        let message = if key == "guilds" {
            "`guilds` is for commands in guilds, this one is only for direct messages"
        } else {
            "permissions are for commands in guilds, this one is only for direct messages"
        };
        diag.error_help(key, message, format_args!("remove `{key}` or `{dm_only}`"));
    }
}

/// Returns the flag's key, if the flag is set.
fn is_set(flag: Option<&Keyed<bool>>) -> Option<&Ident> {
    flag.filter(|flag| flag.value).map(|flag| &flag.key)
}
