//! What was written in `#[command(…)]`, key by key.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::{LitStr, Path};

use crate::diag::Diagnostics;
use crate::keys::{self, Entry, Form, Keyed, Name, set};

/// Every key of `#[command(…)]`; the rustdoc of the macro lists the same, a test compares them.
pub const KEYS: &[&str] = &[
    "name",
    "description",
    "usage",
    "category",
    "permissions",
    "bot_permissions",
    "cooldown",
    "aliases",
    "hidden",
    "disabled",
    "guild_only",
    "dm_only",
    "nsfw",
    "owners_only",
    "ephemeral",
    "defer",
    "timeout",
    "surfaces",
    "crate",
];

/// The keys that `#[commands(…)]` takes: those that make sense for more than one command.
pub const MODULE_KEYS: &[&str] = &[
    "category",
    "permissions",
    "bot_permissions",
    "cooldown",
    "hidden",
    "disabled",
    "guild_only",
    "dm_only",
    "nsfw",
    "owners_only",
    "ephemeral",
    "defer",
    "timeout",
    "surfaces",
    "crate",
];

/// The key under which `#[commands(…)]` hands its entries to the commands inside.
pub const DEFAULTS: &str = "__defaults";

/// The attribute as written; nothing but the form of each value has been checked.
#[derive(Default)]
pub struct CommandArgs {
    pub name: Option<Keyed<LitStr>>,
    pub description: Option<Keyed<LitStr>>,
    pub usage: Option<Keyed<LitStr>>,
    pub category: Option<Keyed<LitStr>>,
    pub permissions: Option<Keyed<Vec<Name>>>,
    pub bot_permissions: Option<Keyed<Vec<Name>>>,
    pub cooldown: Option<Keyed<Duration>>,
    pub aliases: Option<Keyed<Vec<Name>>>,
    pub hidden: Option<Keyed<bool>>,
    pub disabled: Option<Keyed<bool>>,
    pub guild_only: Option<Keyed<bool>>,
    pub dm_only: Option<Keyed<bool>>,
    pub nsfw: Option<Keyed<bool>>,
    pub owners_only: Option<Keyed<bool>>,
    pub ephemeral: Option<Keyed<bool>>,
    pub defer: Option<Keyed<LitStr>>,
    pub timeout: Option<Keyed<Duration>>,
    pub surfaces: Option<Keyed<Vec<Name>>>,
    pub root: Option<Keyed<Path>>,
}

impl CommandArgs {
    pub fn parse(tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut defaults = None;
        for entry in keys::entries(tokens, diag) {
            match &entry.form {
                Form::List(tokens) if entry.key == DEFAULTS => defaults = Some(tokens.clone()),
                _ => args.set(&entry, "#[command(…)]", KEYS, diag),
            }
        }
        args.inherit(defaults);
        args
    }

    /// Reads the entries of `#[commands(…)]`.
    pub fn parse_defaults(tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut outer = None;
        for entry in keys::entries(tokens, diag) {
            match &entry.form {
                Form::List(tokens) if entry.key == DEFAULTS => outer = Some(tokens.clone()),
                _ => args.set(&entry, "#[commands(…)]", MODULE_KEYS, diag),
            }
        }
        args.inherit(outer);
        args
    }

    /// Takes what is not written from the module around.
    fn inherit(&mut self, defaults: Option<TokenStream>) {
        let Some(tokens) = defaults else { return };
        // `#[commands]` has reported what is wrong with them; once is enough.
        let mut reported = Diagnostics::default();
        self.or(Self::parse_defaults(tokens, &mut reported));
        drop(reported.finish());
    }

    fn set(&mut self, entry: &Entry, attribute: &str, known: &[&str], diag: &mut Diagnostics) {
        let key = entry.key.clone();
        let name = key.to_string();
        if !known.contains(&name.as_str()) {
            if KEYS.contains(&name.as_str()) {
                let message = format!("`{name}` is for one command, not for all of a module");
                return diag.error_help(&key, message, "write it in `#[command(…)]` on the command");
            }
            return keys::unknown(&key, attribute, known, diag);
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
            "cooldown" => set(&mut self.cooldown, key, entry.duration(diag), diag),
            "aliases" => set(&mut self.aliases, key, entry.names("\"short\", \"other\"", false, diag), diag),
            "hidden" => set(&mut self.hidden, key, entry.flag(diag), diag),
            "disabled" => set(&mut self.disabled, key, entry.flag(diag), diag),
            "guild_only" => set(&mut self.guild_only, key, entry.flag(diag), diag),
            "dm_only" => set(&mut self.dm_only, key, entry.flag(diag), diag),
            "nsfw" => set(&mut self.nsfw, key, entry.flag(diag), diag),
            "owners_only" => set(&mut self.owners_only, key, entry.flag(diag), diag),
            "ephemeral" => set(&mut self.ephemeral, key, entry.flag(diag), diag),
            "defer" => set(&mut self.defer, key, entry.text(diag), diag),
            "timeout" => set(&mut self.timeout, key, entry.duration(diag), diag),
            "surfaces" => set(&mut self.surfaces, key, entry.names("prefix, slash", false, diag), diag),
            _ => set(&mut self.root, key, entry.path(diag), diag),
        }
    }

    /// Fills what is not written from `defaults`: a key on the command wins over the module's.
    fn or(&mut self, defaults: Self) {
        // Every field by name, so that a new key cannot be forgotten here.
        let Self {
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
        } = defaults;
        // A command that says where it lives has said so completely.
        if self.guild_only.is_none() && self.dm_only.is_none() {
            self.guild_only = guild_only;
            self.dm_only = dm_only;
        }
        fill(&mut self.name, name);
        fill(&mut self.description, description);
        fill(&mut self.usage, usage);
        fill(&mut self.category, category);
        fill(&mut self.permissions, permissions);
        fill(&mut self.bot_permissions, bot_permissions);
        fill(&mut self.cooldown, cooldown);
        fill(&mut self.aliases, aliases);
        fill(&mut self.hidden, hidden);
        fill(&mut self.disabled, disabled);
        fill(&mut self.nsfw, nsfw);
        fill(&mut self.owners_only, owners_only);
        fill(&mut self.ephemeral, ephemeral);
        fill(&mut self.defer, defer);
        fill(&mut self.timeout, timeout);
        fill(&mut self.surfaces, surfaces);
        fill(&mut self.root, root);
    }
}

fn fill<T>(slot: &mut Option<T>, default: Option<T>) {
    if slot.is_none() {
        *slot = default;
    }
}
