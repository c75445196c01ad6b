//! The specification of a command, as constant data.

use std::time::Duration;

use serde::Serialize;
use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use super::handler::{Check, Hooks, Invoke};
use super::param::ParamSpec;
use super::{CommandKind, FunctionState, GroupSpec, StateSpec};
use crate::args::Arguments;
use crate::context::Context;
use crate::limits::{Concurrency, Cooldown};
use crate::reply::Invoked;
use crate::source::Source;
use crate::surface::Surface;

/// The specification of a command.
///
/// `#[command]` generates it as a constant, so it costs nothing at run time.
///
/// A program that makes commands in another way writes one by hand:
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::args::Arguments;
/// use mindtrace_discord::command::{CommandItem, CommandSpec, Cooldown, CooldownScope, Defer, ParamSpec};
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::Invoked;
///
/// struct Echo;
///
/// impl CommandItem for Echo {
///     const SPEC: CommandSpec = CommandSpec::new("echo", "Repeat a text.", Self::invoke)
///         .category("Fun")
///         .aliases(&["say"])
///         .cooldown(Cooldown::new(3, 60_000).scope(CooldownScope::Guild))
///         .guild_only()
///         .defer(Defer::Never)
///         .params(const { &[ParamSpec::of::<String>("text", "The text").rest()] })
///         .source(file!(), line!());
///
///     fn invoke<'a>(_: &'a Context, args: &mut Arguments) -> Invoked<'a> {
///         let text: String = args.take()?;
///         Ok(Box::pin(async move { Ok(Some(Reply::new(text))) }))
///     }
/// }
///
/// let registry = Registry::empty().command::<Echo>();
/// assert!(registry.find("say").is_some_and(|echo| echo.usage_text("!") == "!echo <text>"));
/// ```
///
/// Every key of the attribute has a method, and so have the other kinds of commands:
///
/// ```
/// use mindtrace_discord::args::Arguments;
/// use mindtrace_discord::command::{
///     Check, CommandSpec, Concurrency, Contexts, CooldownScope, FunctionState, GroupSpec, Install, IntoVerdict, StateSpec,
/// };
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::reply::Invoked;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// struct Database;
///
/// const DATABASE: StateSpec = StateSpec::of::<Database>("Database");
/// const IS_HUMAN: Check = Check::Is("is_human", |ctx| Box::pin(async move { (!ctx.author().bot).into_verdict() }));
///
/// fn answer<'a>(_: &'a Context, _: &mut Arguments) -> Invoked<'a> {
///     Ok(Box::pin(async move { Ok(Some(Reply::new("Be kind."))) }))
/// }
///
/// const SHOW: CommandSpec = CommandSpec::new("tag show", "Show a tag.", answer)
///     .groups(const { &[GroupSpec::new("tag", "Texts to find again.")] })
///     .usage("!tag show <name>")
///     .help("It is *not* case-sensitive.")
///     .guilds(&[81384788765712384])
///     .entitled(&[1088510058284990888])
///     .checks(const { &[IS_HUMAN] })
///     .state(const { &[DATABASE] })
///     .function_state(const { &[FunctionState::new("is_human", const { &[DATABASE] })] })
///     .concurrency(Concurrency::new(CooldownScope::User, 1))
///     .cooldown_millis(5000)
///     .intents(GatewayIntents::GUILD_MEMBERS)
///     .installs(&[Install::Guild])
///     .bot_permissions(Permissions::EMBED_LINKS)
///     .nsfw()
///     .disabled();
/// assert_eq!(&*SHOW.usage_text("?"), "!tag show <name>");
/// assert_eq!(CommandSpec::new("whisper", "Whisper.", answer).dm_only().contexts(), Contexts::Dm);
///
/// const NAME: CommandSpec = CommandSpec::new("Show name", "", answer).user_command();
/// const COUNT: CommandSpec = CommandSpec::new("Count words", "", answer).message_command();
/// const VOTE: CommandSpec = CommandSpec::new("vote", "", answer).component("vote:{choice}", &[Some(20)]);
/// const NOTE: CommandSpec = CommandSpec::new("note", "", answer).stored_component("note:{text}");
/// assert_eq!([NAME, COUNT].map(|spec| spec.usage_text("!")), ["Apps → Show name", "Apps → Count words"]);
/// assert_eq!([VOTE, NOTE].map(|spec| spec.usage_text("!")), ["vote:{choice}", "note:{text}"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// The whole path that callers type, such as `tag create`.
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: CommandKind,
    pub(crate) groups: &'static [GroupSpec],
    /// The template of a component's custom ids.
    pub(crate) template: Option<&'static str>,
    /// The only guilds it is offered in; empty when it is offered everywhere.
    pub(crate) guilds: &'static [u64],
    /// The SKUs of which its callers need one; empty if they need none.
    pub(crate) entitled: &'static [u64],
    /// The intents it needs.
    pub(crate) intents: GatewayIntents,
    /// The installations for which Discord lists it; empty for the application's default.
    pub(crate) installs: &'static [Install],
    pub(crate) checks: &'static [Check],
    pub(crate) concurrency: Option<Concurrency>,
    pub(crate) hooks: Hooks,
    pub(crate) help: &'static str,
    pub(crate) usage: &'static str,
    pub(crate) category: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) permissions: Permissions,
    pub(crate) bot_permissions: Permissions,
    pub(crate) cooldown: Option<Cooldown>,
    pub(crate) hidden: bool,
    /// Whether it is a tool of the Model Context Protocol; `None` makes it one if it is harmless.
    pub(crate) tool: Option<bool>,
    /// Whether it runs again when its message is edited; `None` leaves that to the bot.
    pub(crate) track_edits: Option<bool>,
    /// Whether words that no parameter takes are ignored.
    pub(crate) ignore_extra: bool,
    pub(crate) disabled: bool,
    pub(crate) nsfw: bool,
    pub(crate) owners_only: bool,
    pub(crate) ephemeral: bool,
    pub(crate) contexts: Contexts,
    pub(crate) defer: Defer,
    pub(crate) timeout: Option<Duration>,
    pub(crate) surfaces: &'static [Surface],
    pub(crate) params: &'static [ParamSpec],
    pub(crate) state: &'static [StateSpec],
    /// The states of its checks and hooks.
    pub(crate) function_state: &'static [FunctionState],
    pub(crate) source: Source,
    pub(crate) invoke: Invoke,
}

/// The contexts in which a command may be used.
///
/// ```
/// use mindtrace_discord::command::{CommandItem, Contexts};
/// use mindtrace_discord::prelude::*;
///
/// /// Show the rules of this server.
/// #[command(guild_only)]
/// async fn rules() -> &'static str {
///     "Be kind."
/// }
///
/// assert_eq!(<rules as CommandItem>::SPEC.contexts(), Contexts::Guild);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Contexts {
    /// In guilds and direct messages.
    Any,
    /// In guilds only.
    Guild,
    /// In direct messages only.
    Dm,
}

/// How an application is installed: in a guild for all members, or by one user.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Roll a die, also where the bot is not.
/// #[command(installs(guild, user))]
/// async fn roll() -> &'static str {
///     "4"
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Install {
    /// In a guild.
    Guild,
    /// By a user, who can use its commands in every guild and in conversations with others.
    User,
}

impl Install {
    /// Discord's number for the installation.
    pub(crate) const fn discord(self) -> u8 {
        match self {
            Self::Guild => 0,
            Self::User => 1,
        }
    }
}

/// When a call is deferred, which tells Discord that the answer takes a while.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Draw a map, which always takes a while.
/// #[command(defer = "immediately")]
/// async fn map() -> File {
///     File::new("map.png", *b"the bytes of an image")
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defer {
    /// If the handler has not answered after two seconds.
    Auto,
    /// As soon as the command is found, unless the handler has answered by then.
    Immediately,
    /// Never. A handler that takes longer than three seconds cannot answer.
    Never,
}

/// The marker type of a command, which `#[command]` declares beside a function under the function's name.
///
/// A module or a type of that name in the same module hides it; the command is registered all the same.
///
/// [`BotBuilder::command`](crate::BotBuilder::command) takes it to register the command by hand.
/// Write the attribute, not this trait.
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::command::CommandItem;
/// use mindtrace_discord::prelude::*;
///
/// /// Say pong.
/// #[command]
/// async fn ping() -> &'static str {
///     "Pong!"
/// }
///
/// assert_eq!(<ping as CommandItem>::SPEC.name(), "ping");
/// let registry = Registry::empty().command::<ping>();
/// assert_eq!(registry.commands().len(), 1);
/// ```
pub trait CommandItem {
    /// The specification of the command.
    const SPEC: CommandSpec;

    /// Calls the function with its arguments bound.
    ///
    /// # Errors
    ///
    /// Fails if the arguments or states do not match [`SPEC`](Self::SPEC).
    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a>;
}
