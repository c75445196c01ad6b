//! The answers of a bot, and its errors.

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The answer of a command.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::client::{Client, Executed};
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
/// let answer: Executed = client.execute("!ping").await?;
/// assert_eq!((answer.command.as_str(), answer.response.as_deref()), ("ping", Some("pong")));
/// assert!(answer.embeds.is_empty() && answer.followups.is_empty() && !answer.dry_run);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Executed {
    /// The name of the command that ran, not an alias.
    pub command: String,
    /// The text of the answer; `None` when there is no answer.
    pub response: Option<String>,
    /// The embeds of the answer.
    pub embeds: Vec<Value>,
    /// Whether the answer is visible to the caller only.
    pub ephemeral: bool,
    /// The files of the answer, each with its name and its content in base64.
    #[serde(default)]
    pub files: Vec<Value>,
    /// The poll of the answer.
    pub poll: Option<Value>,
    /// The ids of the answer's stickers.
    #[serde(default)]
    pub stickers: Vec<String>,
    /// The message that the answer forwards, by `channel_id` and `message_id`.
    pub forward: Option<Value>,
    /// Seconds after which the answer should be deleted.
    pub delete_after: Option<f64>,
    /// The replies that followed the answer.
    pub followups: Vec<Value>,
    /// The reference id of the call in the bot's log.
    pub reference: String,
    /// Duration of the call in milliseconds.
    pub elapsed_ms: f64,
    /// Whether this was a dry run, so the command did not run.
    #[serde(default)]
    pub dry_run: bool,
}

/// The status of a bot.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::client::{Client, Process, Status};
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
/// let status: Status = client.status().await?;
/// assert_eq!((status.state.as_str(), status.guild_count), ("connected", Some(1)));
/// let process: &Process = &status.processes[0];
/// assert_eq!((process.pid, &process.shards), (std::process::id(), &vec![0]));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Status {
    /// The bot's name on Discord.
    pub bot_name: String,
    /// `starting`, `connected`, `degraded`, `failed` or `draining`.
    pub state: String,
    /// The number of guilds; `None` for a bot without a gateway, and before its first session.
    pub guild_count: Option<u64>,
    /// The sum of the member counts of the cached guilds; `None` if the bot does not cache guilds.
    pub user_count: Option<u64>,
    /// The mean gateway latency over all shards, in milliseconds.
    pub latency_ms: Option<f64>,
    /// Seconds since the bot started.
    pub uptime_seconds: f64,
    /// The version of the bot, if its author set one.
    pub version: Option<String>,
    /// The version of this crate that the bot was built with.
    pub framework_version: String,
    /// The prefixes of text commands, the one that help shows in front. A guild may have its own.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// The number of shards of all processes; `None` before it is known, and for a bot without a gateway.
    #[serde(default)]
    pub shard_count: Option<u32>,
    /// The process that answered, and then the others that share its Redis.
    #[serde(default)]
    pub processes: Vec<Process>,
}

/// A process of a bot.
///
/// ```
/// use mindtrace_discord::client::{Process, Status};
///
/// /// Returns the process that has a shard.
/// fn owner(status: &Status, shard: u32) -> Option<&Process> {
///     status.processes.iter().find(|process| process.shards.contains(&shard))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Process {
    /// Its id, which is random.
    pub id: String,
    /// The name of its machine or container.
    pub host: String,
    /// The number of the process on that machine.
    pub pid: u32,
    /// The version of the bot, if its author set one.
    pub version: Option<String>,
    /// When it started, in RFC 3339.
    pub started: String,
    /// `gateway` or `http`.
    pub mode: String,
    /// `starting`, `connected`, `degraded`, `failed` or `draining`.
    pub state: String,
    /// The ids of its shards.
    pub shards: Vec<u32>,
}

/// A command as the bot lists it; [`rest`](Self::rest) has the other fields.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::client::{Client, Command};
///
/// /// Answer.
/// #[command(category = "Fun", cooldown = "1h")]
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
/// let commands: Vec<Command> = client.commands().await?;
/// assert_eq!((commands[0].name.as_str(), commands[0].category.as_deref()), ("ping", Some("Fun")));
/// assert!(commands[0].enabled && commands[0].rest["cooldown"] == 3600.0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Command {
    /// The full name, such as `tag create`.
    pub name: String,
    /// `chat`, `user`, `message` or `component`.
    pub kind: String,
    /// The description that Discord shows.
    pub description: String,
    /// The category, if it has one.
    pub category: Option<String>,
    /// Whether it is enabled.
    pub enabled: bool,
    /// Its parameters, permissions and gates.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// An error of a request.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::client::{Client, ClientError};
///
/// /// Answer, once an hour.
/// #[command(cooldown = "1h")]
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
/// match client.execute("!ping").await {
///     Err(ClientError::Problem(problem)) if problem.code == "cooldown" => {
///         println!("again in {:?} s: {}", problem.retry_after, problem.detail);
///     }
///     other => println!("{:?}", other?),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The bot refused the request, or failed. Its [`code`](Problem::code) says why: after `cooldown`, for example, try again after
    /// [`retry_after`](Problem::retry_after).
    #[error("{}", .0.detail)]
    Problem(Problem),
    /// The bot could not be reached, or its response could not be parsed. Check that it runs, and that `DISCORD_HTTP_ADDR` is the
    /// address of the client.
    #[error("the bot cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
}

/// The bot's description of an error (RFC 9457).
///
/// ```
/// use mindtrace_discord::client::Problem;
///
/// /// Returns the seconds after which a call may be made again.
/// fn retry_after(problem: &Problem) -> Option<u64> {
///     if problem.code == "cooldown" { problem.retry_after } else { None }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A code for programs, such as `cooldown`.
    pub code: String,
    /// The description for humans.
    pub detail: String,
    /// The argument that caused the error.
    pub parameter: Option<String>,
    /// Seconds to wait before a retry.
    pub retry_after: Option<u64>,
    /// The reference id of the details in the bot's log.
    pub reference: Option<String>,
}

impl Problem {
    /// Describes an answer that is not the bot's.
    pub(super) fn unread(status: StatusCode) -> Self {
        Self {
            status: status.as_u16(),
            code: "unread".to_owned(),
            detail: format!("the bot's address answered with {status}"),
            parameter: None,
            retry_after: None,
            reference: None,
        }
    }
}
