//! Everything known about a command, as constant data.

use std::time::Duration;

use serde::Serialize;
use serenity::model::Permissions;

use super::{Cooldown, ParamSpec, StateSpec};
use crate::args::Arguments;
use crate::context::Context;
use crate::reply::Invoked;
use crate::source::Source;
use crate::surface::Surface;

/// The function behind a command.
pub(crate) type Invoke = for<'a> fn(&'a Context, &mut Arguments) -> Invoked<'a>;

/// Everything known about a command.
///
/// `#[command]` writes it as a constant; nothing of it is computed at run time.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) help: &'static str,
    pub(crate) usage: &'static str,
    pub(crate) category: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) permissions: Permissions,
    pub(crate) bot_permissions: Permissions,
    pub(crate) cooldown: Option<Cooldown>,
    pub(crate) hidden: bool,
    pub(crate) disabled: bool,
    pub(crate) nsfw: bool,
    pub(crate) owners_only: bool,
    pub(crate) ephemeral: bool,
    pub(crate) scope: Scope,
    pub(crate) defer: Defer,
    pub(crate) timeout: Option<Duration>,
    pub(crate) surfaces: &'static [Surface],
    pub(crate) params: &'static [ParamSpec],
    pub(crate) state: &'static [StateSpec],
    pub(crate) source: Source,
    pub(crate) invoke: Invoke,
}

/// Where a command may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// In servers and direct messages.
    Anywhere,
    /// In servers only.
    Guild,
    /// In direct messages only.
    Dm,
}

/// When Discord is told that an answer will take a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defer {
    /// When the handler has not answered after two seconds.
    Auto,
    /// As soon as the command is found; a handler that has answered by then is not kept.
    Immediately,
    /// Not at all; a handler slower than three seconds loses its answer.
    Never,
}

impl CommandSpec {
    /// A command that may be called anywhere by anybody, with nothing but a name.
    pub const fn new(name: &'static str, description: &'static str, invoke: Invoke) -> Self {
        Self {
            name,
            description,
            help: "",
            usage: "",
            category: "",
            aliases: &[],
            permissions: Permissions::empty(),
            bot_permissions: Permissions::empty(),
            cooldown: None,
            hidden: false,
            disabled: false,
            nsfw: false,
            owners_only: false,
            ephemeral: false,
            scope: Scope::Anywhere,
            defer: Defer::Auto,
            timeout: None,
            surfaces: Surface::ALL,
            params: &[],
            state: &[],
            source: Source { file: "", line: 0 },
            invoke,
        }
    }

    /// Sets the long help, as Markdown.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    /// Sets how to type it.
    #[must_use]
    pub const fn usage(mut self, usage: &'static str) -> Self {
        self.usage = usage;
        self
    }

    /// Sets the heading it stands under.
    #[must_use]
    pub const fn category(mut self, category: &'static str) -> Self {
        self.category = category;
        self
    }

    /// Sets other names at the prefix and HTTP surfaces.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Sets what the caller must hold.
    #[must_use]
    pub const fn permissions(mut self, permissions: Permissions) -> Self {
        self.permissions = permissions;
        self
    }

    /// Sets what the bot must hold.
    #[must_use]
    pub const fn bot_permissions(mut self, permissions: Permissions) -> Self {
        self.bot_permissions = permissions;
        self
    }

    /// Sets the wait between two uses by one user, in milliseconds.
    #[must_use]
    pub const fn cooldown_millis(mut self, millis: u64) -> Self {
        self.cooldown = Some(Cooldown::user(Duration::from_millis(millis)));
        self
    }

    /// Leaves it out of help.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Starts it switched off.
    #[must_use]
    pub const fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Restricts it to servers.
    #[must_use]
    pub const fn guild_only(mut self) -> Self {
        self.scope = Scope::Guild;
        self
    }

    /// Restricts it to direct messages.
    #[must_use]
    pub const fn dm_only(mut self) -> Self {
        self.scope = Scope::Dm;
        self
    }

    /// Restricts it to age-restricted channels.
    #[must_use]
    pub const fn nsfw(mut self) -> Self {
        self.nsfw = true;
        self
    }

    /// Restricts it to the bot's owners.
    #[must_use]
    pub const fn owners_only(mut self) -> Self {
        self.owners_only = true;
        self
    }

    /// Makes its answers visible to the caller only.
    #[must_use]
    pub const fn ephemeral(mut self) -> Self {
        self.ephemeral = true;
        self
    }

    /// Sets when Discord is told to wait.
    #[must_use]
    pub const fn defer(mut self, defer: Defer) -> Self {
        self.defer = defer;
        self
    }

    /// Sets how long the handler may run, in milliseconds.
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    /// Sets where it can be called.
    #[must_use]
    pub const fn surfaces(mut self, surfaces: &'static [Surface]) -> Self {
        self.surfaces = surfaces;
        self
    }

    /// Sets its arguments.
    #[must_use]
    pub const fn params(mut self, params: &'static [ParamSpec]) -> Self {
        self.params = params;
        self
    }

    /// Sets what its handler borrows.
    #[must_use]
    pub const fn state(mut self, state: &'static [StateSpec]) -> Self {
        self.state = state;
        self
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.source = Source { file, line };
        self
    }
}
