//! Why a bot did not start, or stopped by itself.

use std::fmt;

use crate::config::ConfigError;
use crate::problem::Problems;
use crate::rest::LoginError;

/// Why a bot did not start, or stopped by itself.
///
/// `main` prints an error with `{:?}`, so its `Debug` form is the same text for people as its `Display` form.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A setting has a value it cannot have.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The program's commands and handlers contradict each other or Discord's limits.
    #[error(transparent)]
    Invalid(#[from] Problems),
    /// There is no token to log in with.
    #[error(
        "no bot token: DISCORD_BOT_TOKEN is not set\n\nhelp: copy the token from the Bot page of your application in Discord's developer \
         portal and run again with\n      DISCORD_BOT_TOKEN=… (in the environment or in a file called .env)\n      \
         To try the bot without a token, call `run_or_sandbox()` instead of `run()` (feature `sandbox` of mindtrace-discord): \
         it starts on a local stand-in for Discord. With `cli()` that is the subcommand `sandbox`."
    )]
    NoToken,
    /// Discord refused the token.
    #[error(
        "Discord refused the bot token\n\nhelp: DISCORD_BOT_TOKEN must be the token from the Bot page of your application, not its \
         client secret or public key; reset it there if you are not sure"
    )]
    TokenRefused,
    /// Discord refused an intent the program needs.
    #[error("Discord refused the intents this bot needs\n\n{0}")]
    IntentsRefused(String),
    /// The gateway connection ended for good.
    #[error("Discord ended the connection to its gateway for good: {reason} (close code {code})")]
    Gateway {
        /// Discord's close code.
        code: u16,
        /// What it means.
        reason: &'static str,
    },
    /// The HTTP surface could not start.
    #[error(
        "the HTTP surface cannot listen on {address}: {source}\n\nhelp: set DISCORD_HTTP_ADDR to a free address such as 127.0.0.1:0, or to `off`"
    )]
    HttpBind {
        /// The address that was asked for.
        address: std::net::SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The HTTP surface would be open to the network without a token.
    #[error(
        "refusing to listen on {0} without a token: anybody on the network could run commands\n\nhelp: set DISCORD_HTTP_TOKEN, or listen on \
         127.0.0.1"
    )]
    HttpOpen(std::net::SocketAddr),
    /// The Redis in which several processes count cooldowns cannot be used.
    #[error(
        "DISCORD_REDIS_URL cannot be used: {0}\n\nhelp: write an address such as redis://127.0.0.1:6379, or leave it out: then each process counts \
         cooldowns for itself"
    )]
    Redis(String),
    /// What was switched off before the last start cannot be known.
    #[error(
        "DISCORD_STATE cannot be used: {0}\n\nhelp: mend the file or move it away; without it everything is switched as the program says"
    )]
    State(String),
    /// A function with `#[on_start]` failed.
    #[error("`{handler}` at {declared_at} keeps the bot from starting: {reason}")]
    Start {
        /// The function.
        handler: &'static str,
        /// Where it was declared.
        declared_at: crate::Source,
        /// Why.
        reason: String,
    },
    /// Discord could not be asked, or did not take what it was sent.
    #[error("{0}")]
    Discord(String),
    /// A command that was run from the command line was refused, or failed; what its caller would see.
    #[error("{0}")]
    Refused(String),
    /// The system refused something the bot needs to run.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The sandbox failed.
    #[cfg(feature = "sandbox")]
    #[error(transparent)]
    Sandbox(#[from] mindtrace_discord_sandbox::SandboxError),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<LoginError> for Error {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::TokenRefused => Self::TokenRefused,
            LoginError::Discord(reason) => Self::Discord(reason),
        }
    }
}

#[cfg(feature = "http")]
impl From<crate::http::StartError> for Error {
    fn from(error: crate::http::StartError) -> Self {
        use crate::http::StartError;
        match error {
            StartError::Bind(address, source) => Self::HttpBind { address, source },
            StartError::Open(address) => Self::HttpOpen(address),
            StartError::Io(what, source) => Self::Io { what, source },
        }
    }
}
