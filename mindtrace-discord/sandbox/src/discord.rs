//! The emulator: a gateway and a REST API on a port of 127.0.0.1.

mod api_error;
mod applications;
pub(crate) mod automod;
mod body;
mod builder;
mod channels;
mod choice_rules;
mod command_rules;
pub(crate) mod commands;
pub(crate) mod component_rules;
pub(crate) mod dispatch;
mod explaining;
mod expressions;
mod failures;
pub(crate) mod faults;
pub(crate) mod files;
mod gateway;
mod guilds;
pub(crate) mod interaction;
mod invites;
mod limits;
pub(crate) mod locales;
mod members;
mod membership;
pub(crate) mod mentions;
mod nonces;
pub(crate) mod permissions;
pub(crate) mod poll;
mod posting;
mod rate_limits;
mod record;
mod registered;
mod replay;
mod replaying;
mod rest;
mod scheduled_events;
mod server;
pub(crate) mod session;
mod shards;
mod summary;
mod uploads;
mod voting;
pub(crate) mod webhook;
pub(crate) mod world;

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serenity::model::id::{ApplicationId, GuildId, UserId};
use tokio::{
    sync::{broadcast, watch},
    task::JoinHandle,
    time::{Duration, Instant, timeout, timeout_at},
};

pub use self::builder::DiscordBuilder;
pub use self::rate_limits::RateLimits;
pub use self::session::{Sequence, ShardOverlap};
use crate::{
    clock::Clock,
    discord::world::World,
    error::SandboxError,
    transcript::{Line, LineKind},
};

/// The time that requests have to end when the emulator stops.
const CLOSE: Duration = Duration::from_secs(5);

/// An emulator of Discord in this process, reachable on loopback only.
///
/// Clones are handles of the same emulator. It listens until [`Discord::shutdown`] is called or the runtime ends.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::serenity::model::channel::ChannelType;
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
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?;
/// let staff = discord.new_channel("staff", ChannelType::Text).await?;
/// let moderator = discord.role("moderator", Permissions::MANAGE_MESSAGES).await?;
/// let alice = discord.member("alice").await?;
/// alice.gets(&moderator).await?;
/// let sandbox = Sandbox::start_on(discord, bot()).await?;
/// assert_eq!(alice.at(&staff).says("!ping").await?.content, "pong");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Discord {
    inner: Arc<Inner>,
}

/// Returns why the bot does not answer a text in a guild, or in direct messages.
type Explain = Arc<dyn Fn(&str, Option<GuildId>) -> Option<String> + Send + Sync>;

struct Inner {
    url: String,
    gateway_url: String,
    token: String,
    bot: UserId,
    home: GuildId,
    world: Mutex<World>,
    version: watch::Sender<u64>,
    stop: watch::Sender<bool>,
    server: Mutex<Option<JoinHandle<()>>>,
    recorder: Option<record::Recorder>,
    replay: Option<replay::Replay>,
    /// Returns why the bot does not answer a message.
    explain: Mutex<Option<Explain>>,
}

/// # Addresses, transcript, shutdown
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// assert!(discord.url().starts_with("http://127.0.0.1:") && discord.gateway_url().starts_with("ws://127.0.0.1:"));
/// assert_eq!((discord.token(), discord.application().get()), ("sandbox.bot.token", discord.bot().get()));
/// discord.member("alice").await?.posts("hello").await?;
/// assert!(discord.transcript().contains("#general | alice: hello"));
/// assert_eq!(discord.channel("general")?.guild(), discord.guild());
/// discord.shutdown().await;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns the address of the REST API, for serenity's `HttpBuilder::proxy`.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// Returns the address of the gateway, as `GET /gateway` does.
    pub fn gateway_url(&self) -> &str {
        &self.inner.gateway_url
    }

    /// Returns the only accepted token. The gateway takes it with or without the prefix `Bot `, the REST API with it.
    pub fn token(&self) -> &str {
        &self.inner.token
    }

    /// Returns the user id of the bot under test.
    pub fn bot(&self) -> UserId {
        self.inner.bot
    }

    /// Returns the application id of the bot under test.
    pub fn application(&self) -> ApplicationId {
        ApplicationId::new(self.inner.bot.get())
    }

    /// Returns the first guild, which exists from the start.
    pub fn guild(&self) -> GuildId {
        self.inner.home
    }

    /// Subscribes to a counter that grows with every change of state, every dispatch and every transcript line.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Discord;
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::start().await?;
    /// let mut changes = discord.watch();
    /// discord.member("alice").await?.posts("hello").await?;
    /// changes.changed().await?;
    /// assert!(discord.transcript().contains("hello"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.inner.version.subscribe()
    }

    /// Returns the transcript so far.
    pub fn transcript(&self) -> String {
        self.look(|world| world.transcript.to_string())
    }

    /// Subscribes to the lines of the transcript from now on, for a chat in a terminal.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Discord;
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::start().await?;
    /// let alice = discord.member("alice").await?;
    /// let mut lines = discord.follow();
    /// alice.posts("hello").await?;
    /// assert_eq!(lines.recv().await?.text, "hello");
    /// # Ok(())
    /// # }
    /// ```
    pub fn follow(&self) -> broadcast::Receiver<Line> {
        self.look(|world| world.transcript.follow())
    }

    /// Closes every connection and stops listening.
    pub async fn shutdown(&self) {
        self.inner.stop.send_replace(true);
        let server = self.inner.server.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut server) = server {
            // A server that panicked has stopped too. A request that hangs, whose client is gone, would be waited for without end.
            if timeout(CLOSE, &mut server).await.is_err() {
                server.abort();
            }
        }
    }

    /// Reads the state.
    pub(crate) fn look<T>(&self, read: impl FnOnce(&World) -> T) -> T {
        read(&self.lock())
    }

    /// Changes the state and notifies all tasks that wait for a change.
    pub(crate) fn change<T>(&self, write: impl FnOnce(&mut World) -> T) -> T {
        let result = write(&mut self.lock());
        self.inner.version.send_modify(|version| *version += 1);
        result
    }

    /// Changes the state without notifying waiting tasks, for example to create an empty DM channel.
    pub(crate) fn change_quietly<T>(&self, write: impl FnOnce(&mut World) -> T) -> T {
        write(&mut self.lock())
    }

    /// Returns, for every session, the number of its last dispatch and the count of gateway commands on its connection.
    #[doc(hidden)]
    pub fn session_counters(&self) -> Vec<(String, (u64, u64))> {
        self.look(|world| world.sessions.session_counters())
    }

    #[doc(hidden)]
    pub fn clock(&self) -> Arc<Clock> {
        self.look(|world| Arc::clone(&world.settings.clock))
    }

    /// Calls `probe` after every change until it returns a value or the timeout expires.
    ///
    /// The probe may change the state, but waiting tasks are not notified of that.
    pub(crate) async fn wait_for<T>(
        &self,
        waiting_for: &str,
        mut probe: impl FnMut(&mut World) -> Option<T>,
    ) -> Result<T, SandboxError> {
        let deadline = Instant::now() + self.look(|world| world.settings.timeout);
        self.wait_until(deadline, &mut probe).await.ok_or_else(|| self.timeout(waiting_for))
    }

    /// Like [`Discord::wait_for`], but returns `None` once the deadline has passed.
    pub(crate) async fn wait_until<T>(
        &self,
        deadline: Instant,
        mut probe: impl FnMut(&mut World) -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.watch();
        loop {
            let found = probe(&mut self.lock());
            if found.is_some() {
                return found;
            }
            // The sender lives in `self`, so only the deadline can fail.
            timeout_at(deadline, changes.changed()).await.ok()?.ok()?;
        }
    }

    /// Adds the cause of a failure of the bot to the transcript, and prints it, so that a failing test shows it.
    #[doc(hidden)]
    pub fn bot_failed(&self, cause: &str) {
        self.change(|world| {
            let bot = world.bot;
            world.note(LineKind::Failure, bot, None, cause);
        });
    }

    #[doc(hidden)]
    pub fn timeout(&self, waiting_for: &str) -> SandboxError {
        SandboxError::Timeout { waiting_for: waiting_for.to_owned(), transcript: self.transcript() }
    }

    #[doc(hidden)]
    pub fn refused(&self, why: impl Into<String>) -> SandboxError {
        SandboxError::Refused { reason: why.into(), transcript: self.transcript() }
    }

    /// Records a frame of the gateway, if there is a recording.
    pub(crate) fn record_frame(&self, direction: &str, text: &str) {
        if let Some(recorder) = &self.inner.recorder {
            recorder.frame(direction, text);
        }
    }

    pub(crate) fn shutdown_signal(&self) -> watch::Receiver<bool> {
        self.inner.stop.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.inner.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Discord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Discord").field("url", &self.inner.url).finish_non_exhaustive()
    }
}
