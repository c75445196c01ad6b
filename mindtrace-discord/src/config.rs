//! Settings from the environment and `.env`: one table, one reader.

mod cache;
mod intents;
mod settings;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use serenity::model::id::{GuildId, UserId};

use crate::dispatch::EventQueue;
pub use crate::dispatch::Overflow;
use crate::sync::{Deletions, Syncing};

pub use self::cache::CacheSetting;
pub use self::intents::IntentSetting;
pub use self::settings::{SETTINGS, Setting};

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

/// How interactions come to the bot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Over a connection to Discord's gateway, with everything else that happens.
    #[default]
    Gateway,
    /// Discord posts them to `/discord/interactions`, and nothing else is heard: no messages, no events.
    Http,
}

/// A setting with a value it cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The value is not one of the accepted forms. It is not repeated here: it may be a secret in the wrong place.
    #[error("{variable} has a value it cannot have: {problem}\n\nhelp: it accepts {accepts}")]
    Invalid {
        /// The variable's name.
        variable: &'static str,
        /// What is wrong with it.
        problem: String,
        /// The accepted forms.
        accepts: &'static str,
    },
    /// A prefix that was handed over for one server cannot be one.
    #[error(
        "the prefix of the server {guild_id} cannot be used: {problem}\n\nhelp: it accepts {}",
        settings::PREFIX.accepts
    )]
    GuildPrefix {
        /// The server.
        guild_id: GuildId,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The file `.env` cannot be read.
    #[error("the file .env cannot be read: {0}\n\nhelp: each line is NAME=value; quote values with spaces")]
    DotEnv(String),
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
            token: secret(&settings::TOKEN, value(&settings::TOKEN))?,
            // Not trimmed: white space at its end is a mistake to be told of.
            prefix: match lookup(settings::PREFIX.name).filter(|prefix| !prefix.is_empty()) {
                Some(prefix) => check_prefix(prefix)?,
                None => settings::PREFIX.default.to_owned(),
            },
            mode: mode(&value(&settings::MODE))?,
            intents: IntentSetting::parse(&value(&settings::INTENTS))
                .map_err(|problem| settings::INTENTS.invalid(problem))?,
            cache: CacheSetting::parse(&value(&settings::CACHE))
                .map_err(|problem| settings::CACHE.invalid(problem))?,
            event_queue: number(&settings::EVENT_QUEUE, &value(&settings::EVENT_QUEUE))? as usize,
            event_overflow: overflow(&value(&settings::EVENT_OVERFLOW))?,
            http_addr: address(&value(&settings::HTTP_ADDR))?,
            http_token: secret(&settings::HTTP_TOKEN, value(&settings::HTTP_TOKEN))?,
            http_read_token: secret(&settings::HTTP_READ_TOKEN, value(&settings::HTTP_READ_TOKEN))?,
            http_execute_token: secret(&settings::HTTP_EXECUTE_TOKEN, value(&settings::HTTP_EXECUTE_TOKEN))?,
            http_user: user(&value(&settings::HTTP_USER))?,
            http_rate: number(&settings::HTTP_RATE, &value(&settings::HTTP_RATE))?,
            http_hosts: list(&value(&settings::HTTP_HOSTS)).map(str::to_lowercase).collect(),
            owners: users(&settings::OWNERS, &value(&settings::OWNERS))?,
            state: Some(value(&settings::STATE)).filter(|path| path != "off").map(PathBuf::from),
            audit: Some(value(&settings::AUDIT)).filter(|path| !path.is_empty()).map(PathBuf::from),
            redis_url: secret(&settings::REDIS_URL, value(&settings::REDIS_URL))?,
            sync_guild: guild(&value(&settings::SYNC_GUILD))?,
            sync_cache: Some(value(&settings::SYNC_CACHE)).filter(|path| !path.is_empty()).map(PathBuf::from),
            sync_disabled: disabled(&value(&settings::SYNC_DISABLED))?,
            sync_deletions: deletions(&value(&settings::SYNC_DELETIONS))?,
            log: log(value(&settings::LOG))?,
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
    pub(crate) fn lanes(&self) -> EventQueue {
        EventQueue { capacity: self.event_queue, overflow: self.event_overflow }
    }

    /// How commands are registered.
    pub(crate) fn syncing(&self) -> Syncing {
        let deletions = if self.sync_deletions { Deletions::Allowed } else { Deletions::Careful };
        Syncing::new(self.sync_guild, deletions, self.sync_cache.as_deref())
            .without_disabled(self.sync_disabled)
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

fn secret(setting: &Setting, text: String) -> Result<Option<SecretString>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    // The HTTP surface hashes no longer ones, and no token of Discord's comes near.
    if text.len() > 512 {
        return Err(setting.invalid("it is longer than 512 characters"));
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || !c.is_ascii()) {
        return Err(setting.invalid("it contains white space or characters that no token has"));
    }
    Ok(Some(SecretString::from(text)))
}

/// What may stand in front of a text command.
pub(crate) fn check_prefix(text: String) -> Result<String, ConfigError> {
    match prefix_problem(&text) {
        Some(problem) => Err(settings::PREFIX.invalid(problem)),
        None => Ok(text),
    }
}

/// Why a text cannot be a prefix, if it cannot.
pub(crate) fn prefix_problem(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("it is empty, which would make every message a command");
    }
    if text.chars().any(char::is_whitespace) {
        return Some("it contains white space");
    }
    if text.starts_with('/') {
        return Some("`/` belongs to slash commands");
    }
    // Members may choose it, and there is one for every server.
    (text.chars().count() > 32).then_some("it is longer than 32 characters")
}

fn address(text: &str) -> Result<Option<SocketAddr>, ConfigError> {
    if text == "off" {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| settings::HTTP_ADDR.invalid("it is no address with a port; `localhost` is 127.0.0.1"))
}

fn users(setting: &Setting, text: &str) -> Result<Vec<UserId>, ConfigError> {
    list(text)
        .map(|id| match id.parse::<u64>() {
            Ok(id) if id != 0 => Ok(UserId::new(id)),
            _ => Err(setting.invalid("something in it is no user id")),
        })
        .collect()
}

fn user(text: &str) -> Result<Option<UserId>, ConfigError> {
    let mut users = users(&settings::HTTP_USER, text)?;
    match (users.pop(), users.is_empty()) {
        (user, true) => Ok(user),
        _ => Err(settings::HTTP_USER.invalid("it names more than one user")),
    }
}

fn guild(text: &str) -> Result<Option<GuildId>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u64>() {
        Ok(id) if id != 0 => Ok(Some(GuildId::new(id))),
        _ => Err(settings::SYNC_GUILD.invalid("it is no server id")),
    }
}

fn number(setting: &Setting, text: &str) -> Result<u32, ConfigError> {
    match text.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err(setting.invalid("it is no number from 1 to 1000000")),
    }
}

fn overflow(text: &str) -> Result<Overflow, ConfigError> {
    match text {
        "drop-new" => Ok(Overflow::DropNew),
        "drop-old" => Ok(Overflow::DropOld),
        "wait" => Ok(Overflow::Wait),
        _ => Err(settings::EVENT_OVERFLOW.invalid("it is none of the three")),
    }
}

fn disabled(text: &str) -> Result<bool, ConfigError> {
    match text {
        "keep" => Ok(false),
        "remove" => Ok(true),
        _ => Err(settings::SYNC_DISABLED.invalid("it is neither of the two")),
    }
}

fn mode(text: &str) -> Result<Mode, ConfigError> {
    match text {
        "gateway" => Ok(Mode::Gateway),
        "http" => Ok(Mode::Http),
        _ => Err(settings::MODE.invalid("it is neither of the two")),
    }
}

fn deletions(text: &str) -> Result<bool, ConfigError> {
    match text {
        "careful" => Ok(false),
        "allow" => Ok(true),
        _ => Err(settings::SYNC_DELETIONS.invalid("it is neither of the two")),
    }
}

fn log(text: String) -> Result<Option<String>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<tracing_subscriber::EnvFilter>() {
        Ok(_) => Ok(Some(text)),
        Err(_) => Err(settings::LOG.invalid("it is no filter")),
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
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
