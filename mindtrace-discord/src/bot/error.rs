//! The error of a bot.

use std::fmt;

use crate::config::{Config, ConfigError};
use crate::error::RequestError;
use crate::problem::Problems;
use crate::rest::LoginError;
use crate::store::StoreError;

/// How to run the bot without a token.
#[cfg(feature = "sandbox")]
const WITHOUT_TOKEN: &str = "To try the bot without a token, call `run_or_sandbox()` instead of `run()`: it starts on a local emulator of \
    Discord. With `cli()`, use the subcommand `sandbox`.";
#[cfg(not(feature = "sandbox"))]
const WITHOUT_TOKEN: &str = "To try the bot without a token, on a local emulator of Discord, enable the feature `sandbox`, without which \
    this program was built: mindtrace-discord = { …, features = [\"sandbox\"] }. Then call `run_or_sandbox()` instead of `run()`; with \
    `cli()`, use no subcommand, or `sandbox`.";

/// An error that keeps a bot from starting, or stops it.
///
/// `main` prints an error with `{:?}`, so `Debug` prints the same readable text as `Display`.
///
/// ```no_run
/// use mindtrace_discord::Error;
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::StoreError;
///
/// #[tokio::main]
/// async fn main() -> Result<()> {
///     match Bot::builder().run().await {
///         Err(Error::Store(StoreError::InUse(file))) => println!("does the bot run already? {}", file.display()),
///         ended => ended?,
///     }
///     Ok(())
/// }
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A setting has an invalid value. The message names the variable and the values that it accepts.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The program's commands and handlers contradict each other or Discord's limits. The message lists each problem with its file, its
    /// line and a remedy.
    #[error(transparent)]
    Invalid(#[from] Problems),
    /// There is no token to log in with. Set `DISCORD_BOT_TOKEN`, or start with `run_or_sandbox()`.
    #[error(
        "no bot token: DISCORD_BOT_TOKEN is not set\n\nhelp: copy the token from the Bot page of your application in Discord's developer \
         portal and run again with\n      DISCORD_BOT_TOKEN=… (in the environment or in a file called .env)\n      {}",
        WITHOUT_TOKEN
    )]
    NoToken,
    /// The token is in a variable that is not read, such as `DISCORD_TOKEN`. Rename it to `DISCORD_BOT_TOKEN`.
    #[error(
        "no bot token: DISCORD_BOT_TOKEN is not set, but {0} is\n\nhelp: rename {0} to DISCORD_BOT_TOKEN"
    )]
    OtherToken(&'static str),
    /// Discord refused the token. Copy it anew from the developer portal.
    #[error(
        "Discord refused the bot token\n\nhelp: DISCORD_BOT_TOKEN must be the token from the Bot page of your application, not its \
         client secret or public key; reset it there if you are not sure"
    )]
    TokenRefused,
    /// Discord refused an intent that the program needs. The message names the toggles of the developer portal.
    #[error("Discord refused the intents this bot needs\n\n{0}")]
    IntentsRefused(String),
    /// Discord closed the gateway connection with a code after which a bot must not reconnect. After 4010 and 4011, check
    /// `DISCORD_SHARDS`; for the others, update this crate.
    #[error("Discord closed the gateway connection permanently: {reason} (close code {code})")]
    Gateway {
        /// Discord's close code.
        code: u16,
        /// The meaning of the code.
        reason: &'static str,
    },
    /// The HTTP surface could not start. Set `DISCORD_HTTP_ADDR` to a free address, or to `off`.
    #[error(
        "the HTTP surface cannot listen on {address}: {source}\n\nhelp: set DISCORD_HTTP_ADDR to a free address such as 127.0.0.1:0, or to `off`"
    )]
    HttpBind {
        /// The configured address.
        address: std::net::SocketAddr,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The HTTP surface would be open to the network without a token. Set `DISCORD_HTTP_TOKEN`, or listen on 127.0.0.1.
    #[error(
        "refusing to listen on {0} without a token: anyone on the network could run commands\n\nhelp: set DISCORD_HTTP_TOKEN, or listen on \
         127.0.0.1"
    )]
    HttpOpen(std::net::SocketAddr),
    /// The Redis server for shared cooldowns cannot be used. Correct or unset `DISCORD_REDIS_URL`.
    #[error(
        "DISCORD_REDIS_URL cannot be used: {0}\n\nhelp: write an address such as redis://127.0.0.1:6379, or unset it: then each process \
         counts its own cooldowns"
    )]
    Redis(String),
    /// The file of toggles cannot be used. Repair it, or move it away.
    #[error(
        "DISCORD_STATE cannot be used: {0}\n\nhelp: repair the file or move it away; without it every command and handler has the state \
         that the program declares"
    )]
    State(String),
    /// A state could not be made; see [`BotBuilder::state_with`](crate::BotBuilder::state_with). Correct what its function needs, such
    /// as the address of a database.
    #[error("the state `{ty}` could not be made: {reason}")]
    StateFailed {
        /// The type of the state.
        ty: &'static str,
        /// The error of the function that makes it.
        reason: String,
    },
    /// The store cannot be read. Set `DISCORD_STORE` to a file that no other process uses; see [`StoreError`].
    #[error(
        "DISCORD_STORE cannot be used: {0}\n\nhelp: set it to the path of a file that no other process uses, to `redis`, or to `off`: then \
         nothing is kept after the bot stops"
    )]
    Store(#[source] StoreError),
    /// A function with `#[on_start]` failed. Its error says why; return `Ok` where the bot can start all the same.
    #[error("`{handler}` at {declared_at} keeps the bot from starting: {reason}")]
    Start {
        /// The function.
        handler: &'static str,
        /// Its declaration.
        declared_at: crate::Source,
        /// The error of the function.
        reason: String,
    },
    /// A request to Discord failed. Try again later, if the message does not name another remedy.
    #[error("{0}")]
    Discord(String),
    /// A command that was called from the command line was refused or failed, with the message for its caller, which says what to change.
    #[error("{0}")]
    Refused(String),
    /// The operating system refused something that the bot needs. The message names it, for example a limit to raise.
    #[error("{what}: {source}")]
    Io {
        /// The operation that failed.
        what: &'static str,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The sandbox failed; see [`SandboxError`](mindtrace_discord_sandbox::SandboxError).
    #[cfg(feature = "sandbox")]
    #[error(transparent)]
    Sandbox(#[from] mindtrace_discord_sandbox::SandboxError),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error {
    /// Returns the error of a bot without a token.
    pub(crate) fn no_token(config: &Config) -> Self {
        config.other_token.map_or(Self::NoToken, Self::OtherToken)
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::TokenRefused => Self::TokenRefused,
            error => Self::Discord(error.to_string()),
        }
    }
}

impl From<LoginError> for Error {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Request(error) => error.into(),
            LoginError::Relay(source) => Self::Io { what: "serenity's REST client cannot be set up", source },
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

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn a_missing_token_error_fits_the_features_of_the_program() {
        let text = Error::NoToken.to_string();
        assert_eq!(text.contains("features = [\"sandbox\"]"), cfg!(not(feature = "sandbox")), "{text}");
        assert!(text.contains("DISCORD_BOT_TOKEN") && text.contains("local emulator"), "{text}");
    }
}
