//! The rules of a command: what Discord would reject, what contradicts itself, what cannot be called.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, ItemFn, LitStr, ReturnType, Type, Visibility};

use super::args::CommandArgs;
use super::arguments::{self, CheckedParam, description_length, words};
use super::naming;
use super::params::Param;
use crate::diag::{Diagnostics, list, nearest};
use crate::doc;
use crate::keys::{Keyed, Name};
use crate::names;
use crate::paths::{self, Root};

/// A command as it will be registered; nothing is left to decide.
pub struct Command {
    pub root: Root,
    pub cfg: Vec<Attribute>,
    pub lints: Vec<Attribute>,
    pub vis: Visibility,
    pub ident: Ident,
    pub name: String,
    pub description: String,
    pub help: String,
    pub usage: Option<String>,
    pub category: Option<String>,
    pub permissions: Vec<&'static str>,
    pub bot_permissions: Vec<&'static str>,
    pub cooldown: Option<Duration>,
    pub aliases: Vec<String>,
    /// The builder calls of the flags that are set: `hidden`, `guild_only` …
    pub flags: Vec<&'static str>,
    pub defer: Option<&'static str>,
    pub timeout: Option<Duration>,
    pub surfaces: Vec<&'static str>,
    pub params: Vec<CheckedParam>,
    pub output: TokenStream,
}

/// Checks everything and gives the command, unless it has no usable form.
pub fn check(
    args: CommandArgs,
    function: &ItemFn,
    params: Vec<Param>,
    diag: &mut Diagnostics,
) -> Option<Command> {
    // Every field by name, so that a new key cannot be forgotten here.
    let CommandArgs {
        name,
        description,
        usage,
        category,
        permissions,
        bot_permissions,
        cooldown,
        aliases,
        hidden,
        disabled,
        guild_only,
        dm_only,
        nsfw,
        owners_only,
        ephemeral,
        defer,
        timeout,
        surfaces,
        root,
    } = args;
    let ident = function.sig.ident.clone();
    let doc = doc::read(&function.attrs);

    let name = naming::command(name.as_ref(), &ident, diag);
    check_reach(aliases.as_ref(), surfaces.as_ref(), diag);
    let aliases = naming::aliases(&name, aliases.as_ref(), diag);
    let description = check_description(description.as_ref(), &doc.summary, &name, function, diag);
    nonempty(usage.as_ref(), diag);
    nonempty(category.as_ref(), diag);
    if let (Some(guild_only), Some(dm_only)) = (is_set(guild_only.as_ref()), is_set(dm_only.as_ref())) {
        diag.error_help(
            dm_only,
            "`dm_only` and `guild_only` exclude each other: the command could be used nowhere",
            format_args!("remove one of the two; without `{guild_only}` it works in both"),
        );
    }
    for permissions in [&permissions, &bot_permissions].into_iter().flatten() {
        let Some(dm_only) = is_set(dm_only.as_ref()) else { continue };
        diag.error_help(
            &permissions.key,
            "members have permissions in servers only",
            format_args!("remove `{}` or `{dm_only}`", permissions.key),
        );
    }
    let permissions = check_permissions(permissions.as_ref(), diag);
    let bot_permissions = check_permissions(bot_permissions.as_ref(), diag);
    let surfaces = check_surfaces(surfaces.as_ref(), diag);
    let defer = check_defer(defer.as_ref(), diag);
    let flags = [
        ("hidden", &hidden),
        ("disabled", &disabled),
        ("guild_only", &guild_only),
        ("dm_only", &dm_only),
        ("nsfw", &nsfw),
        ("owners_only", &owners_only),
        ("ephemeral", &ephemeral),
    ];
    let flags =
        flags.into_iter().filter(|(_, flag)| is_set(flag.as_ref()).is_some()).map(|(name, _)| name).collect();
    let params = arguments::check(params, diag);
    let output = check_output(&function.sig.output, diag);

    diag.is_empty().then(|| Command {
        root: Root::new(root.map(|root| root.value)),
        cfg: function.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect(),
        lints: paths::lints(&function.attrs),
        vis: function.vis.clone(),
        ident,
        name,
        description,
        help: doc.help,
        usage: usage.map(|usage| usage.value.value()),
        category: category.map(|category| category.value.value()),
        permissions,
        bot_permissions,
        cooldown: cooldown.map(|cooldown| cooldown.value),
        aliases,
        flags,
        defer,
        timeout: timeout.map(|timeout| timeout.value),
        surfaces,
        params,
        output,
    })
}

/// Discord: a description has 1 to 100 characters.
fn check_description(
    written: Option<&Keyed<LitStr>>,
    summary: &str,
    name: &str,
    function: &ItemFn,
    diag: &mut Diagnostics,
) -> String {
    if let Some(written) = written {
        description_length(&written.value.value(), &written.value, diag);
        // Discord trims it; what is compared with Discord's answer at every start has to be trimmed as well.
        return written.value.value().trim().to_owned();
    }
    if summary.is_empty() {
        return words(name);
    }
    let length = summary.chars().count();
    if length > 100 {
        let doc = function.attrs.iter().find(|attribute| doc::is_doc(attribute));
        diag.error_help(
            doc.map_or_else(|| function.sig.ident.to_token_stream(), ToTokens::to_token_stream),
            format_args!("the first paragraph of the doc comment is what Discord shows, at most 100 characters; this one has {length}"),
            "end the first paragraph earlier with an empty `///` line, or write `description = \"…\"`",
        );
    }
    summary.to_owned()
}

/// Slash commands have no aliases.
fn check_reach(
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

fn nonempty(text: Option<&Keyed<LitStr>>, diag: &mut Diagnostics) {
    if let Some(Keyed { key, value }) = text
        && value.value().trim().is_empty()
    {
        diag.error_help(
            value,
            format_args!("`{key}` cannot be empty"),
            format_args!("write some text, or remove `{key}`"),
        );
    }
}

fn check_permissions(written: Option<&Keyed<Vec<Name>>>, diag: &mut Diagnostics) -> Vec<&'static str> {
    let mut checked = Vec::new();
    for name in written.map(|names| names.value.as_slice()).unwrap_or_default() {
        match names::permission(&name.text) {
            Some(constant) if checked.contains(&constant) => {
                diag.error_help(
                    &name.tokens,
                    format_args!("`{constant}` stands here twice"),
                    "remove one of the two",
                );
            }
            Some(constant) => checked.push(constant),
            None => {
                let message = format!("unknown permission `{}`", name.text);
                // `KICK` and `ADMIN` are no slips of the finger but beginnings.
                let begun = names::PERMISSIONS.iter().map(|(constant, _)| *constant);
                let begun = begun.clone().find(|constant| constant.starts_with(&name.text.to_uppercase()));
                match begun.or_else(|| {
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

fn check_surfaces(written: Option<&Keyed<Vec<Name>>>, diag: &mut Diagnostics) -> Vec<&'static str> {
    let mut checked = Vec::new();
    for name in written.map(|names| names.value.as_slice()).unwrap_or_default() {
        match names::SURFACES.iter().find(|(surface, _)| *surface == name.text) {
            Some((surface, constant)) if checked.contains(constant) => {
                diag.error_help(
                    &name.tokens,
                    format_args!("`{surface}` stands here twice"),
                    "remove one of the two",
                );
            }
            Some((_, constant)) => checked.push(*constant),
            None => {
                let known = || names::SURFACES.iter().map(|(surface, _)| *surface);
                let message = format!("unknown surface `{}`", name.text);
                match nearest(&name.text, known()) {
                    Some(found) => {
                        diag.error_help(&name.tokens, message, format_args!("did you mean `{found}`?"));
                    }
                    None => diag.error_help(
                        &name.tokens,
                        message,
                        format_args!("the surfaces are {}", list(known())),
                    ),
                }
            }
        }
    }
    checked
}

fn check_defer(written: Option<&Keyed<LitStr>>, diag: &mut Diagnostics) -> Option<&'static str> {
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

fn check_output(output: &ReturnType, diag: &mut Diagnostics) -> TokenStream {
    match output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, ty) => {
            if let Type::Reference(reference) = &**ty
                && reference.lifetime.as_ref().is_none_or(|lifetime| lifetime.ident != "static")
            {
                diag.error_help(
                    ty,
                    "a reply outlives the call, so it cannot borrow",
                    "write `String`, or `&'static str` for a literal",
                );
            }
            ty.to_token_stream()
        }
    }
}

/// The flag's key, if the flag is on.
fn is_set(flag: Option<&Keyed<bool>>) -> Option<&Ident> {
    flag.filter(|flag| flag.value).map(|flag| &flag.key)
}
