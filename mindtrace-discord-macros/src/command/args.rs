//! Parses `#[command(…)]` and the other attributes of commands.

use std::time::Duration;

use proc_macro2::{Ident, TokenStream};
use syn::{ExprPath, LitStr, Path};

use super::attribute::Attribute;
use super::checks::{self, Check};
use super::inherited::{self, Inherited, is_inherited};
use super::limits::{self, Concurrency, Cooldown};
use crate::diag::Diagnostics;
use crate::keys::{self, Entry, Keyed, Name, set};

/// A parsed attribute. Only the syntax of each value has been checked.
#[derive(Default)]
pub struct CommandArgs {
    /// The template of a component's custom ids.
    pub template: Option<LitStr>,
    /// The enclosing groups, the outermost first.
    pub groups: Vec<Level>,
    pub name: Option<Keyed<LitStr>>,
    pub description: Option<Keyed<LitStr>>,
    pub usage: Option<Keyed<LitStr>>,
    pub category: Option<Keyed<LitStr>>,
    pub permissions: Option<Keyed<Vec<Name>>>,
    pub bot_permissions: Option<Keyed<Vec<Name>>>,
    pub cooldown: Option<Keyed<Cooldown>>,
    pub concurrency: Option<Keyed<Concurrency>>,
    pub check: Option<Keyed<Vec<Check>>>,
    pub before: Option<Keyed<Vec<ExprPath>>>,
    pub after: Option<Keyed<Vec<ExprPath>>>,
    pub on_error: Option<Keyed<Vec<ExprPath>>>,
    pub guilds: Option<Keyed<Vec<u64>>>,
    pub entitled: Option<Keyed<Vec<u64>>>,
    pub intents: Option<Keyed<Vec<Name>>>,
    pub installs: Option<Keyed<Vec<Name>>>,
    pub aliases: Option<Keyed<Vec<Name>>>,
    pub hidden: Option<Keyed<bool>>,
    pub tool: Option<Keyed<bool>>,
    pub track_edits: Option<Keyed<bool>>,
    pub ignore_extra: Option<Keyed<bool>>,
    pub disabled: Option<Keyed<bool>>,
    pub guild_only: Option<Keyed<bool>>,
    pub dm_only: Option<Keyed<bool>>,
    pub nsfw: Option<Keyed<bool>>,
    pub owners_only: Option<Keyed<bool>>,
    pub ephemeral: Option<Keyed<bool>>,
    pub defer: Option<Keyed<LitStr>>,
    pub timeout: Option<Keyed<Duration>>,
    pub surfaces: Option<Keyed<Vec<Name>>>,
    pub stored: Option<Keyed<bool>>,
    pub root: Option<Keyed<Path>>,
}

/// A group around a command, as its `#[group]` passed it down.
#[derive(Clone, Default)]
pub struct Level {
    pub name: String,
    pub description: String,
    pub aliases: Vec<String>,
}

impl CommandArgs {
    /// Parses the attribute, including the entries that enclosing modules pass down.
    pub fn parse(attribute: Attribute, tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut parts = keys::split_at_commas(tokens);
        if attribute == Attribute::Component {
            args.template = template(&mut parts, diag);
        }
        let (entries, inherited) = inherited::split(parts, diag);
        for entry in entries {
            args.set(attribute, &entry, diag);
        }
        if let Some(inherited) = inherited {
            args.inherit(attribute, inherited);
        }
        args
    }

    /// Parses the entries of a handler that inherits only the path of the runtime crate.
    pub fn own_entries(parts: Vec<TokenStream>, diag: &mut Diagnostics) -> (Vec<Entry>, Option<Keyed<Path>>) {
        let (entries, inherited) = inherited::split(parts, diag);
        let mut args = Self::default();
        if let Some(inherited) = inherited {
            args.inherit(Attribute::Commands, inherited);
        }
        (entries, args.root)
    }

    /// Inherits the entries of the enclosing module.
    fn inherit(&mut self, attribute: Attribute, Inherited { module, tokens }: Inherited) {
        // The module's own attribute has already reported its errors.
        let mut reported = Diagnostics::default();
        let mut outer = Self::parse(module, tokens, &mut reported);
        drop(reported.finish());
        self.groups.append(&mut outer.groups);
        if module == Attribute::Group {
            self.groups.push(outer.level());
        }
        self.or(attribute, outer);
    }

    /// Takes the group's own keys; the rest are its defaults.
    fn level(&mut self) -> Level {
        let text = |text: Option<Keyed<LitStr>>| text.map(|text| text.value.value()).unwrap_or_default();
        Level {
            name: text(self.name.take()),
            description: text(self.description.take()).trim().to_owned(),
            aliases: self
                .aliases
                .take()
                .map(|aliases| aliases.value.into_iter().map(|alias| alias.text).collect())
                .unwrap_or_default(),
        }
    }

    fn set(&mut self, attribute: Attribute, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        let name = key.to_string();
        if let Some((message, help)) = attribute.refusal(&name) {
            return diag.error_help(&key, message, help);
        }
        if !attribute.takes(&name) {
            return keys::unknown(&key, &format!("#[{}(…)]", attribute.name()), &attribute.keys(), diag);
        }
        match name.as_str() {
            "name" => set(&mut self.name, key, entry.text(diag), diag),
            "description" => set(&mut self.description, key, entry.text(diag), diag),
            "usage" => set(&mut self.usage, key, entry.text(diag), diag),
            "category" => set(&mut self.category, key, entry.text(diag), diag),
            "permissions" => {
                set(&mut self.permissions, key, entry.names("MANAGE_MESSAGES", true, diag), diag);
            }
            "bot_permissions" => {
                set(&mut self.bot_permissions, key, entry.names("MANAGE_MESSAGES", true, diag), diag);
            }
            "cooldown" => set(&mut self.cooldown, key, limits::cooldown(entry, diag), diag),
            "concurrency" => set(&mut self.concurrency, key, limits::concurrency(entry, diag), diag),
            "check" => set(&mut self.check, key, checks::parse(entry, diag), diag),
            "before" => set(&mut self.before, key, entry.functions(diag), diag),
            "after" => set(&mut self.after, key, entry.functions(diag), diag),
            "on_error" => set(&mut self.on_error, key, entry.functions(diag), diag),
            "guilds" => set(&mut self.guilds, key, limits::ids(entry, "guild", diag), diag),
            "entitled" => set(&mut self.entitled, key, limits::ids(entry, "SKU", diag), diag),
            "intents" => set(&mut self.intents, key, entry.names("GUILD_MEMBERS", true, diag), diag),
            "installs" => set(&mut self.installs, key, entry.names("guild, user", false, diag), diag),
            "aliases" => set(&mut self.aliases, key, entry.names("\"short\", \"other\"", false, diag), diag),
            "hidden" => set(&mut self.hidden, key, entry.flag(diag), diag),
            "tool" => set(&mut self.tool, key, entry.flag(diag), diag),
            "track_edits" => set(&mut self.track_edits, key, entry.flag(diag), diag),
            "ignore_extra" => set(&mut self.ignore_extra, key, entry.flag(diag), diag),
            "disabled" => set(&mut self.disabled, key, entry.flag(diag), diag),
            "guild_only" => set(&mut self.guild_only, key, entry.flag(diag), diag),
            "dm_only" => set(&mut self.dm_only, key, entry.flag(diag), diag),
            "nsfw" => set(&mut self.nsfw, key, entry.flag(diag), diag),
            "owners_only" => set(&mut self.owners_only, key, entry.flag(diag), diag),
            "ephemeral" => set(&mut self.ephemeral, key, entry.flag(diag), diag),
            "defer" => set(&mut self.defer, key, entry.text(diag), diag),
            "timeout" => set(&mut self.timeout, key, entry.duration(diag), diag),
            "surfaces" => set(&mut self.surfaces, key, entry.names("prefix, slash", false, diag), diag),
            "stored" => set(&mut self.stored, key, entry.flag(diag), diag),
            _ => set(&mut self.root, key, entry.path(diag), diag),
        }
    }

    /// Applies `defaults` to keys that are not set: a key on the command overrides the module's.
    ///
    /// Defaults that the attribute does not take are ignored. Checks and hooks accumulate, the module's first.
    fn or(&mut self, attribute: Attribute, defaults: Self) {
        // Every field by name, so that a new key cannot be forgotten here.
        let Self {
            template: _,
            groups: _,
            name: _,
            description: _,
            usage: _,
            aliases: _,
            stored: _,
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
            root,
        } = defaults;
        // `guild_only` and `dm_only` are overridden together.
        if self.guild_only.is_none() && self.dm_only.is_none() {
            self.guild_only = guild_only;
            self.dm_only = dm_only;
        }
        fill(&mut self.category, category);
        fill(&mut self.permissions, permissions);
        fill(&mut self.bot_permissions, bot_permissions);
        fill(&mut self.cooldown, cooldown);
        fill(&mut self.concurrency, concurrency);
        prepend(&mut self.check, check);
        prepend(&mut self.before, before);
        prepend(&mut self.after, after);
        prepend(&mut self.on_error, on_error);
        fill(&mut self.guilds, guilds.filter(|_| attribute.takes("guilds")));
        fill(&mut self.entitled, entitled);
        fill(&mut self.intents, intents);
        // A guild command has no installation types.
        fill(&mut self.installs, installs.filter(|_| attribute.takes("installs") && self.guilds.is_none()));
        fill(&mut self.hidden, hidden.filter(|_| attribute.takes("hidden")));
        fill(&mut self.tool, tool.filter(|_| attribute.takes("tool")));
        fill(&mut self.track_edits, track_edits.filter(|_| attribute.takes("track_edits")));
        fill(&mut self.ignore_extra, ignore_extra.filter(|_| attribute.takes("ignore_extra")));
        fill(&mut self.disabled, disabled.filter(|_| attribute.takes("disabled")));
        fill(&mut self.nsfw, nsfw.filter(|_| attribute.takes("nsfw")));
        fill(&mut self.owners_only, owners_only);
        fill(&mut self.ephemeral, ephemeral);
        fill(&mut self.defer, defer);
        fill(&mut self.timeout, timeout);
        fill(&mut self.surfaces, surfaces.filter(|_| attribute.takes("surfaces")));
        fill(&mut self.root, root);
    }
}

/// Removes the template of the custom ids from the front: `#[component("vote:{poll}", …)]`.
fn template(parts: &mut Vec<TokenStream>, diag: &mut Diagnostics) -> Option<LitStr> {
    let example = "write `#[component(\"vote:{poll}\")]`; the names in braces are parameters of the function";
    let first = parts.first().filter(|part| !is_inherited(part)).cloned();
    let Some(first) = first else {
        diag.push(syn::Error::new(
            proc_macro2::Span::call_site(),
            format!("`#[component]` needs the template of its custom ids\n\nhelp: {example}"),
        ));
        return None;
    };
    match syn::parse2::<LitStr>(first.clone()) {
        Ok(text) => {
            parts.remove(0);
            Some(text)
        }
        Err(_) => {
            let message = "the template of the custom ids must come first, as a string";
            match syn::parse2::<Ident>(first.clone()) {
                Ok(word) if !Attribute::Component.takes(&word.to_string()) => {
                    parts.remove(0);
                    diag.error_help(first, message, format_args!("write `#[component(\"{word}\")]`"));
                }
                _ => diag.error_help(first, message, example),
            }
            None
        }
    }
}

fn fill<T>(slot: &mut Option<T>, default: Option<T>) {
    if slot.is_none() {
        *slot = default;
    }
}

fn prepend<T>(slot: &mut Option<Keyed<Vec<T>>>, outer: Option<Keyed<Vec<T>>>) {
    let Some(mut outer) = outer else { return };
    if let Some(own) = slot.take() {
        outer.value.extend(own.value);
    }
    *slot = Some(outer);
}
