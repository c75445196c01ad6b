//! Putting a bot together.

use std::sync::Arc;

use secrecy::SecretString;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, UserId};

use super::intents;
use super::states::States;
use crate::command::CommandItem;
use crate::config::{Config, IntentSetting, check_prefix};
use crate::error::Error;
use crate::event::EventItem;
use crate::locale::Locales;
use crate::registry::{Problems, Registry, Requirements, check};

/// A bot that is put together and checked, ready to run.
#[derive(Debug)]
pub struct Bot {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) config: Config,
    pub(crate) intents: GatewayIntents,
    pub(crate) locales: Arc<Locales>,
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
    owners: Vec<UserId>,
    locales: Arc<Locales>,
    sync_guild: Option<GuildId>,
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
            owners: Vec::new(),
            locales: Arc::default(),
            sync_guild: None,
        }
    }

    /// The commands and handlers.
    pub fn registry(&self) -> &Registry {
        &self.registry
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
        if self.registry.find("help").is_some() { self } else { self.command::<crate::help::Help>() }
    }

    /// Adds an event handler by hand, under the name of its function; one that is linked already counts once.
    pub fn on_event<E: EventItem>(mut self) -> Self {
        self.registry = self.registry.on_event::<E>();
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
    /// is to see a command that is half done.
    pub fn sync_to_guild(mut self, guild: GuildId) -> Self {
        self.sync_guild = Some(guild);
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
        let intents = intents::requested(setting, &self.registry);
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
        if let Some(intents) = self.intents {
            config.intents = IntentSetting::Exactly(intents);
        }
        config.owners.append(&mut self.owners);
        config.sync_guild = self.sync_guild.or(config.sync_guild);
        let intents = intents::requested(config.intents, &self.registry);
        let (states, locales) = (&self.states.types(), &self.locales);
        check(&self.registry, Some(&Requirements { states, intents, locales }))?;
        if self.registry.commands().len() == 0 && self.registry.event_handlers().next().is_none() {
            tracing::warn!(
                "this bot has no commands and no handlers; a crate that nothing refers to is not linked, \
                 write `use that_crate as _;` to have its commands"
            );
        }
        Ok(Bot { registry: self.registry, states: self.states, config, intents, locales: self.locales })
    }

    /// Builds the bot and runs it on Discord until it is told to stop.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run`].
    pub async fn run(self) -> Result<(), Error> {
        self.build()?.run().await
    }

    /// Builds the bot and runs it on Discord, or in the sandbox with a chat in the terminal when no token is set.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run_or_sandbox`].
    #[cfg(feature = "sandbox")]
    pub async fn run_or_sandbox(self) -> Result<(), Error> {
        self.build()?.run_or_sandbox().await
    }

    #[cfg(feature = "sandbox")]
    pub(crate) fn has_config(&self) -> bool {
        self.config.is_some()
    }
}
