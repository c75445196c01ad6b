//! Errors: one type for start-up, one for a command's outcome, one whose text a caller sees.

mod command;
mod user;

use std::fmt;

pub use self::command::CommandError;
pub(crate) use self::command::duration;
#[cfg(feature = "http")]
pub(crate) use self::command::whole_seconds;
pub use self::user::UserError;

use crate::config::ConfigError;
use crate::registry::Problems;

/// Any error, boxed: what `?` makes of whatever fails inside a handler.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The result of a handler, and of most that can fail here: any error fits.
pub type Result<T, E = BoxError> = std::result::Result<T, E>;

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
    Sandbox(#[from] crate::sandbox::SandboxError),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Generated code and runtime disagree: a bug of ours, never of a caller.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Internal {
    /// A handler asked for an argument that was not bound.
    #[error("the handler takes more arguments than were bound")]
    TooFewArguments,
    /// A handler asked for another type than was bound.
    #[error("an argument was bound as another type")]
    ArgumentType,
    /// A handler borrows a state that nobody handed over.
    #[error("no state of type {0} was handed over with .state(…)")]
    MissingState(&'static str),
    /// A handler was called with another event.
    #[error("the event has another type than the handler's")]
    EventType,
}
