//! Settings and the errors of their values.

use serenity::model::id::GuildId;

/// One environment variable.
///
/// ```
/// use mindtrace_discord::config::SETTINGS;
///
/// for setting in SETTINGS {
///     println!("{} (default: {:?}): {}. It accepts {}.", setting.name, setting.default, setting.meaning, setting.accepts);
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// The variable's name.
    pub name: &'static str,
    /// The default value; empty if there is none.
    pub default: &'static str,
    /// The accepted values.
    pub accepts: &'static str,
    /// The effect of the setting.
    pub meaning: &'static str,
}

impl Setting {
    pub(super) fn invalid(&self, problem: impl Into<String>) -> ConfigError {
        ConfigError::Invalid { variable: self.name, problem: problem.into(), accepts: self.accepts }
    }
}

/// An invalid setting.
///
/// ```
/// use mindtrace_discord::config::{Config, ConfigError};
///
/// let wrong = Config::from_lookup(|name| (name == "DISCORD_COMMAND_PREFIX").then(|| "/".to_owned()));
/// assert!(matches!(wrong, Err(ConfigError::Invalid { variable: "DISCORD_COMMAND_PREFIX", .. })));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The value is not accepted. It is not quoted, because it may be a secret in the wrong variable.
    #[error("{variable} has an invalid value: {problem}\n\nhelp: it accepts {accepts}")]
    Invalid {
        /// The variable's name.
        variable: &'static str,
        /// The problem with the value.
        problem: String,
        /// The accepted values.
        accepts: &'static str,
    },
    /// The prefix of a guild is invalid.
    #[error("the prefix of the guild {guild_id} cannot be used: {problem}\n\nhelp: it accepts {accepts}")]
    GuildPrefix {
        /// The guild.
        guild_id: GuildId,
        /// The problem with the value.
        problem: &'static str,
        /// The accepted values.
        accepts: &'static str,
    },
    /// The builder sets too many prefixes of a guild.
    #[error(
        "the guild {guild_id} has more than {most} prefixes\n\nhelp: set at most {most} of one guild with `guild_prefixes`, because \
         each message is compared with all of them"
    )]
    TooManyGuildPrefixes {
        /// The guild.
        guild_id: GuildId,
        /// The most prefixes of a guild.
        most: usize,
    },
    /// The file `.env` cannot be read.
    #[error("the file .env cannot be read: {0}\n\nhelp: each line is NAME=value; quote values with spaces")]
    DotEnv(String),
}
