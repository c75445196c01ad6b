//! Builds the specification of a command. Every method is a `const fn`, so a specification costs nothing at run time.

use std::time::Duration;

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use super::handler::Invoke;
use super::{
    AfterFn, BeforeFn, Check, CommandKind, CommandSpec, Contexts, Defer, ErrorFn, FunctionState, GroupSpec,
    Hooks, Install, ParamSpec, StateSpec,
};
use crate::args::limit::Presence;
use crate::limits::concurrency_spec::Concurrency;
use crate::limits::cooldown_spec::Cooldown;
use crate::source::Source;
use crate::surface::Surface;

/// # Build
///
/// The methods are the keys of [`#[command]`](macro@crate::command), and the parts of its function.
///
/// ```
/// use mindtrace_discord::Surface;
/// use mindtrace_discord::command::CommandSpec;
/// use mindtrace_discord::prelude::*;
///
/// /// Sets the keys that all commands for moderators share.
/// const fn for_moderators(spec: CommandSpec) -> CommandSpec {
///     spec.category("Moderation").permissions(Permissions::BAN_MEMBERS).guild_only().ephemeral().timeout_millis(5000)
/// }
///
/// /// Sets the keys that all commands for owners share.
/// const fn for_owners(spec: CommandSpec) -> CommandSpec {
///     spec.owners_only().hidden().tool(false).track_edits(true).ignore_extra().surfaces(&[Surface::Prefix])
/// }
/// ```
impl CommandSpec {
    /// Creates a chat command that every user may call everywhere.
    pub const fn new(name: &'static str, description: &'static str, invoke: Invoke) -> Self {
        Self {
            name,
            description,
            kind: CommandKind::Chat,
            groups: &[],
            template: None,
            guilds: &[],
            entitled: &[],
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
            track_edits: None,
            ignore_extra: false,
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
            function_state: &[],
            source: Source { file: "", line: 0 },
            invoke,
        }
    }

    /// Sets the long help text, as Markdown.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    /// Sets the usage text.
    #[must_use]
    pub const fn usage(mut self, usage: &'static str) -> Self {
        self.usage = usage;
        self
    }

    /// Sets the category, which is its heading in help.
    #[must_use]
    pub const fn category(mut self, category: &'static str) -> Self {
        self.category = category;
        self
    }

    /// Sets other names for the prefix and HTTP surfaces.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// Sets the permissions that the caller needs.
    #[must_use]
    pub const fn permissions(mut self, permissions: Permissions) -> Self {
        self.permissions = permissions;
        self
    }

    /// Sets the permissions that the bot needs.
    #[must_use]
    pub const fn bot_permissions(mut self, permissions: Permissions) -> Self {
        self.bot_permissions = permissions;
        self
    }

    /// Makes it a command in the context menu of users.
    #[must_use]
    pub const fn user_command(mut self) -> Self {
        self.kind = CommandKind::User;
        self.surfaces = &[Surface::ContextMenu];
        self
    }

    /// Makes it a command in the context menu of messages.
    #[must_use]
    pub const fn message_command(mut self) -> Self {
        self.kind = CommandKind::Message;
        self.surfaces = &[Surface::ContextMenu];
        self
    }

    /// Makes it the handler of the buttons and select menus whose custom id matches a template, such as `vote:{poll}:{choice}`.
    ///
    /// `longest` is the maximum length of each placeholder's value in characters, if its type has one.
    ///
    /// # Panics
    ///
    /// At compile time, if every custom id of this template is too long for Discord.
    #[must_use]
    pub const fn component(mut self, template: &'static str, longest: &[Option<usize>]) -> Self {
        crate::component::assert_fits(template, longest);
        self.kind = CommandKind::Component;
        self.template = Some(template);
        self.surfaces = &[Surface::Component];
        self
    }

    /// As [`component`](Self::component), with custom ids whose values are in the store if they do not fit.
    ///
    /// # Panics
    ///
    /// At compile time, if the text before the values is too long.
    #[must_use]
    pub const fn stored_component(mut self, template: &'static str) -> Self {
        crate::component::assert_stored_fits(template);
        self.kind = CommandKind::Component;
        self.template = Some(template);
        self.surfaces = &[Surface::Component];
        self
    }

    /// Sets the groups it is in, the outermost first. The name is the whole path, such as `tag create`.
    #[must_use]
    pub const fn groups(mut self, groups: &'static [GroupSpec]) -> Self {
        self.groups = groups;
        self
    }

    /// Restricts it to these guilds, by id.
    #[must_use]
    pub const fn guilds(mut self, guilds: &'static [u64]) -> Self {
        self.guilds = guilds;
        self
    }

    /// Sets the checks, all of which must pass before it runs.
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

    /// Sets the `before` hooks, the outermost first.
    #[must_use]
    pub const fn before(mut self, hooks: &'static [BeforeFn]) -> Self {
        self.hooks.before = hooks;
        self
    }

    /// Sets the `after` hooks, the outermost first.
    #[must_use]
    pub const fn after(mut self, hooks: &'static [AfterFn]) -> Self {
        self.hooks.after = hooks;
        self
    }

    /// Sets the `on_error` hooks, the outermost first.
    #[must_use]
    pub const fn on_error(mut self, hooks: &'static [ErrorFn]) -> Self {
        self.hooks.on_error = hooks;
        self
    }

    /// Sets the cooldown.
    #[must_use]
    pub const fn cooldown(mut self, cooldown: Cooldown) -> Self {
        self.cooldown = Some(cooldown);
        self
    }

    /// Sets a cooldown of one use for each user, in milliseconds.
    #[must_use]
    pub const fn cooldown_millis(self, millis: u64) -> Self {
        self.cooldown(Cooldown::new(1, millis))
    }

    /// Hides it from help.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Disables it until an operator enables it.
    #[must_use]
    pub const fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }

    /// Sets whether it is a tool of the Model Context Protocol.
    #[must_use]
    pub const fn tool(mut self, tool: bool) -> Self {
        self.tool = Some(tool);
        self
    }

    /// Sets whether it runs again when its message is edited, whatever the bot's setting is.
    #[must_use]
    pub const fn track_edits(mut self, track: bool) -> Self {
        self.track_edits = Some(track);
        self
    }

    /// Ignores words of a prefix command that no parameter takes.
    #[must_use]
    pub const fn ignore_extra(mut self) -> Self {
        self.ignore_extra = true;
        self
    }

    /// Restricts it to callers who have bought one of these SKUs, by id.
    #[must_use]
    pub const fn entitled(mut self, skus: &'static [u64]) -> Self {
        self.entitled = skus;
        self
    }

    /// Restricts it to guilds.
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

    /// Sets when a call is deferred.
    #[must_use]
    pub const fn defer(mut self, defer: Defer) -> Self {
        self.defer = defer;
        self
    }

    /// Sets the timeout of the handler, in milliseconds.
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    /// Sets the intents it needs, such as those of the events it waits for.
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

    /// Sets the surfaces at which it can be called.
    #[must_use]
    pub const fn surfaces(mut self, surfaces: &'static [Surface]) -> Self {
        self.surfaces = surfaces;
        self
    }

    /// Sets its arguments.
    ///
    /// # Panics
    ///
    /// At compile time, if Discord would refuse their number or order. The attribute cannot check this, because it does not
    /// see the fields of structs of arguments.
    #[must_use]
    pub const fn params(mut self, params: &'static [ParamSpec]) -> Self {
        assert!(params.len() <= 25, "Discord allows 25 arguments, fields of structs included");
        let (mut optional, mut ended) = (false, false);
        let mut at = 0;
        while at < params.len() {
            let required = matches!(params[at].presence, Presence::Required) && params[at].default.is_none();
            assert!(!(required && optional), "required arguments must come before optional ones");
            assert!(
                !ended || !params[at].takes_words(),
                "an argument that takes the rest of a message must be the last, except for flags and attachments"
            );
            // A list may come before required arguments, which are sent to Discord first. Nothing can follow a list whose values
            // cannot be told apart from other words.
            let list = matches!(params[at].presence, Presence::List) && params[at].takes_words();
            optional |= !required && !list;
            ended |= params[at].takes_the_rest() || (list && !params[at].has_recognizable_words());
            at += 1;
        }
        self.params = params;
        self
    }

    /// Sets the states that its handler borrows.
    #[must_use]
    pub const fn state(mut self, state: &'static [StateSpec]) -> Self {
        self.state = state;
        self
    }

    /// Sets the states that its checks and hooks borrow.
    #[must_use]
    pub const fn function_state(mut self, state: &'static [FunctionState]) -> Self {
        self.function_state = state;
        self
    }

    /// Sets where it was declared.
    #[must_use]
    pub const fn source(mut self, file: &'static str, line: u32) -> Self {
        self.source = Source { file, line };
        self
    }
}
