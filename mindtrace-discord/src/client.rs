//! A client of the HTTP surface, for programs that operate a bot or call its commands.

mod call;
mod history;
mod response;

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use self::call::Call;
pub use self::history::{CallCounts, CommandUse, EventCounts, History, HistoryMinute};
pub use self::response::{ClientError, Command, Executed, Problem, Process, Status};

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

impl Client {
    /// Creates a client of the bot at an address such as `http://127.0.0.1:8080`, with one of the bot's tokens.
    pub fn new(base: &str, token: SecretString) -> Self {
        Self { http: reqwest::Client::new(), base: base.trim_end_matches('/').to_owned(), token }
    }

    /// Returns the status of the bot. A read-only token suffices.
    ///
    /// ```no_run
    /// use mindtrace_discord::client::{Client, ClientError};
    ///
    /// # async fn example(bot: Client) -> Result<(), ClientError> {
    /// let status = bot.status().await?;
    /// println!("{} is {} on {:?} guilds", status.bot_name, status.state, status.guild_count);
    /// for process in &status.processes {
    ///     println!("process {} on {} has the shards {:?}", process.pid, process.host, process.shards);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Any [`ClientError`].
    pub async fn status(&self) -> Result<Status, ClientError> {
        send(self.request(Method::GET, "/discord/status")).await
    }

    /// Lists all commands. A read-only token suffices.
    ///
    /// ```no_run
    /// use mindtrace_discord::client::{Client, ClientError};
    ///
    /// # async fn example(bot: Client) -> Result<(), ClientError> {
    /// for command in bot.commands().await?.iter().filter(|command| !command.enabled) {
    ///     println!("/{} ({:?}) is disabled; {:?}", command.name, command.category, command.rest.get("cooldown"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
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
    /// ```no_run
    /// use mindtrace_discord::client::{Client, ClientError};
    ///
    /// # async fn example(bot: Client) -> Result<(), ClientError> {
    /// let answer = bot.execute("!hello world").await?;
    /// println!("{} answered {:?} in {} ms", answer.command, answer.response, answer.elapsed_ms);
    /// # Ok(())
    /// # }
    /// ```
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
    /// ```no_run
    /// use mindtrace_discord::client::{Client, ClientError};
    ///
    /// # async fn example(bot: Client) -> Result<(), ClientError> {
    /// bot.toggle("order", false, Some("the shop is closed")).await?;
    /// bot.toggle("order", true, None).await?;
    /// # Ok(())
    /// # }
    /// ```
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
    /// ```no_run
    /// use mindtrace_discord::client::{Client, ClientError};
    ///
    /// # async fn example(bot: Client) -> Result<(), ClientError> {
    /// bot.emit("order-paid", &serde_json::json!({ "order": 7 })).await?;
    /// # Ok(())
    /// # }
    /// ```
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
