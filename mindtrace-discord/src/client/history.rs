//! The last hour of a bot.

use reqwest::Method;
use serde::Deserialize;

use super::{Client, ClientError, send};

/// The last hour of a bot. A restart clears it.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::client::{Client, CommandUse, History};
///
/// /// Answer.
/// #[command]
/// async fn ping() -> &'static str {
///     "pong"
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
/// # }
/// # #[cfg(not(feature = "sandbox"))]
/// # fn main() {}
/// # #[cfg(feature = "sandbox")]
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let client = Client::new(&sandbox.http_url().ok_or("no HTTP")?, sandbox.http_token().ok_or("no HTTP")?);
/// client.execute("!ping").await?;
/// let history: History = client.history().await?;
/// assert_eq!((history.minutes.len(), history.since_start.succeeded), (60, 1));
/// let ping: &CommandUse = &history.commands[0];
/// assert_eq!((ping.name.as_str(), ping.calls.failed), ("ping", 0));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct History {
    /// The last sixty minutes, the oldest first. The last one is not over yet.
    pub minutes: Vec<HistoryMinute>,
    /// The commands that were called in this hour, by name.
    pub commands: Vec<CommandUse>,
    /// The calls since the bot started.
    pub since_start: CallCounts,
}

/// A minute of a [`History`].
///
/// ```
/// use mindtrace_discord::client::{History, HistoryMinute};
///
/// /// Returns the minute in which most calls failed.
/// fn worst(history: &History) -> Option<&HistoryMinute> {
///     history.minutes.iter().max_by_key(|minute| minute.calls.failed)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct HistoryMinute {
    /// When it began, in RFC 3339.
    pub at: String,
    /// The calls that ended in it.
    pub calls: CallCounts,
    /// The median duration of the calls that were not refused, in milliseconds; `None` without any.
    pub p50_ms: Option<f64>,
    /// The duration that 95 % of these calls did not exceed, in milliseconds; `None` without any.
    pub p95_ms: Option<f64>,
    /// The events of this minute.
    pub events: EventCounts,
}

/// The use of a command in the last hour.
///
/// ```
/// use mindtrace_discord::client::{CommandUse, History};
///
/// /// Returns the command that succeeded most often.
/// fn favourite(history: &History) -> Option<&CommandUse> {
///     history.commands.iter().max_by_key(|command| command.calls.succeeded)
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct CommandUse {
    /// The name of the command.
    pub name: String,
    /// Its calls.
    pub calls: CallCounts,
    /// The mean duration of the calls that were not refused, in milliseconds; `None` without any.
    pub mean_ms: Option<f64>,
}

/// Numbers of calls.
///
/// ```
/// use mindtrace_discord::client::CallCounts;
///
/// /// Returns the number of calls.
/// fn all(calls: CallCounts) -> u64 {
///     calls.succeeded + calls.refused + calls.failed
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CallCounts {
    /// How many succeeded.
    pub succeeded: u64,
    /// How many were refused, or had a mistake of the caller.
    pub refused: u64,
    /// How many failed.
    pub failed: u64,
}

/// Numbers of events.
///
/// ```
/// use mindtrace_discord::client::{EventCounts, HistoryMinute};
///
/// /// Returns whether the bot was too busy in a minute.
/// fn is_overloaded(minute: &HistoryMinute) -> bool {
///     let events: EventCounts = minute.events;
///     events.dropped > 0
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct EventCounts {
    /// How many runs of event handlers and schedules succeeded.
    pub succeeded: u64,
    /// How many runs of event handlers and schedules failed.
    pub failed: u64,
    /// How many events were dropped because a queue was full.
    pub dropped: u64,
}

impl Client {
    /// Returns the calls, their durations and the events of the last hour by the minute, and the use of each command. A read-only token
    /// suffices.
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), mindtrace_discord::client::ClientError> {
    /// # let bot = mindtrace_discord::client::Client::new("http://127.0.0.1:8080", "change-me".into());
    /// for command in bot.history().await?.commands {
    ///     println!("{}: {} calls failed", command.name, command.calls.failed);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Any [`ClientError`].
    pub async fn history(&self) -> Result<History, ClientError> {
        send(self.request(Method::GET, "/discord/history")).await
    }
}
