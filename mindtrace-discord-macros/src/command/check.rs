//! The rules of a command: what Discord would reject, what contradicts itself, what cannot be called.

use std::collections::HashSet;
use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, ItemFn, LitStr, ReturnType, Type, Visibility, ext::IdentExt};

use super::args::CommandArgs;
use super::limits;
use super::params::{ArgumentParam, DefaultValue, Param, Shape, outer};
use crate::diag::{Diagnostics, list, nearest};
use crate::doc;
use crate::keys::{Keyed, Name, Number, NumberValue};
use crate::names;
use crate::paths::Root;

/// A command as it will be registered; nothing is left to decide.
pub struct Command {
    pub root: Root,
    pub cfg: Vec<Attribute>,
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

// A command has a handful of these, once.
#[allow(clippy::large_enum_variant)]
pub enum CheckedParam {
    Provided(Type),
    Argument(Argument),
}

/// An argument as it will be registered.
pub struct Argument {
    pub ty: Type,
    pub name: String,
    pub description: String,
    pub default: Option<DefaultValue>,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub min_len: Option<u16>,
    pub max_len: Option<u16>,
    pub rest: bool,
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

    let written = name.as_ref().map(|name| name.value.to_token_stream());
    let name = name.map_or_else(|| unraw(&ident), |name| name.value.value());
    command_name(&name, written.unwrap_or_else(|| ident.to_token_stream()), diag);
    let aliases = check_aliases(&name, aliases.as_ref(), diag);
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
    if let (Some(dm_only), Some(permissions)) = (is_set(dm_only.as_ref()), &permissions) {
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
    let params = check_params(params, diag);
    let output = check_output(&function.sig.output, diag);

    diag.is_empty().then(|| Command {
        root: Root::new(root.map(|root| root.value)),
        cfg: function.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg")).cloned().collect(),
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

/// Discord: 1 to 32 of `-`, `_`, `'`, letters and digits, in lower case where a lower case exists.
fn command_name(name: &str, tokens: TokenStream, diag: &mut Diagnostics) {
    discord_name("a command name", "name", name, tokens, diag);
}

fn discord_name(what: &str, key: &str, name: &str, tokens: TokenStream, diag: &mut Diagnostics) {
    let length = name.chars().count();
    if length == 0 {
        diag.error_help(tokens, format_args!("{what} cannot be empty"), "give it 1 to 32 characters");
    } else if length > 32 {
        diag.error_help(
            tokens,
            format_args!("{what} has at most 32 characters, this one has {length}"),
            format_args!("shorten it, or write `{key} = \"…\"`"),
        );
    } else if let Some(wrong) = name.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '\'')))
    {
        let suggestion: String = name
            .chars()
            .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '\'') { c } else { '-' })
            .collect();
        diag.error_help(
            tokens,
            format_args!("{what} cannot contain `{wrong}`: Discord allows letters, digits, `-`, `_` and `'`"),
            format_args!("write `{key} = \"{}\"`", suggestion.to_lowercase().trim_matches('-')),
        );
    } else if name.to_lowercase() != name {
        diag.error_help(
            tokens,
            format_args!("{what} is lower case on Discord"),
            format_args!("write `{key} = \"{}\"`", name.to_lowercase()),
        );
    }
}

fn check_aliases(name: &str, aliases: Option<&Keyed<Vec<Name>>>, diag: &mut Diagnostics) -> Vec<String> {
    let mut seen = HashSet::from([name.to_owned()]);
    let mut checked = Vec::new();
    for alias in aliases.map(|aliases| aliases.value.as_slice()).unwrap_or_default() {
        discord_name("an alias", "aliases", &alias.text, alias.tokens.clone(), diag);
        if alias.text == name {
            diag.error_help(&alias.tokens, "the alias is the command's own name", "remove it");
        } else if !seen.insert(alias.text.clone()) {
            diag.error_help(
                &alias.tokens,
                format_args!("the alias `{}` stands here twice", alias.text),
                "remove one of the two",
            );
        } else {
            checked.push(alias.text.clone());
        }
    }
    checked
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
        return written.value.value();
    }
    if summary.is_empty() {
        // Discord insists on a description; the name says at least as much as a placeholder would.
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

fn description_length(text: &str, tokens: &LitStr, diag: &mut Diagnostics) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        diag.error_help(tokens, "a description cannot be empty", "write 1 to 100 characters");
    } else if length > 100 {
        diag.error_help(
            tokens,
            format_args!("a description has at most 100 characters, this one has {length}"),
            "shorten it; the doc comment after its first paragraph is for the details",
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
                match nearest(
                    &name.text,
                    names::PERMISSIONS
                        .iter()
                        .flat_map(|(c, aliases)| std::iter::once(*c).chain(aliases.iter().copied())),
                ) {
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
            diag.error_help(value, "unknown time to defer", "write \"auto\", \"immediately\" or \"never\"");
            None
        }
    }
}

fn check_params(params: Vec<Param>, diag: &mut Diagnostics) -> Vec<CheckedParam> {
    let mut seen = HashSet::new();
    let mut optional: Option<String> = None;
    let mut checked = Vec::new();
    let last = params.iter().rposition(|param| matches!(param, Param::Argument(_)));
    let count = params.iter().filter(|param| matches!(param, Param::Argument(_))).count();
    for (position, param) in params.into_iter().enumerate() {
        let argument = match param {
            Param::Provided(ty) => {
                checked.push(CheckedParam::Provided(ty));
                continue;
            }
            Param::Argument(argument) => argument,
        };
        if checked.iter().filter(|param| matches!(param, CheckedParam::Argument(_))).count() == 25 {
            diag.error_help(
                &argument.ident,
                format_args!("Discord allows 25 arguments, this is one more ({count} in all)"),
                "take several values in one text or a `Vec`, or split the command",
            );
        }
        let name = argument_name(&argument, diag);
        if !seen.insert(name.clone()) {
            let tokens = argument
                .rename
                .as_ref()
                .map_or_else(|| argument.ident.to_token_stream(), |rename| rename.value.to_token_stream());
            diag.error_help(
                tokens,
                format_args!("two arguments are called `{name}`"),
                "rename one of them with `#[arg(rename = \"…\")]`",
            );
        }
        limits::check(&argument, diag);
        shape(&argument, Some(position) == last, diag);
        // A `Vec` may be empty, so it is as optional as an `Option`.
        let required = argument.shape == Shape::Required && argument.default.is_none();
        match &optional {
            Some(before) if required => diag.error_help(
                &argument.ident,
                format_args!("the required argument `{name}` stands after the optional `{before}`; Discord wants required ones first"),
                format_args!("move `{}` in front, or make it an `Option`", argument.ident),
            ),
            None if !required => optional = Some(name.clone()),
            _ => {}
        }
        let description = argument_description(&argument, &name, diag);
        checked.push(CheckedParam::Argument(Argument {
            name,
            description,
            min_len: characters(argument.min_len.as_ref()),
            max_len: characters(argument.max_len.as_ref()),
            rest: is_set(argument.rest.as_ref()).is_some(),
            default: argument.default.map(|default| default.value),
            min: argument.min.map(|min| min.value),
            max: argument.max.map(|max| max.value),
            ty: argument.ty,
        }));
    }
    checked
}

fn argument_name(argument: &ArgumentParam, diag: &mut Diagnostics) -> String {
    let (name, tokens) = match &argument.rename {
        Some(rename) => (rename.value.value(), rename.value.to_token_stream()),
        // `_who` silences rustc while a body is still empty; callers should not see that.
        None => (unraw(&argument.ident).trim_start_matches('_').to_owned(), argument.ident.to_token_stream()),
    };
    if matches!(name.as_str(), "http" | "https") {
        diag.error_help(
            tokens,
            format_args!(
                "`{name}` is reserved: in a prefix command `{name}:…` is a link, not the argument's value"
            ),
            "write `#[arg(rename = \"url\")]`",
        );
    } else if name.chars().all(|c| c.is_ascii_digit()) && !name.is_empty() {
        diag.error_help(
            tokens,
            format_args!("`{name}` is reserved: in a prefix command `{name}:30` is a time of day, not the argument's value"),
            "start the name with a letter",
        );
    } else {
        discord_name("an argument name", "rename", &name, tokens, diag);
    }
    name
}

fn argument_description(argument: &ArgumentParam, name: &str, diag: &mut Diagnostics) -> String {
    if let Some(description) = &argument.description {
        description_length(&description.value.value(), &description.value, diag);
        return description.value.value();
    }
    if argument.summary.is_empty() {
        return words(name);
    }
    let length = argument.summary.chars().count();
    if length > 100 {
        diag.error_help(
            &argument.ident,
            format_args!("the doc comment of an argument is what Discord shows, at most 100 characters; this one has {length}"),
            "shorten it, or write `#[arg(description = \"…\")]`",
        );
    }
    argument.summary.clone()
}

fn shape(argument: &ArgumentParam, last: bool, diag: &mut Diagnostics) {
    if argument.shape != Shape::Required
        && let Some((inner, Some(_))) = outer(argument.item())
        && (inner == "Option" || inner == "Vec")
    {
        let ty = &argument.ty;
        diag.error_help(
            ty,
            "an argument is one value, an `Option` of one or a `Vec` of some, not both",
            "a `Vec` is empty when nothing is given, so it needs no `Option`",
        );
    }
    if argument.shape == Shape::List && !last {
        diag.error_help(
            &argument.ty,
            "a `Vec` takes everything up to the end, so nothing can follow it",
            format_args!("move `{}` to the end", argument.ident),
        );
    }
    if let Some(rest) = is_set(argument.rest.as_ref()) {
        if !last {
            diag.error_help(
                rest,
                "`rest` takes everything up to the end, so nothing can follow it",
                format_args!("move `{}` to the end", argument.ident),
            );
        }
        if argument.shape == Shape::List
            || !matches!(limits::kind(argument.item()), limits::Kind::Text | limits::Kind::Unknown)
        {
            diag.error_help(
                &argument.ty,
                "`rest` is one text",
                "write `String` or `Option<String>`, or remove `rest`",
            );
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

fn is_set(flag: Option<&Keyed<bool>>) -> Option<&Ident> {
    flag.filter(|flag| flag.value).map(|flag| &flag.key)
}

fn characters(length: Option<&Keyed<Number>>) -> Option<u16> {
    match length?.value.value {
        NumberValue::Integer(length) => u16::try_from(length).ok(),
        NumberValue::Float(_) => None,
    }
}

/// `r#move` is called `move`.
fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}
