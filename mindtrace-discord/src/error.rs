//! Errors: one type for start-up, one for a command's outcome, one whose text a caller sees.

use std::fmt;
use std::sync::Arc;

use crate::args::ArgumentError;
use crate::config::ConfigError;
use crate::registry::Problems;
use crate::reply::ReplyError;

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
         To try the bot without a token, call `run_or_sandbox()` instead of `run()`: it starts on a local stand-in for Discord."
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
    #[error("the connection to Discord's gateway ended: {0}")]
    Gateway(#[source] Box<serenity::Error>),
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

/// An error whose text the caller sees; any other error becomes a safe sentence and a reference id.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Divide two numbers.
/// #[command]
/// async fn divide(dividend: i64, divisor: i64) -> Result<String> {
///     let quotient = dividend.checked_div(divisor).ok_or(UserError::new("I cannot divide by zero."))?;
///     Ok(quotient.to_string())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct UserError {
    text: Text,
}

/// The text of a [`UserError`] as an error of its own: wrappers such as `anyhow::Error` hide the type of what they
/// wrap but keep its chain of sources, so this is where it is found again.
#[derive(Clone, Debug)]
struct Text(Arc<str>);

impl UserError {
    /// An error that shows `text` to the caller.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: Text(text.into().into()) }
    }

    /// The text meant for the caller, if `error` or anything that caused it is a [`UserError`].
    pub fn text_of<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a str> {
        std::iter::successors(Some(error), |error| error.source())
            .find_map(|error| error.downcast_ref::<Text>())
            .map(|text| &*text.0)
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl std::error::Error for UserError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.text)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Text {}

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

/// Why a command did not do what its caller wanted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// There is no such command at this surface.
    #[error("unknown command `{name}`")]
    Unknown {
        /// What was typed.
        name: String,
        /// Commands with a similar name.
        nearest: Vec<&'static str>,
    },
    /// The command is switched off.
    #[error("the command is disabled")]
    Disabled,
    /// The bot is shutting down.
    #[error("the bot is shutting down")]
    Draining,
    /// The command works in servers only.
    #[error("the command works in servers only")]
    GuildOnly,
    /// The command works in direct messages only.
    #[error("the command works in direct messages only")]
    DmOnly,
    /// The command works in age-restricted channels only.
    #[error("the command works in age-restricted channels only")]
    NsfwOnly,
    /// The command is for the bot's owners.
    #[error("the command is for the bot's owners")]
    OwnersOnly,
    /// The caller lacks permissions, or they could not be determined.
    #[error("the caller lacks {}", names(*.0))]
    MissingPermissions(serenity::model::Permissions),
    /// The bot lacks permissions, or they could not be determined.
    #[error("the bot lacks {}", names(*.0))]
    BotMissingPermissions(serenity::model::Permissions),
    /// The caller used the command a moment ago.
    #[error("on cooldown for another {retry_after:?}")]
    Cooldown {
        /// How long until it works again.
        retry_after: std::time::Duration,
    },
    /// The arguments are not what the command takes.
    #[error(transparent)]
    Argument(#[from] ArgumentError),
    /// The handler says what the caller did wrong.
    #[error("{0}")]
    User(String),
    /// The answer is private and could not be delivered privately.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// The handler failed.
    #[error("the handler failed: {0}")]
    Handler(#[source] BoxError),
    /// The handler panicked.
    #[error("the handler panicked: {0}")]
    Panic(String),
    /// The handler took longer than it may.
    #[error("the handler did not finish within {0:?}")]
    Deadline(std::time::Duration),
    /// The handler was stopped: the caller went away or the bot shuts down.
    #[error("the handler was cancelled")]
    Cancelled,
    /// Discord did not take the answer.
    #[error("the answer could not be sent: {0}")]
    Reply(#[source] ReplyError),
    /// A look-up that a gate or an argument needs failed.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// Generated code and runtime disagree.
    #[error(transparent)]
    Internal(#[from] Internal),
}

impl CommandError {
    /// Whether the caller can do something about it; anything else is for the bot's developer.
    pub fn is_user_fault(&self) -> bool {
        !matches!(
            self,
            Self::Handler(_)
                | Self::Panic(_)
                | Self::Deadline(_)
                | Self::Cancelled
                | Self::Reply(_)
                | Self::Lookup(_)
                | Self::Internal(_)
        )
    }

    /// The word for logs and machine-readable answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown_command",
            Self::Disabled => "disabled",
            Self::Draining => "draining",
            Self::GuildOnly => "guild_only",
            Self::DmOnly => "dm_only",
            Self::NsfwOnly => "nsfw_only",
            Self::OwnersOnly => "owners_only",
            Self::MissingPermissions(_) => "missing_permissions",
            Self::BotMissingPermissions(_) => "bot_missing_permissions",
            Self::Cooldown { .. } => "cooldown",
            Self::Argument(_) => "bad_argument",
            Self::User(_) => "user_error",
            Self::NoPrivateAnswer => "no_private_answer",
            Self::Handler(_) => "failed",
            Self::Panic(_) => "panicked",
            Self::Deadline(_) => "deadline",
            Self::Cancelled => "cancelled",
            Self::Reply(_) => "reply_failed",
            Self::Lookup(_) => "lookup_failed",
            Self::Internal(_) => "internal",
        }
    }

    /// The sentence a caller may see. Nothing internal is in it.
    pub fn sentence(&self) -> String {
        match self {
            Self::Unknown { name, nearest } => {
                let name = crate::args::shown(name);
                match nearest.as_slice() {
                    [] => format!("There is no command `{name}`."),
                    nearest => {
                        let names: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
                        format!("There is no command `{name}`. Did you mean {}?", names.join(" or "))
                    }
                }
            }
            Self::Disabled => "This command is switched off at the moment.".to_owned(),
            Self::Draining => "I am restarting. Please try again in a moment.".to_owned(),
            Self::GuildOnly => "This command works in servers only.".to_owned(),
            Self::DmOnly => "This command works in direct messages only.".to_owned(),
            Self::NsfwOnly => "This command works in age-restricted channels only.".to_owned(),
            Self::OwnersOnly => "This command is for the bot's owners.".to_owned(),
            Self::MissingPermissions(missing) => {
                format!("You need {} here to use this command.", names(*missing))
            }
            Self::BotMissingPermissions(missing) => format!("I need {} here to do that.", names(*missing)),
            Self::Cooldown { retry_after } => {
                format!("Slow down: you can use this again in {}.", seconds(*retry_after))
            }
            Self::Argument(error) => error.to_string(),
            Self::User(text) => text.clone(),
            Self::NoPrivateAnswer => {
                "I can answer this in private only, and you accept no direct messages from this server."
                    .to_owned()
            }
            Self::Deadline(_) => "That took too long, so I stopped.".to_owned(),
            Self::Cancelled => "I had to stop before this was done. Please try again in a moment.".to_owned(),
            Self::Handler(_) | Self::Panic(_) | Self::Reply(_) | Self::Lookup(_) | Self::Internal(_) => {
                "Something went wrong on my side.".to_owned()
            }
        }
    }
}

/// "Manage Messages and Kick Members"
fn names(permissions: serenity::model::Permissions) -> String {
    let names = permissions.get_permission_names();
    match names.split_last() {
        Some((last, [])) => format!("**{last}**"),
        Some((last, rest)) => format!("**{}** and **{last}**", rest.join("**, **")),
        None => "more permissions".to_owned(),
    }
}

/// Rounded up, so that trying again at the time named always works.
pub(crate) fn whole_seconds(duration: std::time::Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

fn seconds(duration: std::time::Duration) -> String {
    match whole_seconds(duration) {
        1 => "1 second".to_owned(),
        seconds @ 2..=119 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::{BoxError, UserError};

    #[derive(Debug, thiserror::Error)]
    #[error("while loading")]
    struct Wrapped(#[source] BoxError);

    #[test]
    fn user_text_is_found_behind_wrappers() {
        let wrapped = Wrapped(Box::new(UserError::new("not today")));
        assert_eq!(UserError::text_of(&wrapped), Some("not today"));
        assert_eq!(UserError::text_of(&std::io::Error::other("x")), None);
    }
}
