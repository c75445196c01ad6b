//! Putting a bot together.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, UserId};

use super::{BotHandle, Error, intents};
use crate::command::{AfterHandler, BeforeHandler, CheckHandler, CommandItem, ErrorHandler, GlobalHooks};
use crate::config::{
    CacheSetting, Config, ConfigError, IntentSetting, Overflow, check_guild_prefix, check_prefix,
};
use crate::event::{EventItem, HttpEvent};
use crate::locale::Locales;
use crate::problem::Problems;
use crate::registry::Registry;
use crate::runtime::states::States;
use crate::schedule::ScheduleItem;
use crate::validate::{Requirements, check};

/// A bot that is put together and checked, ready to run.
#[derive(Debug)]
pub struct Bot {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) config: Config,
    pub(crate) intents: GatewayIntents,
    pub(crate) locales: Arc<Locales>,
    pub(crate) hooks: GlobalHooks,
    pub(crate) guild_prefixes: HashMap<GuildId, Arc<str>>,
    pub(crate) track_edits: Option<Duration>,
    pub(crate) handle: BotHandle,
}

/// Puts a bot together.
///
/// Commands and handlers need no list: the attribute registers them. What is set here wins over the environment.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Say hello.
/// #[command]
/// async fn hello(who: Option<String>) -> String {
///     format!("Hello {}!", who.as_deref().unwrap_or("world"))
/// }
///
/// #[tokio::main]
/// async fn main() -> Result<()> {
///     Ok(Bot::builder().run().await?)
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct BotBuilder {
    registry: Registry,
    states: States,
    config: Option<Config>,
    token: Option<SecretString>,
    prefix: Option<String>,
    intents: Option<GatewayIntents>,
    cache: Option<CacheSetting>,
    event_queue: Option<(usize, Overflow)>,
    owners: Vec<UserId>,
    locales: Arc<Locales>,
    sync_guild: Option<GuildId>,
    hooks: GlobalHooks,
    guild_prefixes: Vec<(GuildId, String)>,
    track_edits: Option<Duration>,
}

impl Bot {
    /// Starts to put a bot together from all commands and handlers linked into the program.
    pub fn builder() -> BotBuilder {
        BotBuilder {
            registry: Registry::linked(),
            states: States::default(),
            config: None,
            token: None,
            prefix: None,
            intents: None,
            cache: None,
            event_queue: None,
            owners: Vec::new(),
            locales: Arc::default(),
            sync_guild: None,
            hooks: GlobalHooks::default(),
            guild_prefixes: Vec::new(),
            track_edits: None,
        }
    }

    /// The commands and handlers.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The bot as other tasks of the program may have it once it runs.
    pub fn handle(&self) -> BotHandle {
        self.handle.clone()
    }

    /// What Discord will be asked to send.
    pub fn intents(&self) -> GatewayIntents {
        self.intents
    }
}

impl BotBuilder {
    /// Hands over a value that handlers borrow as `&T`. There is one of each type; the last one given counts.
    pub fn state<T: Send + Sync + 'static>(mut self, state: T) -> Self {
        self.states.insert(state);
        self
    }

    /// Takes these commands and handlers instead of those linked into the program.
    pub fn registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// Adds a command by hand, under the name of its function; one that is linked already counts once.
    pub fn command<C: CommandItem>(mut self) -> Self {
        self.registry = self.registry.command::<C>();
        self
    }

    /// Adds the built-in command `help`, unless the program has a command of that name.
    ///
    /// It lists what the caller can use, by category and with buttons to turn pages, and explains single commands from
    /// their doc comments.
    pub fn help(self) -> Self {
        if self.registry.find("help").is_some() { self } else { self.command::<crate::builtin::help::Help>() }
    }

    /// Adds the built-in commands `toggle` and `loglevel` for the bot's owners, unless the program has commands of these names.
    ///
    /// `!toggle disable hello`, `!toggle enable hello --here because it works again`, `!toggle reset hello`: commands, categories and
    /// event handlers, at once and after a restart. `!loglevel debug` changes the level of the log likewise.
    pub fn operator_commands(mut self) -> Self {
        if self.registry.find("toggle").is_none() {
            self = self.command::<crate::builtin::Toggle>();
        }
        if self.registry.find("loglevel").is_none() {
            self = self.command::<crate::builtin::LogLevel>();
        }
        self
    }

    /// Adds an event handler by hand, under the name of its function; one that is linked already counts once.
    pub fn on_event<E: EventItem>(mut self) -> Self {
        self.registry = self.registry.on_event::<E>();
        self
    }

    /// Adds a schedule by hand, under the name of its function; one that is linked already counts once.
    pub fn schedule<S: ScheduleItem>(mut self) -> Self {
        self.registry = self.registry.schedule::<S>();
        self
    }

    /// Adds an event that programs outside may raise by hand; one that is linked already counts once.
    pub fn http_event<E: HttpEvent>(mut self) -> Self {
        self.registry = self.registry.http_event::<E>();
        self
    }

    /// Sets the token instead of `DISCORD_BOT_TOKEN`.
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sets what text commands start with, instead of `DISCORD_COMMAND_PREFIX`.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Sets what Discord is asked to send, instead of `DISCORD_INTENTS` and instead of what the program needs.
    pub fn intents(mut self, intents: GatewayIntents) -> Self {
        self.intents = Some(intents);
        self
    }

    /// Sets what the bot remembers of what Discord tells it, instead of `DISCORD_CACHE`.
    pub fn cache(mut self, cache: CacheSetting) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Sets how many events of one channel may wait for their handlers, and what happens to more, instead of
    /// `DISCORD_EVENT_QUEUE` and `DISCORD_EVENT_OVERFLOW`.
    pub fn event_queue(mut self, capacity: usize, overflow: Overflow) -> Self {
        self.event_queue = Some((capacity, overflow));
        self
    }

    /// Adds somebody who may use `owners_only` commands.
    pub fn owner(mut self, user: UserId) -> Self {
        self.owners.push(user);
        self
    }

    /// Speaks several languages: names and descriptions of commands, and the texts of [`Context::text`](crate::Context::text).
    pub fn locales(mut self, locales: Locales) -> Self {
        self.locales = Arc::new(locales);
        self
    }

    /// Registers what would be global in one server instead, as `DISCORD_SYNC_GUILD` does: made for development, where nobody else
    /// is to see a command that is half done. The command line takes them out again: `sync --guild ID --clear`.
    pub fn sync_to_guild(mut self, guild: GuildId) -> Self {
        self.sync_guild = Some(guild);
        self
    }

    /// Gives servers a prefix of their own; there the bot's prefix is none any more, a mention of the bot still works.
    ///
    /// Call it with what the bot has stored; [`Context::set_prefix`](crate::Context::set_prefix) changes one later.
    pub fn guild_prefixes(mut self, prefixes: impl IntoIterator<Item = (GuildId, String)>) -> Self {
        self.guild_prefixes.extend(prefixes);
        self
    }

    /// Runs a prefix command again when its message is edited within this time, counted from when it was written.
    ///
    /// The answers of the second run take the places of the first one's, and answers that are left over are deleted.
    /// A message that becomes a command runs; one that stops being one keeps its answers, because what the bot did is
    /// done. Deleting the message deletes its answers. The newest thousand calls are remembered.
    pub fn track_edits(mut self, within: Duration) -> Self {
        self.track_edits = Some(within);
        self
    }

    /// Adds a check that has to hold before any command runs, ahead of the command's own.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn is_welcome(ctx: &Context) -> Result<bool> {
    ///     if ctx.author().bot {
    ///         return Err(UserError::new("Bots talk to their own kind.").into());
    ///     }
    ///     Ok(true)
    /// }
    ///
    /// let bot = Bot::builder().check(is_welcome);
    /// ```
    pub fn check<F: for<'a> CheckHandler<'a>>(mut self, check: F) -> Self {
        self.hooks.add_check(check);
        self
    }

    /// Runs something before every command that passed its gates; an error keeps the command from running.
    ///
    /// The one added first runs first. Each may take five seconds.
    pub fn before<F: for<'a> BeforeHandler<'a>>(mut self, hook: F) -> Self {
        self.hooks.add_before(hook);
        self
    }

    /// Runs something after every call of a command, whatever it came to: answered, refused, failed or cancelled.
    ///
    /// The one added first runs last. Each may take five seconds; an error is logged.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn count(ctx: &Context, outcome: &Outcome) {
    ///     println!("{:?} took {:?}", ctx.command().map(|command| command.name()), outcome.elapsed());
    /// }
    ///
    /// let bot = Bot::builder().after(count);
    /// ```
    pub fn after<F: for<'a> AfterHandler<'a>>(mut self, hook: F) -> Self {
        self.hooks.add_after(hook);
        self
    }

    /// Runs something when a command fails or is refused; a reply takes the place of the framework's sentence.
    ///
    /// The one added first runs last, and none after one that replied. Each may take five seconds; an error is logged.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn soften(_: &Context, error: &CommandError) -> Option<&'static str> {
    ///     matches!(error, CommandError::Busy).then_some("One at a time, please.")
    /// }
    ///
    /// let bot = Bot::builder().on_error(soften);
    /// ```
    pub fn on_error<F: for<'a> ErrorHandler<'a>>(mut self, hook: F) -> Self {
        self.hooks.add_on_error(hook);
        self
    }

    /// Takes this configuration instead of reading the environment.
    pub fn config(mut self, config: Config) -> Self {
        self.config = Some(config);
        self
    }

    /// Checks the commands and handlers, the states they borrow, and the intents they need.
    ///
    /// Made for a test: `bot().validate()?`.
    ///
    /// # Errors
    ///
    /// Every problem there is, each with its `file:line`.
    pub fn validate(&self) -> Result<(), Problems> {
        let setting = match (self.intents, &self.config) {
            (Some(intents), _) => IntentSetting::Exactly(intents),
            (None, Some(config)) => config.intents,
            (None, None) => IntentSetting::Auto,
        };
        let cache = self.cache.clone().or_else(|| self.config.as_ref().map(|config| config.cache.clone()));
        let intents = intents::requested(setting, &cache.unwrap_or_default(), &self.registry);
        let (states, locales) = (&self.states.types(), &self.locales);
        check(&self.registry, Some(&Requirements { states, intents, locales }))
    }

    /// Reads the configuration, checks everything, and gives the bot.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a setting that cannot be, [`Error::Invalid`] with every problem of the program.
    pub fn build(mut self) -> Result<Bot, Error> {
        let mut config = match self.config.take() {
            Some(config) => config,
            None => Config::from_env()?,
        };
        if let Some(token) = self.token.take() {
            config.token = Some(token);
        }
        if let Some(prefix) = self.prefix.take() {
            config.prefix = check_prefix(prefix)?;
        }
        let guild_prefixes = checked(std::mem::take(&mut self.guild_prefixes))?;
        if let Some(intents) = self.intents {
            config.intents = IntentSetting::Exactly(intents);
        }
        if let Some(cache) = self.cache.take() {
            config.cache = cache;
        }
        if let Some((capacity, overflow)) = self.event_queue {
            (config.event_queue, config.event_overflow) = (capacity.max(1), overflow);
        }
        config.settle_mode()?;
        config.owners.append(&mut self.owners);
        config.sync_guild = self.sync_guild.or(config.sync_guild);
        let intents = intents::requested(config.intents, &config.cache, &self.registry);
        let (states, locales) = (&self.states.types(), &self.locales);
        check(&self.registry, Some(&Requirements { states, intents, locales }))?;
        if self.registry.is_empty() {
            tracing::warn!(
                "this bot has no commands and no handlers; a crate that nothing refers to is not linked, \
                 write `use that_crate as _;` to have its commands"
            );
        }
        Ok(Bot {
            registry: self.registry,
            states: self.states,
            config,
            intents,
            locales: self.locales,
            hooks: self.hooks,
            guild_prefixes,
            track_edits: self.track_edits,
            handle: BotHandle::default(),
        })
    }

    /// Builds the bot and runs it on Discord until it is told to stop.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run`].
    pub async fn run(self) -> Result<(), Error> {
        self.build()?.run().await
    }

    #[cfg(feature = "sandbox")]
    pub(crate) fn has_config(&self) -> bool {
        self.config.is_some()
    }
}

/// The prefixes of servers, if each can be one; the last one given for a server counts.
fn checked(prefixes: Vec<(GuildId, String)>) -> Result<HashMap<GuildId, Arc<str>>, ConfigError> {
    let checked = prefixes
        .into_iter()
        .map(|(guild_id, prefix)| Ok((guild_id, check_guild_prefix(guild_id, prefix)?.into())));
    checked.collect()
}
