//! Settings from the environment and `.env`: one table, one reader.

mod cache;
mod intents;
mod mode;
mod overflow;
mod read;
mod setting;
mod settings;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use serenity::model::id::{GuildId, UserId};

pub use self::cache::CacheSetting;
pub use self::intents::IntentSetting;
pub use self::mode::Mode;
pub(crate) use self::overflow::EventQueue;
pub use self::overflow::Overflow;
pub(crate) use self::read::{check_guild_prefix, check_prefix, prefix_problem};
pub use self::setting::{ConfigError, Setting};
pub use self::settings::SETTINGS;

/// What the environment says about the bot. A value set on the builder wins over it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// The bot's token; never printed.
    pub token: Option<SecretString>,
    /// What text commands start with.
    pub prefix: String,
    /// How interactions come.
    pub mode: Mode,
    /// What Discord is asked to send.
    pub intents: IntentSetting,
    /// What the bot remembers of what Discord tells it.
    pub cache: CacheSetting,
    /// How many events of one channel may wait for their handlers.
    pub event_queue: usize,
    /// What happens to an event for which there is no room.
    pub event_overflow: Overflow,
    /// Where the HTTP surface listens; `None` when it is off.
    pub http_addr: Option<SocketAddr>,
    /// The bearer token of the HTTP surface; never printed.
    pub http_token: Option<SecretString>,
    /// A token that may only look; never printed.
    pub http_read_token: Option<SecretString>,
    /// A token that may look and run commands; never printed.
    pub http_execute_token: Option<SecretString>,
    /// As whom a holder of the HTTP token acts, when a request names nobody; `None` is the bot itself.
    pub http_user: Option<UserId>,
    /// As whom a holder of the token acts that only runs commands; `None` is [`http_user`](Self::http_user).
    pub http_execute_user: Option<UserId>,
    /// Host names under which the HTTP surface may be reached, besides addresses and `localhost`.
    pub http_hosts: Vec<String>,
    /// How many requests each token may send in a second.
    pub http_rate: u32,
    /// The file that keeps what was switched off and on; `None` forgets it at the end.
    pub state: Option<PathBuf>,
    /// The file that executions and switches are appended to; `None` is none.
    pub audit: Option<PathBuf>,
    /// Who may use owner-only commands, besides the application's owner.
    pub owners: Vec<UserId>,
    /// The server that takes what would be registered everywhere; made for development.
    pub sync_guild: Option<GuildId>,
    /// The Redis in which several processes of one bot count cooldowns; never printed. `None` counts in the process.
    pub redis_url: Option<SecretString>,
    /// The file that remembers what was registered last; `None` is none.
    pub sync_cache: Option<PathBuf>,
    /// Whether commands that are switched off everywhere are taken out of Discord's list.
    pub sync_disabled: bool,
    /// Whether most of the registered commands may be deleted at once.
    pub sync_deletions: bool,
    /// What is logged, in the syntax of `tracing_subscriber::EnvFilter`; `None` is the default.
    pub log: Option<String>,
}

impl Config {
    /// Reads the environment, and the file `.env` for what the environment does not say.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for the first value that a setting cannot have.
    pub fn from_env() -> Result<Self, ConfigError> {
        let file = dot_env()?;
        for setting in SETTINGS {
            // A value that cannot be read must not count as none: a broken token would start the sandbox.
            if let Err(std::env::VarError::NotUnicode(_)) = std::env::var(setting.name) {
                return Err(setting.invalid("it is not valid UTF-8"));
            }
        }
        Self::from_lookup(|name| std::env::var(name).ok().or_else(|| file.get(name).cloned()))
    }

    /// The configuration of a bot in a test: nothing from the environment, HTTP on a free port.
    #[cfg(feature = "sandbox")]
    pub(crate) fn isolated() -> Result<Self, ConfigError> {
        let isolated = [(settings::HTTP_ADDR.name, "127.0.0.1:0"), (settings::STATE.name, "off")];
        Self::from_lookup(|name| {
            isolated.iter().find(|(setting, _)| *setting == name).map(|(_, value)| (*value).to_owned())
        })
    }

    /// Reads the settings from `lookup`, which gives the value of a variable by its name.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for the first value that a setting cannot have.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let value = |setting: &Setting| {
            let text =
                lookup(setting.name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            text.unwrap_or_else(|| setting.default.to_owned())
        };
        Ok(Self {
            token: read::secret(&settings::TOKEN, value(&settings::TOKEN))?,
            // Not trimmed: white space at its end is a mistake to be told of.
            prefix: match lookup(settings::PREFIX.name).filter(|prefix| !prefix.is_empty()) {
                Some(prefix) => read::check_prefix(prefix)?,
                None => settings::PREFIX.default.to_owned(),
            },
            mode: read::mode(&value(&settings::MODE))?,
            intents: IntentSetting::parse(&value(&settings::INTENTS))
                .map_err(|problem| settings::INTENTS.invalid(problem))?,
            cache: CacheSetting::parse(&value(&settings::CACHE))
                .map_err(|problem| settings::CACHE.invalid(problem))?,
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
            http_rate: read::number(&settings::HTTP_RATE, &value(&settings::HTTP_RATE))?,
            http_hosts: read::list(&value(&settings::HTTP_HOSTS)).map(str::to_lowercase).collect(),
            owners: read::users(&settings::OWNERS, &value(&settings::OWNERS))?,
            state: Some(value(&settings::STATE)).filter(|path| path != "off").map(PathBuf::from),
            audit: Some(value(&settings::AUDIT)).filter(|path| !path.is_empty()).map(PathBuf::from),
            redis_url: read::secret(&settings::REDIS_URL, value(&settings::REDIS_URL))?,
            sync_guild: read::guild(&value(&settings::SYNC_GUILD))?,
            sync_cache: Some(value(&settings::SYNC_CACHE)).filter(|path| !path.is_empty()).map(PathBuf::from),
            sync_disabled: read::disabled(&value(&settings::SYNC_DISABLED))?,
            sync_deletions: read::deletions(&value(&settings::SYNC_DELETIONS))?,
            log: read::log(value(&settings::LOG))?,
        })
    }
}

impl Config {
    /// Fits the other settings to the mode: what is posted needs no intents, and brings nothing for a cache.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] when nobody could post anything.
    pub(crate) fn settle_mode(&mut self) -> Result<(), ConfigError> {
        if self.mode == Mode::Gateway {
            return Ok(());
        }
        if cfg!(not(feature = "http")) || self.http_addr.is_none() {
            return Err(settings::MODE.invalid("`http` needs the HTTP surface, which is off"));
        }
        self.intents = IntentSetting::Exactly(serenity::model::gateway::GatewayIntents::empty());
        self.cache = CacheSetting::off();
        Ok(())
    }

    /// How many events may wait.
    pub(crate) fn queue_settings(&self) -> EventQueue {
        EventQueue { capacity: self.event_queue, overflow: self.event_overflow }
    }
}

fn dot_env() -> Result<HashMap<String, String>, ConfigError> {
    let lines = match dotenvy::dotenv_iter() {
        Ok(lines) => lines,
        Err(error) if error.not_found() => return Ok(HashMap::new()),
        Err(error) => return Err(ConfigError::DotEnv(describe(&error))),
    };
    lines.map(|line| line.map_err(|error| ConfigError::DotEnv(describe(&error)))).collect()
}

/// Without the line itself: it may hold a token.
fn describe(error: &dotenvy::Error) -> String {
    match error {
        dotenvy::Error::LineParse(_, at) => format!("a line does not parse (at character {at} of it)"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError};

    fn with(name: &'static str, value: &'static str) -> Result<Config, ConfigError> {
        Config::from_lookup(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn nothing_set_gives_the_defaults() {
        let config = Config::from_lookup(|_| None).unwrap();
        assert!(config.token.is_none());
        assert_eq!(config.prefix, "!");
        assert_eq!(config.http_addr, Some("127.0.0.1:8080".parse().unwrap()));
    }

    #[test]
    fn a_wrong_value_names_the_variable_and_the_accepted_forms() {
        let cases = [
            ("DISCORD_COMMAND_PREFIX", "/"),
            ("DISCORD_MODE", "both"),
            ("DISCORD_INTENTS", "guild_memberz"),
            ("DISCORD_CACHE", "messages"),
            ("DISCORD_EVENT_QUEUE", "0"),
            ("DISCORD_EVENT_OVERFLOW", "drop"),
            ("DISCORD_HTTP_ADDR", "localhost"),
            ("DISCORD_HTTP_USER", "alice"),
            ("DISCORD_HTTP_RATE", "many"),
            ("DISCORD_HTTP_EXECUTE_USER", "1,2"),
            ("DISCORD_OWNERS", "1,bob"),
            ("DISCORD_SYNC_GUILD", "home"),
            ("DISCORD_SYNC_DISABLED", "no"),
            ("DISCORD_SYNC_DELETIONS", "yes"),
            ("DISCORD_LOG", "loud=very"),
        ];
        for (name, value) in cases {
            let error = with(name, value).unwrap_err().to_string();
            assert!(error.starts_with(name) && error.contains("help: it accepts"), "{error}");
        }
    }

    #[test]
    fn a_token_appears_nowhere() {
        let config = with("DISCORD_BOT_TOKEN", "abc.SECRET.def").unwrap();
        assert!(!format!("{config:?}").contains("SECRET"));
        let error = with("DISCORD_BOT_TOKEN", "abc SECRET").unwrap_err();
        assert!(!format!("{error:?} {error}").contains("SECRET"));
    }
}
