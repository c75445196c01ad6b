//! A client of the HTTP surface, for programs that operate a bot or run its commands.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

/// How long an answer may take; a command may run for a minute.
const TIMEOUT: Duration = Duration::from_secs(90);

/// A bot as another program reaches it.
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

/// A call of a command by its name.
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

/// What a command answered.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Executed {
    /// The command that ran, by its own name.
    pub command: String,
    /// The text of the answer; `None` when there is no answer.
    pub response: Option<String>,
    /// The embeds of the answer.
    pub embeds: Vec<Value>,
    /// Whether only the caller is to see it.
    pub ephemeral: bool,
    /// Its files, each with its name and what is in it in base64.
    #[serde(default)]
    pub files: Vec<Value>,
    /// Its poll.
    pub poll: Option<Value>,
    /// Seconds after which the answer is to disappear.
    pub delete_after: Option<f64>,
    /// What came after the answer.
    pub followups: Vec<Value>,
    /// The id under which the bot's log speaks of the call.
    pub reference: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
    /// Whether it only would have run.
    #[serde(default)]
    pub dry_run: bool,
}

/// How a bot is doing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Status {
    /// The bot's name on Discord.
    pub bot_name: String,
    /// `starting`, `connected`, `degraded`, `failed` or `draining`.
    pub state: String,
    /// How many servers it is in.
    pub guild_count: u64,
    /// The sum of what each server says about its members.
    pub user_count: u64,
    /// The mean latency of the gateway, in milliseconds.
    pub latency_ms: Option<f64>,
    /// How long it has been running.
    pub uptime_seconds: f64,
    /// The version of this crate that it was built with.
    pub version: String,
}

/// A command as the bot lists it; [`rest`](Self::rest) has everything else.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Command {
    /// Its whole name, such as `tag create`.
    pub name: String,
    /// `chat`, `user`, `message` or `component`.
    pub kind: String,
    /// The sentence that Discord shows.
    pub description: String,
    /// The heading it stands under.
    pub category: Option<String>,
    /// Whether it is enabled.
    pub enabled: bool,
    /// Its parameters, permissions and gates.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A call that was not answered as it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The bot said no, or that something went wrong.
    #[error("{}", .0.detail)]
    Problem(Problem),
    /// The bot could not be reached, or what it sent could not be read.
    #[error("the bot cannot be reached: {0}")]
    Unreachable(#[from] reqwest::Error),
}

/// Why the bot said no (RFC 9457).
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The word to branch on, such as `cooldown`.
    pub code: String,
    /// The sentence for people.
    pub detail: String,
    /// The argument it is about.
    pub parameter: Option<String>,
    /// Seconds until it works again.
    pub retry_after: Option<u64>,
    /// The id under which the bot's log has the whole story.
    pub reference: Option<String>,
}

impl Client {
    /// A client of the bot at an address such as `http://127.0.0.1:8080`, with one of its tokens.
    pub fn new(base: &str, token: SecretString) -> Self {
        Self { http: reqwest::Client::new(), base: base.trim_end_matches('/').to_owned(), token }
    }

    /// How the bot is doing.
    ///
    /// # Errors
    ///
    /// [`ClientError`]; a token that may look is enough.
    pub async fn status(&self) -> Result<Status, ClientError> {
        send(self.request(Method::GET, "/discord/status")).await
    }

    /// Every command.
    ///
    /// # Errors
    ///
    /// [`ClientError`]; a token that may look is enough.
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
    /// [`ClientError::Problem`] with the sentence that somebody on Discord would read.
    pub async fn call(&self, call: Call) -> Result<Executed, ClientError> {
        let path = format!("/discord/commands/{}", call.command.replace(' ', "."));
        let mut request = self.request(Method::POST, &path).json(&call);
        if let Some(key) = &call.key {
            request = request.header("Idempotency-Key", key);
        }
        send(request).await
    }

    /// Runs a command written as in the chat, such as `!hello world`.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    pub async fn execute(&self, content: &str) -> Result<Executed, ClientError> {
        let body = json!({ "content": content });
        send(self.request(Method::POST, "/discord/execute").json(&body)).await
    }

    /// Disables or enables a command at every surface; the reason is kept with who and when.
    ///
    /// # Errors
    ///
    /// [`ClientError`]; the token has to be that of `DISCORD_HTTP_TOKEN`.
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

    /// Raises an event of the bot's own that has `#[event(http)]`.
    ///
    /// # Errors
    ///
    /// [`ClientError::Problem`] for an event that does not exist, or a body that does not fit.
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
    /// A call of a command by its whole name, such as `tag create`.
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), ..Self::default() }
    }

    /// Gives an argument a value: a text, a number, a truth value, or a list of them.
    pub fn argument(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.arguments.insert(name.into(), value.into());
        self
    }

    /// Acts as this user, with that user's permissions.
    pub fn author(mut self, author: UserId) -> Self {
        self.author_id = Some(author);
        self
    }

    /// Calls it in this channel.
    pub fn channel(mut self, channel: ChannelId) -> Self {
        self.channel_id = Some(channel);
        self
    }

    /// Calls it in this server.
    pub fn guild(mut self, guild: GuildId) -> Self {
        self.guild_id = Some(guild);
        self
    }

    /// Calls it about this message.
    pub fn message(mut self, message: MessageId) -> Self {
        self.message_id = Some(message);
        self
    }

    /// Only asks what the gates and the arguments would come to.
    pub fn dry_run(mut self) -> Self {
        self.dry_run = true;
        self
    }

    /// Makes sure that it runs once, however often it is sent within ten minutes; 1 to 255 ASCII characters.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}

async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ClientError> {
    let answer = request.send().await?;
    let status = answer.status();
    if status.is_success() {
        return Ok(answer.json().await?);
    }
    match answer.json().await {
        Ok(problem) => Err(ClientError::Problem(problem)),
        // Something in between has answered.
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
