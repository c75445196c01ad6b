//! Settings that override the environment.

use std::sync::Arc;

use secrecy::SecretString;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, UserId};

use super::BotBuilder;
use crate::config::{CacheSetting, Compression, Config, Overflow, SessionSetting, ShardSetting};
use crate::store::Backend;

/// # Configure
///
/// These methods override the environment variables of the same meaning.
///
/// ```
/// use mindtrace_discord::config::{CacheSetting, Compression, Overflow};
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// let mut cache = CacheSetting::default();
/// cache.members = true;
/// let bot = Bot::builder()
///     .owner(UserId::new(1088510053843210999))
///     .operator_commands()
///     .intents(GatewayIntents::non_privileged() | GatewayIntents::GUILD_MEMBERS)
///     .cache(cache)
///     .event_queue(500, Overflow::DropOld)
///     .compression(Compression::Zlib)
///     .sync_to_guild(GuildId::new(1088510058284990888));
/// ```
impl BotBuilder {
    /// Sets the bot token. Overrides `DISCORD_BOT_TOKEN`.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let token = std::fs::read_to_string("/run/secrets/bot-token")?;
    /// Bot::builder().token(token.trim()).run().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Adds a user who may use `owners_only` commands.
    pub fn owner(mut self, user: UserId) -> Self {
        self.owners.push(user);
        self
    }

    /// Adds the built-in commands `toggle` and `loglevel` for the bot's owners, unless the program has commands of these names.
    ///
    /// `!toggle disable hello`, `!toggle enable hello --here because it works again` and `!toggle reset hello` toggle commands,
    /// categories, event handlers and schedules. `!loglevel debug` changes the log level. Both apply at once and persist across restarts.
    pub fn operator_commands(mut self) -> Self {
        if self.registry.find("toggle").is_none() {
            self = self.command::<crate::builtin::Toggle>();
        }
        if self.registry.find("loglevel").is_none() {
            self = self.command::<crate::builtin::LogLevel>();
        }
        self
    }

    /// Sets the intents to identify with. Overrides `DISCORD_INTENTS` and the intents computed from the program.
    pub fn intents(mut self, intents: GatewayIntents) -> Self {
        self.intents = Some(intents);
        self
    }

    /// Sets what the bot caches. Overrides `DISCORD_CACHE`.
    pub fn cache(mut self, cache: CacheSetting) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Sets how many events of one channel may wait for their handlers, and what happens when the queue is full. Overrides
    /// `DISCORD_EVENT_QUEUE` and `DISCORD_EVENT_OVERFLOW`.
    pub fn event_queue(mut self, capacity: usize, overflow: Overflow) -> Self {
        self.event_queue = Some((capacity, overflow));
        self
    }

    /// Registers global commands in one guild instead, as `DISCORD_SYNC_GUILD` does, so that commands under development are visible
    /// there only. `sync --guild ID --clear` on the command line removes them again.
    pub fn sync_to_guild(mut self, guild: GuildId) -> Self {
        self.sync_guild = Some(guild);
        self
    }

    /// Keeps the values of [`Context::store`](crate::Context::store), the prefixes of guilds and scheduled events here. Overrides
    /// `DISCORD_STORE`.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::store::FileStore;
    ///
    /// let bot = Bot::builder().store(Arc::new(FileStore::new("/var/lib/my-bot/store.redb")));
    /// ```
    pub fn store(mut self, backend: Arc<dyn Backend>) -> Self {
        self.store = Some(backend);
        self
    }

    /// Sets the secret of the webhooks whose events name this environment variable: `#[event(http, secret = "GITHUB_WEBHOOK_SECRET")]`.
    /// Overrides the variable; an empty secret does not, because anyone can sign with it.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// A push to a repository.
    /// #[derive(Event, serde::Deserialize)]
    /// #[event(name = "push", http, secret = "GITHUB_WEBHOOK_SECRET")]
    /// struct Push {
    ///     after: String,
    /// }
    ///
    /// // In a test:
    /// let bot = Bot::builder().webhook_secret("GITHUB_WEBHOOK_SECRET", "change-me");
    /// ```
    pub fn webhook_secret(mut self, variable: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        self.webhook_secrets.insert(variable.into(), secret.into());
        self
    }

    /// Sets the address of Discord's REST API, of a proxy, or of another server with its protocol, such as `http://127.0.0.1:3000`.
    /// Overrides `DISCORD_API_URL`.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().api_url("http://127.0.0.1:3000").gateway_url("ws://127.0.0.1:3001");
    /// ```
    pub fn api_url(mut self, url: impl Into<String>) -> Self {
        self.api_url = Some(url.into());
        self
    }

    /// Sets the address of the gateway, such as `ws://127.0.0.1:3001`. Overrides `DISCORD_GATEWAY_URL`.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let bot = Bot::builder().gateway_url("ws://127.0.0.1:3001");
    /// ```
    pub fn gateway_url(mut self, url: impl Into<String>) -> Self {
        self.gateway_url = Some(url.into());
        self
    }

    /// Sets which of the bot's shards this process runs. Overrides `DISCORD_SHARDS`. A part that cannot be, such as shard 4 of 4, keeps the
    /// bot from starting.
    ///
    /// ```
    /// use mindtrace_discord::config::ShardSetting;
    /// use mindtrace_discord::prelude::*;
    ///
    /// let all = Bot::builder().shards(ShardSetting::All(4));
    /// let first_half = Bot::builder().shards(ShardSetting::Range { first: 0, last: 15, total: 32 });
    /// ```
    pub fn shards(mut self, shards: ShardSetting) -> Self {
        self.shards = Some(shards);
        self
    }

    /// Sets whether the gateway sessions are kept when the process stops. Overrides `DISCORD_SESSIONS`.
    ///
    /// ```
    /// use mindtrace_discord::config::SessionSetting;
    /// use mindtrace_discord::prelude::*;
    ///
    /// // The next process resumes them, and misses no event.
    /// let bot = Bot::builder().sessions(SessionSetting::Keep);
    /// ```
    pub fn sessions(mut self, sessions: SessionSetting) -> Self {
        self.sessions = Some(sessions);
        self
    }

    /// Sets how the gateway compresses what it sends. Overrides `DISCORD_COMPRESSION`.
    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = Some(compression);
        self
    }

    /// Uses this configuration instead of reading the environment.
    ///
    /// ```
    /// use mindtrace_discord::config::Config;
    /// use mindtrace_discord::prelude::*;
    ///
    /// # fn main() -> Result<()> {
    /// let config = Config::from_lookup(|name| (name == "DISCORD_COMMAND_PREFIX").then(|| "?".to_owned()))?;
    /// let bot = Bot::builder().config(config);
    /// # Ok(())
    /// # }
    /// ```
    pub fn config(mut self, config: Config) -> Self {
        self.config = Some(config);
        self
    }
}
