//! A call of a command over HTTP.

use serde::Serialize;
use serde_json::{Map, Value};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

/// A call of a command by name.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::client::{Call, Client};
///
/// /// Greet a user.
/// #[command]
/// async fn greet(ctx: &Context, who: String) -> String {
///     format!("{} greets {who}.", ctx.author().name)
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<greet>())
/// # }
/// # #[cfg(not(feature = "sandbox"))]
/// # fn main() {}
/// # #[cfg(feature = "sandbox")]
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let client = Client::new(&sandbox.http_url().ok_or("no HTTP")?, sandbox.http_token().ok_or("no HTTP")?);
/// let alice = sandbox.member("alice").await?;
/// let call = Call::new("greet").argument("who", "Bob").author(alice.id()).guild(sandbox.guild());
/// let call = call.channel(sandbox.channel("general")?.id());
/// assert!(client.call(call.clone().dry_run()).await?.dry_run);
/// let answer = client.call(call.key("greeting-1")).await?;
/// assert_eq!(answer.response.as_deref(), Some("alice greets Bob."));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[must_use]
pub struct Call {
    #[serde(skip)]
    pub(super) command: String,
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
    pub(super) key: Option<String>,
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
    ///
    /// ```
    /// use mindtrace_discord::client::Call;
    /// use mindtrace_discord::prelude::*;
    ///
    /// let call = Call::new("greet").channel(ChannelId::new(1088510058284990888)).message(MessageId::new(1288510058284990888));
    /// ```
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
