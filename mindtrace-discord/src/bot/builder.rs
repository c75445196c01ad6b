//! The builder of a bot.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, UserId};

use super::{BotHandle, Error, intents};
use crate::builtin::help::{Help, HelpOptions};
use crate::command::{AfterHandler, BeforeHandler, CheckHandler, CommandItem, ErrorHandler, GlobalHooks};
use crate::config::{
    CacheSetting, Compression, Config, ConfigError, IntentSetting, Overflow, api_url, check_guild_prefix,
    check_prefix, gateway_url,
};
use crate::error::BoxError;
use crate::event::{EventItem, HttpEvent, StoredEvent};
use crate::locale::Locales;
use crate::problem::Problems;
use crate::registry::Registry;
use crate::runtime::states::States;
use crate::schedule::ScheduleItem;
use crate::source::Source;
use crate::store::Backend;
use crate::validate::{Requirements, check};

/// A bot that is built and checked, ready to run.
#[derive(Debug)]
pub struct Bot {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) config: Config,
    pub(crate) intents: GatewayIntents,
    pub(crate) locales: Arc<Locales>,
    pub(crate) hooks: GlobalHooks,
    /// The prefixes besides that of the configuration.
    pub(crate) more_prefixes: Vec<String>,
    pub(crate) guild_prefixes: HashMap<GuildId, Vec<String>>,
    pub(crate) store: Option<Arc<dyn Backend>>,
    pub(crate) track_edits: Option<Duration>,
    pub(crate) version: Option<String>,
    pub(crate) handle: BotHandle,
}

/// Builds a bot.
///
/// Commands and handlers need no list: their attributes register them. Settings made here override the environment.
///
/// | to | methods |
/// |---|---|
/// | run on Discord | [`run`](Self::run), `cli` with subcommands, `run_or_sandbox` without a token |
/// | supply what handlers borrow | [`state`](Self::state), [`state_with`](Self::state_with) |
/// | set the prefix | [`prefix`](Self::prefix), [`prefixes`](Self::prefixes), [`guild_prefixes`](Self::guild_prefixes) |
/// | add a help command, translate | [`help`](Self::help), [`locales`](Self::locales) |
/// | add to all commands | [`check`](Self::check), [`before`](Self::before), [`after`](Self::after), [`on_error`](Self::on_error) |
/// | find mistakes in a test | [`validate`](Self::validate) |
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
    api_url: Option<String>,
    gateway_url: Option<String>,
    compression: Option<Compression>,
    prefixes: Vec<String>,
    intents: Option<GatewayIntents>,
    cache: Option<CacheSetting>,
    event_queue: Option<(usize, Overflow)>,
    owners: Vec<UserId>,
    locales: Arc<Locales>,
    sync_guild: Option<GuildId>,
    hooks: GlobalHooks,
    guild_prefixes: Vec<(GuildId, String)>,
    store: Option<Arc<dyn Backend>>,
    track_edits: Option<Duration>,
    version: Option<String>,
    webhook_secrets: HashMap<String, SecretString>,
}

impl Bot {
    /// Creates a builder with all commands and handlers that are linked into the program.
    pub fn builder() -> BotBuilder {
        BotBuilder {
            registry: Registry::linked(),
            states: States::default(),
            config: None,
            token: None,
            api_url: None,
            gateway_url: None,
            compression: None,
            prefixes: Vec::new(),
            intents: None,
            cache: None,
            event_queue: None,
            owners: Vec::new(),
            locales: Arc::default(),
            sync_guild: None,
            hooks: GlobalHooks::default(),
            guild_prefixes: Vec::new(),
            store: None,
            track_edits: None,
            version: None,
            webhook_secrets: HashMap::new(),
        }
    }

    /// Returns the commands and handlers.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Returns a handle through which other tasks of the program access the running bot.
    pub fn handle(&self) -> BotHandle {
        self.handle.clone()
    }

    /// Returns the intents the bot identifies with.
    pub fn intents(&self) -> GatewayIntents {
        self.intents
    }
}

/// # Run
impl BotBuilder {
    /// Builds the bot and runs it on Discord until it is stopped.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run`].
    pub async fn run(self) -> Result<(), Error> {
        self.build()?.run().await
    }

    /// Consumes the configuration, checks the program, and returns the bot.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for an invalid setting, [`Error::Invalid`] with all problems of the program.
    pub fn build(mut self) -> Result<Bot, Error> {
        let mut config = match self.config.take() {
            Some(config) => config,
            None => Config::from_env()?,
        };
        if let Some(token) = self.token.take() {
            config.token = Some(token);
        }
        if let Some(url) = self.api_url.take() {
            config.api_url = api_url(&url, config.allow_plaintext)?;
        }
        if let Some(url) = self.gateway_url.take() {
            config.gateway_url = gateway_url(&url, config.allow_plaintext)?;
        }
        config.compression = self.compression.unwrap_or(config.compression);
        let mut more_prefixes = std::mem::take(&mut self.prefixes);
        if !more_prefixes.is_empty() {
            config.prefix = check_prefix(more_prefixes.remove(0))?;
        }
        let more_prefixes = more_prefixes.into_iter().map(check_prefix).collect::<Result<Vec<_>, _>>()?;
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
        config.resolve_mode()?;
        config.owners.append(&mut self.owners);
        config.webhook_secrets.extend(std::mem::take(&mut self.webhook_secrets));
        add_webhook_secrets(&mut config, &self.registry);
        config.sync_guild = self.sync_guild.or(config.sync_guild);
        let intents = intents::requested(config.intents, &config.cache, &self.registry);
        let (states, doubled, locales) = (self.states.types(), self.states.doubled(), &self.locales);
        let functions = &self.hooks.state;
        check(&self.registry, Some(&Requirements { states, doubled, functions, intents, locales }))?;
        if self.registry.is_empty() {
            tracing::warn!(
                "this bot has no commands and no handlers; a crate that is never referenced is not linked: \
                 write `use that_crate as _;` to register its commands"
            );
        }
        Ok(Bot {
            registry: self.registry,
            states: self.states,
            config,
            intents,
            locales: self.locales,
            hooks: self.hooks,
            more_prefixes,
            guild_prefixes,
            store: self.store,
            track_edits: self.track_edits,
            version: self.version,
            handle: BotHandle::default(),
        })
    }

    /// Checks the commands and handlers, the states they borrow, and the intents they need. Meant for tests: `bot().validate()?`.
    ///
    /// # Errors
    ///
    /// All problems, each with its `file:line`.
    pub fn validate(&self) -> Result<(), Problems> {
        let setting = match (self.intents, &self.config) {
            (Some(intents), _) => IntentSetting::Exactly(intents),
            (None, Some(config)) => config.intents,
            (None, None) => IntentSetting::Auto,
        };
        let cache = self.cache.clone().or_else(|| self.config.as_ref().map(|config| config.cache.clone()));
        let intents = intents::requested(setting, &cache.unwrap_or_default(), &self.registry);
        let (states, doubled, locales) = (self.states.types(), self.states.doubled(), &self.locales);
        let functions = &self.hooks.state;
        check(&self.registry, Some(&Requirements { states, doubled, functions, intents, locales }))
    }
}

/// # Supply states
impl BotBuilder {
    /// Adds a value that handlers borrow as `&T`; one in an `Arc<T>` as well. There is one value per type: a second one keeps the bot from
    /// starting. [`replace_state`](Self::replace_state) is for tests.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// struct Prices {
    ///     tea: u32,
    /// }
    ///
    /// /// Show the price of tea.
    /// #[command]
    /// async fn price(prices: &Prices) -> String {
    ///     format!("Tea costs {} coins.", prices.tea)
    /// }
    ///
    /// let bot = Bot::builder().state(Prices { tea: 3 });
    /// ```
    #[track_caller]
    pub fn state<T: Send + Sync + 'static>(mut self, state: T) -> Self {
        self.states.insert(state, here());
        self
    }

    /// Adds a value that handlers borrow as `&T` and that is made when the bot starts, so that `check` and `commands` open no database.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// struct Notes(tokio::fs::File);
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let open = async || Ok::<_, std::io::Error>(Notes(tokio::fs::File::create("notes.txt").await?));
    /// Ok(Bot::builder().state_with(open).run().await?)
    /// # }
    /// ```
    ///
    /// If it fails, the bot does not start: [`Error::StateFailed`].
    #[track_caller]
    pub fn state_with<T, E, F>(mut self, make: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        T: Send + Sync + 'static,
        E: Into<BoxError>,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        self.states.insert_with(make, here());
        self
    }

    /// Replaces the value that handlers borrow as `&T`, or adds it: a test gives the bot another database.
    #[track_caller]
    pub fn replace_state<T: Send + Sync + 'static>(mut self, state: T) -> Self {
        self.states.remove::<T>();
        self.state(state)
    }
}

/// # Set prefixes, help and languages
impl BotBuilder {
    /// Sets the prefix of text commands. Overrides `DISCORD_COMMAND_PREFIX`.
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        self.prefixes([prefix])
    }

    /// Sets several prefixes of text commands. Overrides `DISCORD_COMMAND_PREFIX`.
    ///
    /// Help shows the first one. Of two that fit, such as `!` and `!!`, the longer one counts.
    /// [`Context::used_prefix`](crate::Context::used_prefix) returns the one that a call begins with.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().prefixes(["!", "?"]);
    /// ```
    pub fn prefixes(mut self, prefixes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.prefixes = prefixes.into_iter().map(Into::into).collect();
        self
    }

    /// Sets prefixes of single guilds, which replace the bot's prefixes there; a mention of the bot still works. Several prefixes of one
    /// guild add up, and help shows the first one.
    ///
    /// [`Context::set_prefix`](crate::Context::set_prefix) and [`Context::set_prefixes`](crate::Context::set_prefixes) change them later,
    /// and what they stored counts after a restart.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let guild = GuildId::new(81384788765712384);
    /// let bot = Bot::builder().guild_prefixes([(guild, "?".to_owned()), (guild, "$".to_owned())]);
    /// ```
    pub fn guild_prefixes(mut self, prefixes: impl IntoIterator<Item = (GuildId, String)>) -> Self {
        self.guild_prefixes.extend(prefixes);
        self
    }

    /// Adds the built-in command `help`, unless the program has a command of that name.
    ///
    /// It lists the commands that the caller can use, by category and paginated, and explains single commands with their doc comments.
    pub fn help(self) -> Self {
        if self.registry.find("help").is_some() { self } else { self.command::<Help>() }
    }

    /// Adds the built-in command `help`, as [`help`](Self::help) does, with a footer or fields of yours, or visible to the caller only.
    #[track_caller]
    pub fn help_with(self, options: HelpOptions) -> Self {
        self.help().replace_state(options)
    }

    /// Sets translations: of the names and descriptions of commands, and of the texts of [`Context::text`](crate::Context::text).
    pub fn locales(mut self, locales: Locales) -> Self {
        self.locales = Arc::new(locales);
        self
    }

    /// Runs a prefix command again when its message is edited within this time after it was sent.
    ///
    /// The answers of the second run replace those of the first one, and surplus answers are deleted. A message that becomes a command
    /// by an edit is run. A message that is no command any more keeps its answers. Deleting the message deletes its answers. The newest
    /// thousand calls are tracked.
    ///
    /// The key `track_edits` of a command overrides this: `#[command(track_edits)]` alone runs one command again, within five minutes,
    /// and `track_edits = false` excludes one. [`Context::is_rerun`](crate::Context::is_rerun) tells a handler that it ran before.
    pub fn track_edits(mut self, within: Duration) -> Self {
        self.track_edits = Some(within);
        self
    }

    /// Sets the version of the bot, which the log, the status, the dashboard, `/docs` and tools for assistants show.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().version(env!("CARGO_PKG_VERSION"));
    /// ```
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }
}

/// # Add checks and hooks for all commands
impl BotBuilder {
    /// Adds a check that every call must pass. It runs before the command's own checks.
    ///
    /// The check borrows `&Context` and states, as a command does. So do the hooks.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn is_welcome(ctx: &Context) -> Result<bool> {
    ///     if ctx.author().bot {
    ///         return Err(UserError::new("Bots cannot use this bot.").into());
    ///     }
    ///     Ok(true)
    /// }
    ///
    /// let bot = Bot::builder().check(is_welcome);
    /// ```
    #[track_caller]
    pub fn check<F, B>(mut self, check: F) -> Self
    where
        F: for<'a> CheckHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_check(check, here());
        self
    }

    /// Adds a hook that runs before every command whose gates have passed. An error keeps the command from running.
    ///
    /// Hooks run in the order in which they were added. Each may take five seconds.
    #[track_caller]
    pub fn before<F, B>(mut self, hook: F) -> Self
    where
        F: for<'a> BeforeHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_before(hook, here());
        self
    }

    /// Adds a hook that runs after every call of a command: answered, refused, failed or cancelled. It does not run for a call that
    /// `DISCORD_MAX_CALLS` left no room for.
    ///
    /// Hooks run in the reverse order of their addition. Each may take five seconds; an error is logged.
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
    #[track_caller]
    pub fn after<F, B>(mut self, hook: F) -> Self
    where
        F: for<'a> AfterHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_after(hook, here());
        self
    }

    /// Adds a hook that runs when a call of a command fails or is refused. Its reply replaces the framework's user message. It does not run
    /// for a call that `DISCORD_MAX_CALLS` left no room for. [`Reply::nothing`](crate::Reply::nothing) keeps the bot silent.
    ///
    /// Hooks run in the reverse order of their addition, and stop after one that replied. Each may take five seconds; an error is logged.
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
    #[track_caller]
    pub fn on_error<F, B>(mut self, hook: F) -> Self
    where
        F: for<'a> ErrorHandler<'a, B>,
        B: 'static,
    {
        self.hooks.add_on_error(hook, here());
        self
    }
}

/// # Configure
///
/// These methods override the environment variables of the same meaning.
impl BotBuilder {
    /// Sets the bot token. Overrides `DISCORD_BOT_TOKEN`.
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Adds a user who may use `owners_only` commands.
    pub fn owner(mut self, user: UserId) -> Self {
        self.owners.push(user);
        self
    }

    /// Adds the built-in commands `toggle` and `loglevel` for the bot's owners, unless the program has commands of these names.
    ///
    /// `!toggle disable hello`, `!toggle enable hello --here because it works again` and `!toggle reset hello` toggle commands,
    /// categories, event handlers and schedules. `!loglevel debug` changes the log level. Both apply at once and persist across restarts.
    pub fn operator_commands(mut self) -> Self {
        if self.registry.find("toggle").is_none() {
            self = self.command::<crate::builtin::Toggle>();
        }
        if self.registry.find("loglevel").is_none() {
            self = self.command::<crate::builtin::LogLevel>();
        }
        self
    }

    /// Sets the intents to identify with. Overrides `DISCORD_INTENTS` and the intents computed from the program.
    pub fn intents(mut self, intents: GatewayIntents) -> Self {
        self.intents = Some(intents);
        self
    }

    /// Sets what the bot caches. Overrides `DISCORD_CACHE`.
    pub fn cache(mut self, cache: CacheSetting) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Sets how many events of one channel may wait for their handlers, and what happens when the queue is full. Overrides
    /// `DISCORD_EVENT_QUEUE` and `DISCORD_EVENT_OVERFLOW`.
    pub fn event_queue(mut self, capacity: usize, overflow: Overflow) -> Self {
        self.event_queue = Some((capacity, overflow));
        self
    }

    /// Registers global commands in one guild instead, as `DISCORD_SYNC_GUILD` does, so that commands under development are visible
    /// there only. `sync --guild ID --clear` on the command line removes them again.
    pub fn sync_to_guild(mut self, guild: GuildId) -> Self {
        self.sync_guild = Some(guild);
        self
    }

    /// Keeps the values of [`Context::store`](crate::Context::store), the prefixes of guilds and scheduled events here. Overrides
    /// `DISCORD_STORE`.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::store::FileStore;
    ///
    /// let bot = Bot::builder().store(Arc::new(FileStore::new("/var/lib/my-bot/store.redb")));
    /// ```
    pub fn store(mut self, backend: Arc<dyn Backend>) -> Self {
        self.store = Some(backend);
        self
    }

    /// Sets the secret of the webhooks whose events name this environment variable: `#[event(http, secret = "GITHUB_WEBHOOK_SECRET")]`.
    /// Overrides the variable; an empty secret does not, because anyone can sign with it.
    pub fn webhook_secret(mut self, variable: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        self.webhook_secrets.insert(variable.into(), secret.into());
        self
    }

    /// Sets the address of Discord's REST API, of a proxy, or of another server with its protocol, such as `http://127.0.0.1:3000`.
    /// Overrides `DISCORD_API_URL`.
    pub fn api_url(mut self, url: impl Into<String>) -> Self {
        self.api_url = Some(url.into());
        self
    }

    /// Sets the address of the gateway, such as `ws://127.0.0.1:3001`. Overrides `DISCORD_GATEWAY_URL`.
    pub fn gateway_url(mut self, url: impl Into<String>) -> Self {
        self.gateway_url = Some(url.into());
        self
    }

    /// Sets how the gateway compresses what it sends. Overrides `DISCORD_COMPRESSION`.
    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = Some(compression);
        self
    }

    /// Uses this configuration instead of reading the environment.
    pub fn config(mut self, config: Config) -> Self {
        self.config = Some(config);
        self
    }
}

/// # List commands and handlers by hand
///
/// A bot rarely needs this: all that are linked into the program are registered.
impl BotBuilder {
    /// Uses these commands and handlers instead of those linked into the program.
    pub fn registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// Adds a command by the name of its function. A command that is also linked is registered once.
    pub fn command<C: CommandItem>(mut self) -> Self {
        self.registry = self.registry.command::<C>();
        self
    }

    /// Adds an event handler by the name of its function. A handler that is also linked is registered once.
    pub fn on_event<E: EventItem>(mut self) -> Self {
        self.registry = self.registry.on_event::<E>();
        self
    }

    /// Adds a schedule by the name of its function. A schedule that is also linked is registered once.
    pub fn schedule<S: ScheduleItem>(mut self) -> Self {
        self.registry = self.registry.schedule::<S>();
        self
    }

    /// Adds an event that other programs may raise over HTTP. An event that is also linked is registered once.
    pub fn http_event<E: HttpEvent>(mut self) -> Self {
        self.registry = self.registry.http_event::<E>();
        self
    }

    /// Adds an event that [`Context::schedule`](crate::Context::schedule) accepts. An event that is also linked is registered once.
    pub fn stored_event<E: StoredEvent>(mut self) -> Self {
        self.registry = self.registry.stored_event::<E>();
        self
    }
}

#[cfg(feature = "sandbox")]
impl BotBuilder {
    pub(crate) fn has_config(&self) -> bool {
        self.config.is_some()
    }
}

/// Adds the secrets of webhooks that the environment has.
fn add_webhook_secrets(config: &mut Config, registry: &Registry) {
    // Anyone can sign with an empty secret.
    config.webhook_secrets.retain(|_, secret| !secret.expose_secret().is_empty());
    for event in registry.http_events() {
        let Some(variable) = event.secret.filter(|variable| !config.webhook_secrets.contains_key(*variable))
        else {
            continue;
        };
        match crate::config::variable(variable) {
            Some(secret) if !secret.is_empty() => {
                config.webhook_secrets.insert(variable.to_owned(), secret.into());
            }
            _ => tracing::warn!(
                event = event.name,
                variable,
                "the webhooks of this event are refused, because the environment variable has no secret"
            ),
        }
    }
}

/// Checks the prefixes of guilds, and returns them by guild.
fn checked(prefixes: Vec<(GuildId, String)>) -> Result<HashMap<GuildId, Vec<String>>, ConfigError> {
    let mut checked: HashMap<GuildId, Vec<String>> = HashMap::new();
    for (guild_id, prefix) in prefixes {
        let prefix = check_guild_prefix(guild_id, prefix)?;
        let prefixes = checked.entry(guild_id).or_default();
        if !prefixes.contains(&prefix) {
            prefixes.push(prefix);
        }
    }
    Ok(checked)
}

/// Returns where the builder's method was called.
#[track_caller]
fn here() -> Source {
    let caller = std::panic::Location::caller();
    Source { file: caller.file(), line: caller.line() }
}
