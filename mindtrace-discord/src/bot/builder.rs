//! The builder of a bot.

// rustdoc shows the methods in this order; the blank lines keep rustfmt from sorting it.
mod build;

mod states;

mod texts;

mod hooks;

mod settings;

mod by_hand;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, UserId};

use super::BotHandle;
use crate::command::GlobalHooks;
use crate::config::{CacheSetting, Compression, Config, Overflow, SessionSetting, ShardSetting};
use crate::locale::Locales;
use crate::registry::Registry;
use crate::runtime::states::States;
use crate::source::Source;
use crate::store::Backend;

/// A bot that is built and checked, ready to run.
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::config::Config;
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// /// Say hello.
/// #[command]
/// async fn hello() -> &'static str {
///     "Hello!"
/// }
///
/// # fn main() -> Result<()> {
/// // `Bot::builder()` alone has all commands of the program, and the settings of the environment.
/// let builder = Bot::builder().registry(Registry::empty().command::<hello>()).config(Config::from_lookup(|_| None)?);
/// let bot = builder.build()?;
/// assert!(bot.registry().find("hello").is_some());
/// assert!(bot.intents().contains(GatewayIntents::MESSAGE_CONTENT));
/// assert!(bot.handle().context().is_err(), "it does not run yet");
/// # Ok(())
/// # }
/// ```
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
/// | divide the shards among processes | [`shards`](Self::shards), [`sessions`](Self::sessions) |
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
    shards: Option<ShardSetting>,
    sessions: Option<SessionSetting>,
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
            shards: None,
            sessions: None,
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

#[cfg(feature = "sandbox")]
impl BotBuilder {
    pub(crate) fn has_config(&self) -> bool {
        self.config.is_some()
    }
}

/// Returns where the builder's method was called.
#[track_caller]
fn here() -> Source {
    let caller = std::panic::Location::caller();
    Source { file: caller.file(), line: caller.line() }
}
