//! Building a spec, call by call; every call is a `const fn`, so a spec costs nothing at run time.

use std::time::Duration;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use super::handler::Invoke;
use super::{
    AfterFn, BeforeFn, Check, CommandKind, CommandSpec, Contexts, Defer, ErrorFn, GroupSpec, Hooks, Install,
    ParamSpec, StateSpec,
};
use crate::args::limit::Presence;
use crate::limits::concurrency_spec::Concurrency;
use crate::limits::cooldown_spec::Cooldown;
use crate::source::Source;
use crate::surface::Surface;

impl CommandSpec {
    /// A command that may be called anywhere by anybody, with nothing but a name.
    pub const fn new(name: &'static str, description: &'static str, invoke: Invoke) -> Self {
        Self {
            name,
            description,
            kind: CommandKind::Chat,
            groups: &[],
            template: None,
            guilds: &[],
            intents: GatewayIntents::empty(),
            installs: &[],
            checks: &[],
            concurrency: None,
            hooks: Hooks { before: &[], after: &[], on_error: &[] },
            help: "",
            usage: "",
            category: "",
            aliases: &[],
            permissions: Permissions::empty(),
            bot_permissions: Permissions::empty(),
            cooldown: None,
            hidden: false,
            tool: None,
            disabled: false,
            nsfw: false,
            owners_only: false,
            ephemeral: false,
            contexts: Contexts::Any,
            defer: Defer::Auto,
            timeout: None,
            surfaces: Surface::CHAT,
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

    /// Makes it the command of a user's context menu.
    #[must_use]
    pub const fn user_command(mut self) -> Self {
        self.kind = CommandKind::User;
        self.surfaces = &[Surface::ContextMenu];
        self
    }

    /// Makes it the command of a message's context menu.
    #[must_use]
    pub const fn message_command(mut self) -> Self {
        self.kind = CommandKind::Message;
        self.surfaces = &[Surface::ContextMenu];
        self
    }

    /// Makes it the answer to the buttons and select menus whose custom id has this form, such as `vote:{poll}:{choice}`.
    ///
    /// `longest` holds, for each placeholder, how many characters its value takes at most, where the type knows.
    ///
    /// # Panics
    ///
    /// In the compiler, when a custom id of this form is too long for Discord in any case.
    #[must_use]
    pub const fn component(mut self, template: &'static str, longest: &[Option<usize>]) -> Self {
        crate::component::assert_fits(template, longest);
        self.kind = CommandKind::Component;
        self.template = Some(template);
        self.surfaces = &[Surface::Component];
        self
    }

    /// Sets the groups it stands in, the outermost first. The name is the whole path, such as `tag create`.
    #[must_use]
    pub const fn groups(mut self, groups: &'static [GroupSpec]) -> Self {
        self.groups = groups;
        self
    }

    /// Offers it in these servers only, by their ids.
    #[must_use]
    pub const fn guilds(mut self, guilds: &'static [u64]) -> Self {
        self.guilds = guilds;
        self
    }

    /// Sets what has to hold before it runs: every one of these.
    #[must_use]
    pub const fn checks(mut self, checks: &'static [Check]) -> Self {
        self.checks = checks;
        self
    }

    /// Sets how many calls may run at once.
    #[must_use]
    pub const fn concurrency(mut self, concurrency: Concurrency) -> Self {
        self.concurrency = Some(concurrency);
        self
    }

    /// Sets what runs before it, the outermost first.
    #[must_use]
    pub const fn before(mut self, hooks: &'static [BeforeFn]) -> Self {
        self.hooks.before = hooks;
        self
    }

    /// Sets what runs after it, the outermost first.
    #[must_use]
    pub const fn after(mut self, hooks: &'static [AfterFn]) -> Self {
        self.hooks.after = hooks;
        self
    }

    /// Sets what runs when it fails, the outermost first.
    #[must_use]
    pub const fn on_error(mut self, hooks: &'static [ErrorFn]) -> Self {
        self.hooks.on_error = hooks;
        self
    }

    /// Sets how often it may be used.
    #[must_use]
    pub const fn cooldown(mut self, cooldown: Cooldown) -> Self {
        self.cooldown = Some(cooldown);
        self
    }

    /// Sets the wait between two uses by one user, in milliseconds.
    #[must_use]
    pub const fn cooldown_millis(self, millis: u64) -> Self {
        self.cooldown(Cooldown::new(1, millis))
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

    /// Makes it a tool of the Model Context Protocol, or keeps it from being one.
    #[must_use]
    pub const fn tool(mut self, tool: bool) -> Self {
        self.tool = Some(tool);
        self
    }

    /// Restricts it to servers.
    #[must_use]
    pub const fn guild_only(mut self) -> Self {
        self.contexts = Contexts::Guild;
        self
    }

    /// Restricts it to direct messages.
    #[must_use]
    pub const fn dm_only(mut self) -> Self {
        self.contexts = Contexts::Dm;
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

    /// Sets what Discord has to tell the bot for it, such as the events it waits for.
    #[must_use]
    pub const fn intents(mut self, intents: GatewayIntents) -> Self {
        self.intents = intents;
        self
    }

    /// Sets for which installations Discord lists it.
    #[must_use]
    pub const fn installs(mut self, installs: &'static [Install]) -> Self {
        self.installs = installs;
        self
    }

    /// Sets where it can be called.
    #[must_use]
    pub const fn surfaces(mut self, surfaces: &'static [Surface]) -> Self {
        self.surfaces = surfaces;
        self
    }

    /// Sets its arguments.
    ///
    /// # Panics
    ///
    /// In the compiler, when Discord would refuse their number or order; with a struct of arguments the attribute
    /// cannot see that.
    #[must_use]
    pub const fn params(mut self, params: &'static [ParamSpec]) -> Self {
        assert!(params.len() <= 25, "Discord allows 25 arguments, fields of structs included");
        let (mut optional, mut ended) = (false, false);
        let mut at = 0;
        while at < params.len() {
            let required = matches!(params[at].presence, Presence::Required) && params[at].default.is_none();
            assert!(!(required && optional), "Discord wants required arguments before optional ones");
            assert!(
                !ended || !params[at].takes_words(),
                "an argument that takes everything up to the end has to be the last, flags and files apart"
            );
            // Discord gets the required ones first; of a list in front of them the words can be told by their looks, or it ends the text.
            let list = matches!(params[at].presence, Presence::List) && params[at].takes_words();
            optional |= !required && !list;
            ended |= params[at].takes_the_rest() || (list && !params[at].is_told_by_looks());
            at += 1;
        }
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
