//! The rules of a command: Discord's limits, contradictions, commands that cannot be called.

use std::time::Duration;

use proc_macro2::Ident;
use syn::{ExprPath, ItemFn, LitStr, ReturnType, Type};

use super::args::{CommandArgs, Level};
use super::attribute::Attribute;
use super::checks::Check;
use super::limits::{Concurrency, Cooldown};
use super::template::Carried;
use super::{contexts, description, naming, permissions, target, template};
use crate::argument::{self, CheckedParam, Param, Source};
use crate::diag::Diagnostics;
use crate::doc;
use crate::handler::Handler;
use crate::intents;
use crate::keys::{Keyed, Name};
use crate::names;

/// A checked command, ready to be registered.
pub struct Command {
    pub handler: Handler,
    pub kind: Kind,
    /// The enclosing groups, the outermost first.
    pub groups: Vec<Level>,
    /// The full path.
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
    /// The SKUs of which the caller needs one.
    pub entitled: Vec<u64>,
    /// The runtime's constants.
    pub intents: Vec<&'static str>,
    /// The runtime's constants of the installation types.
    pub installs: Vec<&'static str>,
    /// Full paths.
    pub aliases: Vec<String>,
    /// The builder calls of the flags that are set: `hidden`, `guild_only` …
    pub flags: Vec<&'static str>,
    /// Whether it is a tool, if it sets that.
    pub tool: Option<bool>,
    /// Whether it runs again when its message is edited, if it sets that.
    pub track_edits: Option<bool>,
    pub defer: Option<&'static str>,
    pub timeout: Option<Duration>,
    pub surfaces: Vec<&'static str>,
    /// Whether values that do not fit into a custom id are stored.
    pub stored: bool,
    pub params: Vec<CheckedParam>,
}

/// The kind of a command.
pub enum Kind {
    Chat,
    UserCommand,
    MessageCommand,
    /// The template of its custom ids, and the parameters they carry, in order.
    Component(LitStr, Vec<Carried>),
}

/// Checks everything and returns the command, unless there are errors.
#[expect(
    clippy::too_many_lines,
    reason = "each key is named once when it is taken apart and once when it is put together"
)]
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
        entitled,
        intents,
        installs,
        aliases,
        hidden,
        tool,
        track_edits,
        ignore_extra,
        disabled,
        guild_only,
        dm_only,
        nsfw,
        owners_only,
        ephemeral,
        defer,
        timeout,
        surfaces,
        stored,
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
    contexts::exclusive(guild_only.as_ref(), dm_only.as_ref(), diag);
    let guild_keys = [
        permissions.as_ref().map(|written| &written.key),
        bot_permissions.as_ref().map(|written| &written.key),
        guilds.as_ref().map(|written| &written.key),
    ];
    contexts::guilds(dm_only.as_ref(), guild_keys, diag);
    let permissions = permissions::check(permissions.as_ref(), diag);
    let bot_permissions = permissions::check(bot_permissions.as_ref(), diag);
    let surfaces = contexts::constants(surfaces.as_ref(), "surface", names::SURFACES, diag);
    let intents = intents::check(intents.as_ref(), diag);
    contexts::installs(installs.as_ref(), guilds.as_ref().map(|written| &written.key), diag);
    let installs = contexts::constants(installs.as_ref(), "installation type", names::INSTALLS, diag);
    let defer = contexts::defer(defer.as_ref(), diag);
    let flags = [
        ("hidden", &hidden),
        ("disabled", &disabled),
        ("guild_only", &guild_only),
        ("dm_only", &dm_only),
        ("nsfw", &nsfw),
        ("owners_only", &owners_only),
        ("ephemeral", &ephemeral),
        ("ignore_extra", &ignore_extra),
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
        entitled: list(entitled),
        intents,
        installs,
        aliases,
        flags,
        tool: tool.map(|tool| tool.value),
        track_edits: track_edits.map(|track| track.value),
        defer,
        timeout: timeout.map(|timeout| timeout.value),
        surfaces,
        stored: is_set(stored.as_ref()),
        params,
    })
}

/// The names and the description of a command.
struct Named {
    groups: Vec<Level>,
    name: String,
    description: String,
    aliases: Vec<String>,
}

/// The keys `name`, `description` and `aliases`.
type Written<'a> = (Option<&'a Keyed<LitStr>>, Option<&'a Keyed<LitStr>>, Option<&'a Keyed<Vec<Name>>>);

/// Checks the names of the command. Only commands that are called by name are in groups.
fn named(
    attribute: Attribute,
    groups: Vec<Level>,
    (name, description, aliases): Written<'_>,
    function: &ItemFn,
    diag: &mut Diagnostics,
) -> Named {
    let ident = &function.sig.ident;
    let name = match attribute {
        Attribute::Component => naming::word("a component name", name, ident, diag),
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

/// Returns the kind of the command, and its parameters checked by the rules of that kind.
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
        // A missing template has been reported; the parameters are checked anyway.
        (Attribute::Component, None) => (Kind::Chat, argument::check(params, Source::Component, diag)),
        _ => (Kind::Chat, argument::check(params, Source::Command, diag)),
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

/// Refuses a borrowed reply.
fn owned_output(output: &ReturnType, diag: &mut Diagnostics) {
    if let ReturnType::Type(_, ty) = output
        && let Type::Reference(reference) = &**ty
        && reference.lifetime.as_ref().is_none_or(|lifetime| lifetime.ident != "static")
    {
        diag.error_help(
            ty,
            "a handler cannot return a borrowed value",
            "write `String`, or `&'static str` for a literal",
        );
    }
}
