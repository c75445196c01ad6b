//! The rules of a command: what Discord would reject, what contradicts itself, what cannot be called.

use std::time::Duration;

use proc_macro2::Ident;
use syn::{ExprPath, ItemFn, LitStr, ReturnType, Type};

use super::args::{CommandArgs, Level};
use super::attribute::Attribute;
use super::checks::Check;
use super::limits::{Concurrency, Cooldown};
use super::template::Carried;
use super::{contexts, description, naming, permissions, target, template};
use crate::argument::{self, CheckedParam, Param, Place};
use crate::diag::Diagnostics;
use crate::doc;
use crate::handler::Handler;
use crate::intents;
use crate::keys::{Keyed, Name};
use crate::names;

/// A command as it will be registered; nothing is left to decide.
pub struct Command {
    pub handler: Handler,
    pub kind: Kind,
    /// The groups around, the outermost first.
    pub groups: Vec<Level>,
    /// The whole path.
    pub name: String,
    pub description: String,
    pub help: String,
    pub usage: Option<String>,
    pub category: Option<String>,
    pub permissions: Vec<&'static str>,
    pub bot_permissions: Vec<&'static str>,
    pub cooldown: Option<Cooldown>,
    pub concurrency: Option<Concurrency>,
    pub checks: Vec<Check>,
    pub before: Vec<ExprPath>,
    pub after: Vec<ExprPath>,
    pub on_error: Vec<ExprPath>,
    pub guilds: Vec<u64>,
    /// The runtime's constants.
    pub intents: Vec<&'static str>,
    /// The runtime's constants of the kinds of installation.
    pub installs: Vec<&'static str>,
    /// Whole paths as well.
    pub aliases: Vec<String>,
    /// The builder calls of the flags that are set: `hidden`, `guild_only` …
    pub flags: Vec<&'static str>,
    /// Whether it is a tool, if it says so itself.
    pub tool: Option<bool>,
    pub defer: Option<&'static str>,
    pub timeout: Option<Duration>,
    pub surfaces: Vec<&'static str>,
    pub params: Vec<CheckedParam>,
}

/// What sort of command it is.
pub enum Kind {
    Chat,
    UserCommand,
    MessageCommand,
    /// The template of its custom ids, and what they carry, in order.
    Component(LitStr, Vec<Carried>),
}

/// Checks everything and gives the command, unless it has no usable form.
pub fn check(
    attribute: Attribute,
    args: CommandArgs,
    function: &ItemFn,
    params: Vec<Param>,
    diag: &mut Diagnostics,
) -> Option<Command> {
    // Every field by name, so that a new key cannot be forgotten here.
    let CommandArgs {
        template,
        groups,
        name,
        description,
        usage,
        category,
        permissions,
        bot_permissions,
        cooldown,
        concurrency,
        check,
        before,
        after,
        on_error,
        guilds,
        intents,
        installs,
        aliases,
        hidden,
        tool,
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
    crate::naming::function(&ident, diag);

    contexts::aliases(aliases.as_ref(), surfaces.as_ref(), diag);
    let written = (name.as_ref(), description.as_ref(), aliases.as_ref());
    let Named { groups, name, description, aliases } = named(attribute, groups, written, function, diag);
    nonempty(usage.as_ref(), diag);
    nonempty(category.as_ref(), diag);
    contexts::place(guild_only.as_ref(), dm_only.as_ref(), diag);
    let servers = [
        permissions.as_ref().map(|written| &written.key),
        bot_permissions.as_ref().map(|written| &written.key),
        guilds.as_ref().map(|written| &written.key),
    ];
    contexts::servers(dm_only.as_ref(), servers, diag);
    let permissions = permissions::check(permissions.as_ref(), diag);
    let bot_permissions = permissions::check(bot_permissions.as_ref(), diag);
    let surfaces = contexts::constants(surfaces.as_ref(), "surface", names::SURFACES, diag);
    let intents = intents::check(intents.as_ref(), diag);
    contexts::installs(installs.as_ref(), guilds.as_ref().map(|written| &written.key), diag);
    let installs = contexts::constants(installs.as_ref(), "kind of installation", names::INSTALLS, diag);
    let defer = contexts::defer(defer.as_ref(), diag);
    let flags = [
        ("hidden", &hidden),
        ("disabled", &disabled),
        ("guild_only", &guild_only),
        ("dm_only", &dm_only),
        ("nsfw", &nsfw),
        ("owners_only", &owners_only),
        ("ephemeral", &ephemeral),
    ];
    let flags = flags.into_iter().filter(|(_, flag)| is_set(flag.as_ref())).map(|(name, _)| name).collect();
    let (kind, params) = kind(attribute, template, &ident, params, diag);
    owned_output(&function.sig.output, diag);

    diag.is_empty().then(|| Command {
        handler: Handler::new(function, root),
        help: if attribute == Attribute::Command { doc.help } else { doc.whole() },
        kind,
        groups,
        name,
        description,
        usage: usage.map(|usage| usage.value.value()),
        category: category.map(|category| category.value.value()),
        permissions,
        bot_permissions,
        cooldown: cooldown.map(|cooldown| cooldown.value),
        concurrency: concurrency.map(|concurrency| concurrency.value),
        checks: list(check),
        before: list(before),
        after: list(after),
        on_error: list(on_error),
        guilds: list(guilds),
        intents,
        installs,
        aliases,
        flags,
        tool: tool.map(|tool| tool.value),
        defer,
        timeout: timeout.map(|timeout| timeout.value),
        surfaces,
        params,
    })
}

/// What a command is called and known by.
struct Named {
    groups: Vec<Level>,
    name: String,
    description: String,
    aliases: Vec<String>,
}

/// What is written of the name, the description and the aliases.
type Written<'a> = (Option<&'a Keyed<LitStr>>, Option<&'a Keyed<LitStr>>, Option<&'a Keyed<Vec<Name>>>);

/// The names of the command; only one that is called by name stands in groups.
fn named(
    attribute: Attribute,
    groups: Vec<Level>,
    (name, description, aliases): Written<'_>,
    function: &ItemFn,
    diag: &mut Diagnostics,
) -> Named {
    let ident = &function.sig.ident;
    let name = match attribute {
        Attribute::Component => naming::word("a component's name", name, ident, diag),
        Attribute::UserCommand | Attribute::MessageCommand => naming::menu(name, ident, diag),
        _ => {
            let word = naming::word("a command name", name, ident, diag);
            let aliases = naming::aliases("command", &word, aliases, diag);
            let description = description::check(description, &function.attrs, ident, &word, diag);
            let (name, aliases) = naming::path(&groups, &word, &aliases);
            return Named { groups, name, description, aliases };
        }
    };
    Named { groups: Vec::new(), name, description: String::new(), aliases: Vec::new() }
}

/// What sort of command it is, and its parameters by the rules of that sort.
fn kind(
    attribute: Attribute,
    template: Option<LitStr>,
    function: &Ident,
    params: Vec<Param>,
    diag: &mut Diagnostics,
) -> (Kind, Vec<CheckedParam>) {
    match (attribute, template) {
        (Attribute::UserCommand, _) => (Kind::UserCommand, target::check(attribute, function, params, diag)),
        (Attribute::MessageCommand, _) => {
            (Kind::MessageCommand, target::check(attribute, function, params, diag))
        }
        (Attribute::Component, Some(template)) => {
            let (params, carried) = template::check(&template, params, diag);
            (Kind::Component(template, carried), params)
        }
        // A component without a template has been reported; its parameters are checked all the same.
        (Attribute::Component, None) => (Kind::Chat, argument::check(params, Place::Component, diag)),
        _ => (Kind::Chat, argument::check(params, Place::Command, diag)),
    }
}

fn is_set(flag: Option<&Keyed<bool>>) -> bool {
    flag.is_some_and(|flag| flag.value)
}

fn list<T>(written: Option<Keyed<Vec<T>>>) -> Vec<T> {
    written.map(|written| written.value).unwrap_or_default()
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

/// A reply that borrows would have to outlive what it borrows from.
fn owned_output(output: &ReturnType, diag: &mut Diagnostics) {
    if let ReturnType::Type(_, ty) = output
        && let Type::Reference(reference) = &**ty
        && reference.lifetime.as_ref().is_none_or(|lifetime| lifetime.ident != "static")
    {
        diag.error_help(
            ty,
            "a reply outlives the call, so it cannot borrow",
            "write `String`, or `&'static str` for a literal",
        );
    }
}
