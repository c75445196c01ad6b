//! Where a command can be called, and when Discord is told to wait.

use proc_macro2::Ident;
use syn::LitStr;

use crate::diag::{Diagnostics, list, nearest};
use crate::keys::{Keyed, Name};

/// Slash commands have no aliases.
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
            "Discord gives a slash command one name, so nobody could ever use the aliases",
            "remove `aliases`, or add `prefix` or `http` to `surfaces`",
        );
    }
}

/// The runtime's constants for the names written, which are those of a `what`.
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
                    format_args!("`{known}` stands here twice"),
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

/// Discord: how an application is installed says something about commands that are registered everywhere.
pub fn installs(installs: Option<&Keyed<Vec<Name>>>, guilds: Option<&Ident>, diag: &mut Diagnostics) {
    if let (Some(installs), Some(guilds)) = (installs, guilds) {
        diag.error_help(
            &installs.key,
            "a command of some servers is there for whoever is in them, however the bot is installed",
            format_args!("remove `{}` or `{guilds}`", installs.key),
        );
    }
}

/// The runtime's constant for the time to defer, unless it is the usual one.
pub fn defer(written: Option<&Keyed<LitStr>>, diag: &mut Diagnostics) -> Option<&'static str> {
    let value = &written?.value;
    match value.value().as_str() {
        "auto" => None,
        "immediately" => Some("Immediately"),
        "never" => Some("Never"),
        _ => {
            diag.error_help(
                value,
                "unknown time to defer",
                "write `defer = \"auto\"`, `\"immediately\"` or `\"never\"`",
            );
            None
        }
    }
}

/// A command for servers only and for direct messages only could be used nowhere.
pub fn place(guild_only: Option<&Keyed<bool>>, dm_only: Option<&Keyed<bool>>, diag: &mut Diagnostics) {
    if let (Some(guild_only), Some(dm_only)) = (is_set(guild_only), is_set(dm_only)) {
        diag.error_help(
            dm_only,
            "`dm_only` and `guild_only` exclude each other: the command could be used nowhere",
            format_args!("remove one of the two; without `{guild_only}` it works in both"),
        );
    }
}

/// What speaks about servers says nothing in direct messages.
pub fn servers<'a>(
    dm_only: Option<&Keyed<bool>>,
    keys: impl IntoIterator<Item = Option<&'a Ident>>,
    diag: &mut Diagnostics,
) {
    let Some(dm_only) = is_set(dm_only) else { return };
    for key in keys.into_iter().flatten() {
        let message = if key == "guilds" {
            "the command is offered in these servers, and in servers it cannot be used"
        } else {
            "members have permissions in servers only"
        };
        diag.error_help(key, message, format_args!("remove `{key}` or `{dm_only}`"));
    }
}

/// The flag's key, if the flag is on.
fn is_set(flag: Option<&Keyed<bool>>) -> Option<&Ident> {
    flag.filter(|flag| flag.value).map(|flag| &flag.key)
}
