//! One setting, and what is wrong with its value.

use serenity::model::id::GuildId;

/// One environment variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Setting {
    /// The variable's name.
    pub name: &'static str,
    /// Its value when it is not set; empty when there is none.
    pub default: &'static str,
    /// The accepted forms.
    pub accepts: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

impl Setting {
    pub(super) fn invalid(&self, problem: impl Into<String>) -> ConfigError {
        ConfigError::Invalid { variable: self.name, problem: problem.into(), accepts: self.accepts }
    }
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
    #[error("the prefix of the guild {guild_id} cannot be used: {problem}\n\nhelp: it accepts {accepts}")]
    GuildPrefix {
        /// The server.
        guild_id: GuildId,
        /// What is wrong with it.
        problem: &'static str,
        /// The accepted forms.
        accepts: &'static str,
    },
    /// The file `.env` cannot be read.
    #[error("the file .env cannot be read: {0}\n\nhelp: each line is NAME=value; quote values with spaces")]
    DotEnv(String),
}
