//! The settings of the emulator, and its start.

mod gateway;

use std::{
    env, fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::Router;
use serenity::model::{Permissions, Timestamp, gateway::GatewayIntents};
use tokio::{net::TcpListener, sync::watch};

use crate::{
    clock::Clock,
    discord::{
        Discord, Inner,
        permissions::PIN_MESSAGES,
        rate_limits::RateLimits,
        record::Recorder,
        replay::Replay,
        replaying, server,
        session::GatewaySettings,
        world::{Settings, World},
    },
    error::SandboxError,
    seed::Seed,
};

/// The settings of a [`Discord`] before it starts.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::sandbox::RateLimits;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::builder()
///     .bot_permissions(Permissions::SEND_MESSAGES | Permissions::BAN_MEMBERS)
///     .unapproved(GatewayIntents::MESSAGE_CONTENT)
///     .rate_limits(RateLimits::Discord)
///     .heartbeat_interval(Duration::from_secs(1))
///     .timeout(Duration::from_secs(2))
///     .clock_stopped_at("2026-11-30T10:00:00Z".parse()?)
///     .token("change-me")
///     .port(0)
///     .start()
///     .await?;
/// assert_eq!(discord.token(), "change-me");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing listens before `start` is called"]
pub struct DiscordBuilder {
    gateway: GatewaySettings,
    settings: Settings,
    recording: Option<PathBuf>,
    /// A recording without frames of the gateway.
    recorded_requests: Option<PathBuf>,
    replayed: Option<PathBuf>,
    token: String,
    port: u16,
    routes: Vec<Routes>,
    seed: Option<Seed>,
}

/// Routes beside those of Discord, created once the emulator has an address.
#[derive(Clone)]
struct Routes(Arc<dyn Fn(&Discord) -> Router + Send + Sync>);

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Routes").finish_non_exhaustive()
    }
}

/// # Start an emulator
impl Discord {
    /// Starts an emulator with one guild, its owner and the bot; every intent is approved.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Io`] if no port on 127.0.0.1 can be listened on.
    pub async fn start() -> Result<Self, SandboxError> {
        Self::builder().start().await
    }

    /// Returns a builder with the default settings.
    pub fn builder() -> DiscordBuilder {
        DiscordBuilder::default()
    }
}

impl Default for DiscordBuilder {
    fn default() -> Self {
        Self {
            gateway: GatewaySettings::default(),
            settings: Settings {
                bot_permissions: default_bot_permissions(),
                unapproved: GatewayIntents::empty(),
                heartbeat_interval: Duration::from_millis(41_250),
                timeout: Duration::from_secs(10),
                clock: Arc::new(Clock::new(None)),
                rate_limits: RateLimits::default(),
            },
            // It changes nothing but the file, so that a whole test suite can be recorded without an edit.
            recording: None,
            replayed: None,
            recorded_requests: env::var_os("DISCORD_SANDBOX_RECORD")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from),
            token: "sandbox.bot.token".to_owned(),
            port: 0,
            routes: Vec::new(),
            seed: None,
        }
    }
}

impl DiscordBuilder {
    /// Sets the permissions of the bot's own role, in addition to those of @everyone.
    pub fn bot_permissions(mut self, permissions: Permissions) -> Self {
        self.settings.bot_permissions = permissions;
        self
    }

    /// Sets the privileged intents that are disabled in the developer portal.
    ///
    /// The connection of a bot that identifies with one of them is closed with 4014.
    pub fn unapproved(mut self, intents: GatewayIntents) -> Self {
        self.settings.unapproved = intents;
        self
    }

    /// Sets the heartbeat interval sent in Hello. Default: Discord's, about 41 seconds.
    pub fn heartbeat_interval(mut self, interval: Duration) -> Self {
        self.settings.heartbeat_interval = interval;
        self
    }

    /// Sets how long a test waits for something before it fails. Default: ten seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets the rate limits of the REST API. Default: [`RateLimits::Generous`], with which no request has to wait.
    ///
    /// With [`RateLimits::Discord`] and a stopped clock, a bucket that is used up stays so until the clock is moved.
    pub fn rate_limits(mut self, limits: RateLimits) -> Self {
        self.settings.rate_limits = limits;
        self
    }

    /// Stops the clock: time passes only in `Sandbox::advance`, for the bot's schedules, cooldowns and waits, and for ids and timestamps.
    pub fn clock_stopped_at(mut self, now: Timestamp) -> Self {
        let now = jiff::Timestamp::from_second(now.unix_timestamp()).unwrap_or_default();
        self.settings.clock = Arc::new(Clock::new(Some(now)));
        self
    }

    /// Appends each REST request with its answer and each frame of the gateway to a file, one JSON object a line, without tokens. The
    /// environment variable `DISCORD_SANDBOX_RECORD` does the same for every emulator of a process, without the frames.
    ///
    /// Faults that a test injects are not recorded, because Discord would not answer so.
    ///
    /// ```no_run
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Discord;
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let recorded = Discord::builder().record("conversation.jsonl").start().await?;
    /// let replayed = Discord::builder().replay("conversation.jsonl").start().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn record(mut self, file: impl Into<PathBuf>) -> Self {
        self.recording = Some(file.into());
        self
    }

    /// Dispatches the events of a recording again to the bot that connects, and answers its requests as recorded, in place of the usual
    /// events and answers.
    ///
    /// An event that followed a request waits for that request, but at most a second: the bot may have changed since. A request
    /// that is not in the recording is answered as without one.
    ///
    /// ```no_run
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::{Discord, Sandbox};
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::builder().replay("conversation.jsonl").start().await?;
    /// let sandbox = Sandbox::start_on(discord, Bot::builder()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replay(mut self, file: impl Into<PathBuf>) -> Self {
        self.replayed = Some(file.into());
        self
    }

    /// Sets the bot's token. Default: `sandbox.bot.token`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets the guilds, channels, roles and members that are there from the start, in place of the usual ones.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Discord;
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let seed = "[[guild]]\nname = \"Tea house\"\n\n[[guild.channel]]\nname = \"kitchen\"".parse()?;
    /// let discord = Discord::builder().seed(seed).start().await?;
    /// assert_eq!(discord.channel("kitchen")?.guild(), discord.guild());
    /// # Ok(())
    /// # }
    /// ```
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets the port of 127.0.0.1. Default: 0, a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds routes beside those of Discord, on the same port: [`drive::routes`](crate::drive::routes), or ones under a path that Discord
    /// does not use.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// use mindtrace_discord_sandbox::{Discord, drive};
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::builder().routes(drive::routes).start().await?;
    /// println!("curl {}/sandbox/v1/openapi.json", discord.url());
    /// # Ok(())
    /// # }
    /// ```
    pub fn routes(mut self, routes: impl Fn(&Discord) -> Router + Send + Sync + 'static) -> Self {
        self.routes.push(Routes(Arc::new(routes)));
        self
    }

    /// Creates the initial state and listens on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Io`] if the port cannot be listened on; [`SandboxError::File`] if the file of [`record`](Self::record) or
    /// [`replay`](Self::replay) cannot be opened.
    pub async fn start(self) -> Result<Discord, SandboxError> {
        let recorder = match (self.recording.as_deref(), self.recorded_requests.as_deref()) {
            (Some(file), _) => Some(Recorder::open(file, true).map_err(|error| at(file, &error))?),
            (None, Some(file)) => Some(Recorder::open(file, false).map_err(|error| at(file, &error))?),
            (None, None) => None,
        };
        let replay = match self.replayed.as_deref() {
            Some(file) => Some(Replay::read(file).map_err(|reason| at(file, &reason))?),
            None => None,
        };
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await?;
        let address = listener.local_addr()?;
        let (url, gateway_url) = (format!("http://{address}"), format!("ws://{address}"));
        let clock = Arc::clone(&self.settings.clock);
        let mut world = World::seed(self.settings, url.clone(), gateway_url.clone());
        world.sessions.settings = self.gateway;
        world.token = self.token;
        if let Some(seed) = &self.seed {
            seed.plant(&mut world);
        }
        let discord = Discord {
            inner: Arc::new(Inner {
                url,
                gateway_url,
                token: world.token.clone(),
                bot: world.bot,
                home: world.home,
                world: Mutex::new(world),
                version: watch::Sender::new(0),
                stop: watch::Sender::new(false),
                server: Mutex::new(None),
                recorder,
                replay,
                explain: Mutex::new(None),
            }),
        };
        replaying::spawn(&discord);
        let routes = self.routes.iter().fold(Router::new(), |all, Routes(add)| all.merge(add(&discord)));
        server::spawn(&discord, listener, routes);
        let mut stop = discord.shutdown_signal();
        tokio::spawn(async move {
            tokio::select! {
                () = clock.run() => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        });
        Ok(discord)
    }
}

fn at(file: &Path, reason: &dyn fmt::Display) -> SandboxError {
    SandboxError::File { file: file.display().to_string(), reason: reason.to_string() }
}

/// The permissions a moderation bot is usually invited with, without `ADMINISTRATOR`.
fn default_bot_permissions() -> Permissions {
    Permissions::VIEW_CHANNEL
        | Permissions::SEND_MESSAGES
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::CREATE_PUBLIC_THREADS
        | Permissions::MANAGE_THREADS
        | Permissions::READ_MESSAGE_HISTORY
        | Permissions::EMBED_LINKS
        | Permissions::ATTACH_FILES
        | Permissions::SEND_POLLS
        | Permissions::ADD_REACTIONS
        | Permissions::USE_EXTERNAL_EMOJIS
        | Permissions::MENTION_EVERYONE
        | Permissions::MANAGE_MESSAGES
        | PIN_MESSAGES
        | Permissions::MANAGE_CHANNELS
        | Permissions::MANAGE_ROLES
        | Permissions::MANAGE_NICKNAMES
        | Permissions::CHANGE_NICKNAME
        | Permissions::KICK_MEMBERS
        | Permissions::BAN_MEMBERS
        | Permissions::MODERATE_MEMBERS
        | Permissions::VIEW_AUDIT_LOG
        | Permissions::CONNECT
        | Permissions::SPEAK
        | Permissions::MUTE_MEMBERS
        | Permissions::DEAFEN_MEMBERS
        | Permissions::MOVE_MEMBERS
}
