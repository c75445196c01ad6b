//! A client of the HTTP surface, for programs that operate a bot or call its commands.

mod history;

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

pub use self::history::{CallCounts, CommandUse, EventCounts, History, HistoryMinute};

/// Request timeout; a command may run for a minute.
const TIMEOUT: Duration = Duration::from_secs(90);

/// A client of a bot's HTTP surface.
///
/// ```no_run
/// use mindtrace_discord::client::{Call, Client};
///
/// # async fn run() -> Result<(), mindtrace_discord::client::ClientError> {
/// let bot = Client::new("http://127.0.0.1:8080", "change-me".into());
/// let answer = bot.call(Call::new("hello").argument("who", "world")).await?;
/// assert_eq!(answer.response.as_deref(), Some("Hello world!"));
/// println!("{} commands", bot.commands().await?.len());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: SecretString,
}

/// A call of a command by name.
#[derive(Clone, Debug, Default, Serialize)]
#[must_use]
pub struct Call {
    #[serde(skip)]
    command: String,
    arguments: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_id: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_id: Option<ChannelId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guild_id: Option<GuildId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<MessageId>,
    dry_run: bool,
    #[serde(skip)]
    key: Option<String>,
}

/// The answer of a command.
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
    pub shard_count: Option<u32>,
    /// The process that answered, and then the others that share its Redis.
    #[serde(default)]
    pub processes: Vec<Process>,
}

/// A process of a bot.
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
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The bot refused the request, or failed.
    #[error("{}", .0.detail)]
    Problem(Problem),
    /// The bot could not be reached, or its response could not be parsed.
    #[error("the bot cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
}

/// The bot's description of an error (RFC 9457).
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

impl Client {
    /// Creates a client of the bot at an address such as `http://127.0.0.1:8080`, with one of the bot's tokens.
    pub fn new(base: &str, token: SecretString) -> Self {
        Self { http: reqwest::Client::new(), base: base.trim_end_matches('/').to_owned(), token }
    }

    /// Returns the status of the bot. A read-only token suffices.
    ///
    /// # Errors
    ///
    /// Any [`ClientError`].
    pub async fn status(&self) -> Result<Status, ClientError> {
        send(self.request(Method::GET, "/discord/status")).await
    }

    /// Lists all commands. A read-only token suffices.
    ///
    /// # Errors
    ///
    /// Any [`ClientError`].
    pub async fn commands(&self) -> Result<Vec<Command>, ClientError> {
        #[derive(Deserialize)]
        struct Page {
            commands: Vec<Command>,
            total: usize,
        }
        let mut commands: Vec<Command> = Vec::new();
        loop {
            let path = format!("/discord/commands?offset={}", commands.len());
            let Page { commands: page, total } = send(self.request(Method::GET, &path)).await?;
            let is_last = page.is_empty() || commands.len() + page.len() >= total;
            commands.extend(page);
            if is_last {
                return Ok(commands);
            }
        }
    }

    /// Runs a command.
    ///
    /// # Errors
    ///
    /// [`ClientError::Problem`] with the message that a user on Discord would read.
    pub async fn call(&self, call: Call) -> Result<Executed, ClientError> {
        let path = format!("/discord/commands/{}", call.command.replace(' ', "."));
        let mut request = self.request(Method::POST, &path).json(&call);
        if let Some(key) = &call.key {
            request = request.header("Idempotency-Key", key);
        }
        send(request).await
    }

    /// Runs a command written as in a chat, such as `!hello world`.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    pub async fn execute(&self, content: &str) -> Result<Executed, ClientError> {
        let body = json!({ "content": content });
        send(self.request(Method::POST, "/discord/execute").json(&body)).await
    }

    /// Disables or enables a command on every surface. The reason is stored with the time and the author of the change.
    ///
    /// Needs the token of `DISCORD_HTTP_TOKEN`.
    ///
    /// # Errors
    ///
    /// Any [`ClientError`].
    pub async fn toggle(
        &self,
        command: &str,
        enabled: bool,
        reason: Option<&str>,
    ) -> Result<(), ClientError> {
        let path = format!("/discord/commands/{command}/enabled");
        let body = json!({ "enabled": enabled, "reason": reason });
        send::<Value>(self.request(Method::PUT, &path).json(&body)).await.map(drop)
    }

    /// Raises one of the bot's own events, which must have `#[event(http)]`.
    ///
    /// # Errors
    ///
    /// [`ClientError::Problem`] for an unknown event, or a body that cannot be parsed as the event.
    pub async fn emit(&self, event: &str, body: &impl Serialize) -> Result<(), ClientError> {
        let request = self.request(Method::POST, &format!("/discord/events/{event}")).json(body);
        send::<Value>(request).await.map(drop)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        request.bearer_auth(self.token.expose_secret()).timeout(TIMEOUT)
    }
}

impl Call {
    /// Creates a call of a command by its full name, such as `tag create`.
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), ..Self::default() }
    }

    /// Sets an argument: a string, a number, a boolean, or a list of them.
    pub fn argument(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.arguments.insert(name.into(), value.into());
        self
    }

    /// Makes the call as this user, with the user's permissions.
    pub fn author(mut self, author: UserId) -> Self {
        self.author_id = Some(author);
        self
    }

    /// Makes the call in this channel.
    pub fn channel(mut self, channel: ChannelId) -> Self {
        self.channel_id = Some(channel);
        self
    }

    /// Makes the call in this guild.
    pub fn guild(mut self, guild: GuildId) -> Self {
        self.guild_id = Some(guild);
        self
    }

    /// Sets the message that the call refers to.
    pub fn message(mut self, message: MessageId) -> Self {
        self.message_id = Some(message);
        self
    }

    /// Makes the call a dry run: gates and arguments are checked, and the command does not run.
    pub fn dry_run(mut self) -> Self {
        self.dry_run = true;
        self
    }

    /// Sets an idempotency key of 1 to 255 ASCII characters. Once the handler has started, the same call with this key does not run again
    /// while its answer is stored, for at most ten minutes. A call that was refused before can be made again.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ClientError> {
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response.json().await?);
    }
    match response.json().await {
        Ok(problem) => Err(ClientError::Problem(problem)),
        // A proxy in between has answered.
        Err(_) => Err(ClientError::Problem(Problem::unread(status))),
    }
}

impl Problem {
    fn unread(status: StatusCode) -> Self {
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
