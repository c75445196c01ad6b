//! Settings from the environment and `.env`.
//!
//! The builder overrides the environment, which overrides `.env` in the working directory. [`SETTINGS`] lists all variables with their defaults
//! and the values that they accept. A bot reads them when it is built; [`BotBuilder::config`](crate::BotBuilder::config) takes a [`Config`] in
//! place of the environment.

mod address;
mod cache;
mod compression;
mod intents;
mod mode;
mod overflow;
mod read;
mod sessions;
mod setting;
mod settings;
mod shards;
mod store;
#[cfg(test)]
mod tests;
mod unknown;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use serenity::model::id::{GuildId, UserId};

pub use self::address::{ApiUrl, GatewayUrl};
pub use self::cache::CacheSetting;
pub use self::compression::Compression;
pub use self::intents::IntentSetting;
pub use self::mode::Mode;
pub(crate) use self::overflow::EventQueueSettings;
pub use self::overflow::Overflow;
pub(crate) use self::read::{
    MOST_GUILD_PREFIXES, api_url, check_guild_prefix, check_prefix, check_shards, gateway_url, prefix_problem,
};
pub use self::sessions::SessionSetting;
pub use self::setting::{ConfigError, Setting};
pub use self::settings::SETTINGS;
pub use self::shards::ShardSetting;
pub use self::store::StoreSetting;

/// The bot's settings from the environment. A value set on the builder overrides the environment's.
///
/// ```
/// use mindtrace_discord::config::{Config, Mode};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| match name {
///     "DISCORD_COMMAND_PREFIX" => Some("?".to_owned()),
///     "DISCORD_HTTP_ADDR" => Some("off".to_owned()),
///     _ => None,
/// })?;
/// assert_eq!((config.prefix.as_str(), config.http_addr, config.mode), ("?", None, Mode::Gateway));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// The bot token; never printed.
    pub token: Option<SecretString>,
    /// The variable of another library that is set while [`token`](Self::token) is not.
    pub(crate) other_token: Option<&'static str>,
    /// The address of Discord's REST API.
    pub api_url: ApiUrl,
    /// The address of the gateway; `None` is the one that the REST API names.
    pub gateway_url: Option<GatewayUrl>,
    /// Whether addresses without TLS are accepted that are not on loopback.
    pub allow_plaintext: bool,
    /// The most requests to Discord per second, beside the limits of routes.
    pub api_rate: u32,
    /// How the gateway compresses what it sends.
    pub compression: Compression,
    /// The prefix of text commands.
    pub prefix: String,
    /// How interactions arrive.
    pub mode: Mode,
    /// Which of the bot's shards this process runs.
    pub shards: ShardSetting,
    /// Whether the gateway sessions are kept when the process stops.
    pub sessions: SessionSetting,
    /// The gateway intents to request.
    pub intents: IntentSetting,
    /// The data that the bot caches.
    pub cache: CacheSetting,
    /// How many calls of commands may run at once.
    pub max_calls: u32,
    /// How many events of one channel may wait for their handlers.
    pub event_queue: usize,
    /// The treatment of events when a queue is full.
    pub event_overflow: Overflow,
    /// The address on which the HTTP surface listens; `None` disables it.
    pub http_addr: Option<SocketAddr>,
    /// The bearer token of the HTTP surface; never printed.
    pub http_token: Option<SecretString>,
    /// A bearer token that may only read; never printed.
    pub http_read_token: Option<SecretString>,
    /// A bearer token that may read, run commands and raise events; never printed.
    pub http_execute_token: Option<SecretString>,
    /// The user that requests without an `author_id` act as; `None` is the bot itself.
    pub http_user: Option<UserId>,
    /// The user that requests with `http_execute_token` act as; `None` is [`http_user`](Self::http_user).
    pub http_execute_user: Option<UserId>,
    /// The users whom requests with `http_execute_token` may name as their author, beside their own user; `None` is any.
    pub http_execute_as: Option<Vec<UserId>>,
    /// The secrets of webhooks, by the environment variable that an event names; never printed.
    pub webhook_secrets: HashMap<String, SecretString>,
    /// Host names that the HTTP surface accepts, in addition to `localhost` and the address that it listens on.
    pub http_hosts: Vec<String>,
    /// How many requests each token may send per second.
    pub http_rate: u32,
    /// Where the toggles and the log level are kept.
    pub state: StoreSetting,
    /// Where the store keeps its values.
    pub store: StoreSetting,
    /// The audit log, a file to which calls, toggles and other operations are appended; `None` disables it.
    pub audit: Option<PathBuf>,
    /// The users who may call owner-only commands, in addition to the application's owner.
    pub owners: Vec<UserId>,
    /// The guild in which global commands are registered instead of globally; for development.
    pub sync_guild: Option<GuildId>,
    /// The Redis in which several processes of one bot count cooldowns; never printed. `None` counts in the process.
    pub redis_url: Option<SecretString>,
    /// The file that remembers the last registered commands; `None` disables it.
    pub sync_cache: Option<PathBuf>,
    /// Whether globally disabled commands are removed from Discord's list.
    pub sync_disabled: bool,
    /// Whether a sync may delete more than half of the registered commands.
    pub sync_deletions: bool,
    /// The log level or filters, in the syntax of `tracing_subscriber::EnvFilter`; `None` is the default.
    pub log: Option<String>,
    /// Variables of the environment that are named like settings, but are none.
    pub(crate) unknown_variables: Vec<String>,
}

impl Config {
    /// Reads the environment, and the file `.env` for variables that are not set.
    ///
    /// ```no_run
    /// use mindtrace_discord::config::Config;
    /// use mindtrace_discord::prelude::*;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let mut config = Config::from_env()?;
    /// config.max_calls = 64;
    /// Bot::builder().config(config).run().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for the first invalid value.
    pub fn from_env() -> Result<Self, ConfigError> {
        let file = dot_env()?;
        for setting in SETTINGS {
            // An unreadable value must not count as unset: an invalid token would start the sandbox.
            if let Err(std::env::VarError::NotUnicode(_)) = std::env::var(setting.name) {
                return Err(setting.invalid("it is not valid UTF-8"));
            }
        }
        let mut config =
            Self::from_lookup(|name| std::env::var(name).ok().or_else(|| file.get(name).cloned()))?;
        let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        config.unknown_variables = unknown::among(names.chain(file.into_keys()));
        Ok(config)
    }

    /// Returns the configuration of a bot in a test, with nothing from the environment and HTTP on a free port.
    #[cfg(feature = "sandbox")]
    pub(crate) fn isolated() -> Result<Self, ConfigError> {
        let isolated = [
            (settings::HTTP_ADDR.name, "127.0.0.1:0"),
            (settings::STATE.name, "off"),
            (settings::STORE.name, "off"),
        ];
        Self::from_lookup(|name| {
            isolated.iter().find(|(setting, _)| *setting == name).map(|(_, value)| (*value).to_owned())
        })
    }

    /// Reads the settings from `lookup`, which returns the value of a variable by its name.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for the first invalid value.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let value = |setting: &Setting| {
            let text =
                lookup(setting.name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            text.unwrap_or_else(|| setting.default.to_owned())
        };
        let store = StoreSetting::parse(&value(&settings::STORE));
        if store == StoreSetting::Redis && value(&settings::REDIS_URL).is_empty() {
            return Err(settings::STORE.invalid("`redis` needs DISCORD_REDIS_URL"));
        }
        let is_shared = cfg!(feature = "redis") && !value(&settings::REDIS_URL).is_empty();
        let state = match lookup(settings::STATE.name).map(|text| text.trim().to_owned()) {
            Some(text) if !text.is_empty() => StoreSetting::parse(&text),
            // Processes that share a Redis obey the same toggles.
            _ if is_shared => StoreSetting::Redis,
            _ => StoreSetting::parse(settings::STATE.default),
        };
        if state == StoreSetting::Redis && value(&settings::REDIS_URL).is_empty() {
            return Err(settings::STATE.invalid("`redis` needs DISCORD_REDIS_URL"));
        }
        let host = || lookup("HOSTNAME").filter(|name| !name.is_empty()).or_else(read::host_name);
        let shards = ShardSetting::parse(&value(&settings::SHARDS), host)
            .map_err(|problem| settings::SHARDS.invalid(problem))?;
        let shards = read::check_shards(shards, !value(&settings::REDIS_URL).is_empty())?;
        let allow_plaintext = read::plaintext(&value(&settings::ALLOW_PLAINTEXT))?;
        Ok(Self {
            api_url: read::api_url(&value(&settings::API_URL), allow_plaintext)?,
            gateway_url: read::gateway_url(&value(&settings::GATEWAY_URL), allow_plaintext)?,
            allow_plaintext,
            api_rate: read::number(&settings::API_RATE, &value(&settings::API_RATE))?,
            compression: read::compression(&value(&settings::COMPRESSION))?,
            token: read::secret(&settings::TOKEN, value(&settings::TOKEN))?,
            other_token: lookup(settings::OTHER_TOKEN)
                .filter(|text| !text.trim().is_empty() && value(&settings::TOKEN).is_empty())
                .map(|_| settings::OTHER_TOKEN),
            // Not trimmed, so that white space at the end is reported.
            prefix: match lookup(settings::PREFIX.name).filter(|prefix| !prefix.is_empty()) {
                Some(prefix) => read::check_prefix(prefix)?,
                None => settings::PREFIX.default.to_owned(),
            },
            mode: read::mode(&value(&settings::MODE))?,
            shards,
            sessions: read::sessions(&value(&settings::SESSIONS))?,
            intents: IntentSetting::parse(&value(&settings::INTENTS))
                .map_err(|problem| settings::INTENTS.invalid(problem))?,
            cache: CacheSetting::parse(&value(&settings::CACHE))
                .map_err(|problem| settings::CACHE.invalid(problem))?,
            max_calls: read::number(&settings::MAX_CALLS, &value(&settings::MAX_CALLS))?,
            event_queue: read::number(&settings::EVENT_QUEUE, &value(&settings::EVENT_QUEUE))? as usize,
            event_overflow: read::overflow(&value(&settings::EVENT_OVERFLOW))?,
            http_addr: read::address(&value(&settings::HTTP_ADDR))?,
            http_token: read::secret(&settings::HTTP_TOKEN, value(&settings::HTTP_TOKEN))?,
            http_read_token: read::secret(&settings::HTTP_READ_TOKEN, value(&settings::HTTP_READ_TOKEN))?,
            http_execute_token: read::secret(
                &settings::HTTP_EXECUTE_TOKEN,
                value(&settings::HTTP_EXECUTE_TOKEN),
            )?,
            http_user: read::user(&settings::HTTP_USER, &value(&settings::HTTP_USER))?,
            http_execute_user: read::user(
                &settings::HTTP_EXECUTE_USER,
                &value(&settings::HTTP_EXECUTE_USER),
            )?,
            http_execute_as: match value(&settings::HTTP_EXECUTE_AS).as_str() {
                "any" => None,
                users => Some(read::users(&settings::HTTP_EXECUTE_AS, users)?),
            },
            http_rate: read::number(&settings::HTTP_RATE, &value(&settings::HTTP_RATE))?,
            webhook_secrets: HashMap::new(),
            http_hosts: read::list(&value(&settings::HTTP_HOSTS)).map(str::to_lowercase).collect(),
            owners: read::users(&settings::OWNERS, &value(&settings::OWNERS))?,
            state,
            store,
            audit: Some(value(&settings::AUDIT)).filter(|path| !path.is_empty()).map(PathBuf::from),
            redis_url: read::secret(&settings::REDIS_URL, value(&settings::REDIS_URL))?,
            sync_guild: read::guild(&value(&settings::SYNC_GUILD))?,
            sync_cache: Some(value(&settings::SYNC_CACHE)).filter(|path| !path.is_empty()).map(PathBuf::from),
            sync_disabled: read::disabled(&value(&settings::SYNC_DISABLED))?,
            sync_deletions: read::deletions(&value(&settings::SYNC_DELETIONS))?,
            log: read::log(value(&settings::LOG))?,
            unknown_variables: Vec::new(),
        })
    }
}

impl Config {
    /// Adjusts the other settings to the mode: HTTP interactions need no intents and fill no cache.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for `http` mode without the HTTP surface.
    pub(crate) fn resolve_mode(&mut self) -> Result<(), ConfigError> {
        if self.mode == Mode::Gateway {
            return Ok(());
        }
        if cfg!(not(feature = "http")) || self.http_addr.is_none() {
            return Err(settings::MODE.invalid("`http` needs the HTTP surface, which is disabled"));
        }
        self.intents = IntentSetting::Exactly(serenity::model::gateway::GatewayIntents::empty());
        self.cache = CacheSetting::off();
        Ok(())
    }

    /// Logs the variables that are named like settings, but are none. Their values may be secrets, and are not logged.
    pub(crate) fn warn_of_unknown_variables(&self) {
        for variable in &self.unknown_variables {
            match unknown::nearest(variable) {
                Some(near) => {
                    tracing::warn!(variable, "there is no setting of this name; did you mean `{near}`?");
                }
                None => tracing::warn!(variable, "there is no setting of this name"),
            }
        }
    }

    /// Returns whether the gateway sessions are kept when the process stops. `has_store` is whether the program has a store of its own.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if they are to be kept, but nothing survives the process.
    pub(crate) fn keeps_sessions(&self, has_store: bool) -> Result<bool, ConfigError> {
        let survives = has_store || self.redis_url.is_some() || self.store != StoreSetting::Memory;
        match self.sessions {
            SessionSetting::Auto => Ok(self.redis_url.is_some()),
            SessionSetting::End => Ok(false),
            SessionSetting::Keep if survives => Ok(true),
            SessionSetting::Keep => Err(settings::SESSIONS
                .invalid("`keep` needs a store that outlives the process; set DISCORD_STORE to a file")),
        }
    }

    /// Returns the settings of the event queues.
    pub(crate) fn event_queue_settings(&self) -> EventQueueSettings {
        EventQueueSettings { capacity: self.event_queue, overflow: self.event_overflow }
    }
}

/// Returns the value of any environment variable, also from the file `.env`.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().or_else(|| dot_env().ok()?.remove(name))
}

fn dot_env() -> Result<HashMap<String, String>, ConfigError> {
    let lines = match dotenvy::dotenv_iter() {
        Ok(lines) => lines,
        Err(error) if error.not_found() => return Ok(HashMap::new()),
        Err(error) => return Err(ConfigError::DotEnv(describe(&error))),
    };
    lines.map(|line| line.map_err(|error| ConfigError::DotEnv(describe(&error)))).collect()
}

/// Describes an error without quoting the line, which may contain a token.
fn describe(error: &dotenvy::Error) -> String {
    match error {
        dotenvy::Error::LineParse(_, at) => format!("syntax error at character {at} of a line"),
        other => other.to_string(),
    }
}
