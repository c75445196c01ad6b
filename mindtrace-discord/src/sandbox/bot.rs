//! A bot that runs on the emulator.

mod launch;

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "http")]
use secrecy::SecretString;
use tokio::time::timeout;

use super::{Discord, SandboxError};
use crate::bot::{BotBuilder, BotHandle, EmitError, Error, Running, rate_limited};
use crate::config::Config;
use crate::event::{Event, RateLimit};
use crate::runtime::Runtime;

/// How long a test waits for the bot before it fails.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A bot that runs on its own emulator of Discord.
///
/// It dereferences to the [`Discord`] that the bot is connected to, so the methods of both are called on it:
///
/// | to | methods |
/// |---|---|
/// | start a bot | [`start`](Self::start); [`start_on`](Self::start_on) an emulator from [`Discord::builder`] |
/// | have users | [`member`](Discord::member) and [`owner`](Discord::owner), which return a [`Member`](super::Member) |
/// | have channels and roles | [`channel`](Discord::channel), [`new_channel`](Discord::new_channel), [`role`](Discord::role) |
/// | show that nothing happens | [`settle`](Self::settle) |
/// | let time pass | [`advance`](Self::advance) |
/// | let Discord fail | [`inject`](Discord::inject), [`drop_connections`](Discord::drop_connections) |
/// | restart the bot | [`stop`](Self::stop), then [`start_on`](Self::start_on) |
/// | see what happened | [`transcript`](Discord::transcript), which a failing test prints |
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::sandbox::Sandbox;
///
/// /// Say hello.
/// #[command]
/// async fn hello(ctx: &Context) -> String {
///     format!("Hello {}!", ctx.author().display_name())
/// }
///
/// # // A test: `#[tokio::test] async fn the_bot_greets()`.
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(Bot::builder().prefix("?")).await?;
/// let alice = sandbox.member("alice").await?;
/// assert_eq!(alice.says("?hello").await?.content, "Hello alice!");
/// assert_eq!(alice.slash("hello").send().await?.content, "Hello alice!");
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    discord: Discord,
    running: Running,
    handle: BotHandle,
}

/// # Start a bot
impl Sandbox {
    /// Starts an emulator and the bot on it, and waits until the bot is connected and its slash commands are registered.
    ///
    /// The environment and `.env` are not read, so that a test behaves the same everywhere. Set what it needs on the builder.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for an invalid bot, [`Error::Sandbox`] when the bot is not ready in time, others as in [`Bot::run`].
    pub async fn start(bot: BotBuilder) -> Result<Self, Error> {
        Self::start_on(Discord::start().await?, bot).await
    }

    /// Starts the bot on an emulator that is already set up.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Self::start).
    pub async fn start_on(discord: Discord, bot: BotBuilder) -> Result<Self, Error> {
        let bot = if bot.has_config() { bot } else { bot.config(Config::isolated()?) };
        Self::launch(discord, bot.build()?, true).await
    }
}

/// # Wait, and advance the clock
impl Sandbox {
    /// Waits until the bot has handled everything that happened so far, including its answers. It does not wait for calls that wait for
    /// a user, for example to submit a modal.
    ///
    /// With it, a test shows that the bot does *not* do something, without sleeping.
    ///
    /// ```no_run
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// # async fn test() -> Result<()> {
    /// let sandbox = Sandbox::start(Bot::builder()).await?;
    /// let alice = sandbox.member("alice").await?;
    /// alice.posts("good morning").await?;
    /// sandbox.settle().await?;
    /// assert_eq!(alice.messages().len(), 1, "{}", sandbox.transcript());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] when the bot has not finished in time.
    pub async fn settle(&self) -> Result<(), SandboxError> {
        let runtime = &self.running.runtime;
        let mut waiting = runtime.waiting.subscribe();
        let mut received = runtime.shards.watch();
        let mut changes = self.discord.watch();
        let mut posting = self.discord.posting();
        let settled = timeout(TIMEOUT, async {
            loop {
                // Marked first, so that the select below sees every later change.
                let work = runtime.activity.changed();
                waiting.mark_unchanged();
                received.mark_unchanged();
                changes.mark_unchanged();
                posting.mark_unchanged();
                let is_idle = || runtime.activity.count() <= *runtime.waiting.borrow();
                let session_counters = || self.discord.session_counters();
                let sent = session_counters();
                let has_received_all = || {
                    // Several bots may be connected; sessions unknown to this one belong to others.
                    let ours = sent.iter().filter_map(|(session, theirs)| {
                        Some(runtime.shards.session_counters(session)? == *theirs)
                    });
                    let ours: Vec<bool> = ours.collect();
                    let is_connected = !ours.is_empty() || runtime.shards.is_without_gateway();
                    *self.discord.posting().borrow() == 0
                        && is_connected
                        && ours.into_iter().all(|is_received| is_received)
                };
                // The bot receives an event for each of its actions before the action counts as done. So if nothing was sent while the
                // bot was idle, nothing is in transit in either direction.
                if is_idle() && has_received_all() && is_idle() && session_counters() == sent {
                    return;
                }
                tokio::select! {
                    () = work => {}
                    _ = waiting.changed() => {}
                    _ = received.changed() => {}
                    _ = changes.changed() => {}
                    _ = posting.changed() => {}
                }
            }
        });
        settled.await.map_err(|_| self.discord.timeout("the bot to handle everything that happened"))
    }

    /// Advances the clock. Everything that falls due runs in order, at its own time, and finishes before the clock moves on.
    ///
    /// Schedules, [`Context::sleep`](crate::Context::sleep), [`Context::now`](crate::Context::now), cooldowns, the expiry of buttons,
    /// and the ids and timestamps of the emulator use this clock. Stop it with
    /// [`clock_stopped_at`](super::DiscordBuilder::clock_stopped_at) where a test depends on the time of day.
    ///
    /// ```standalone_crate
    /// use std::time::Duration;
    ///
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::sandbox::{Discord, Sandbox};
    ///
    /// #[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
    /// async fn morning(ctx: &Context) -> Result<()> {
    ///     ctx.http().get_current_user().await?;
    ///     println!("Good morning!");
    ///     Ok(())
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::builder().clock_stopped_at("2026-03-30T07:59:00Z".parse()?).start().await?;
    /// let sandbox = Sandbox::start_on(discord, Bot::builder()).await?;
    /// sandbox.advance(Duration::from_secs(60)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] when something does not finish in time.
    pub async fn advance(&self, by: Duration) -> Result<(), SandboxError> {
        self.settle().await?;
        let clock = self.discord.clock();
        let mut left = by;
        loop {
            let (moved, woke) = clock.step(left);
            left = left.saturating_sub(moved);
            if woke {
                self.settle().await?;
            } else if left.is_zero() {
                return Ok(());
            }
        }
    }

    /// Advances the clock in one step, as if the machine had been suspended: runs that fell due in between are missed.
    ///
    /// # Errors
    ///
    /// Those of [`advance`](Self::advance).
    pub async fn jump(&self, by: Duration) -> Result<(), SandboxError> {
        self.settle().await?;
        self.discord.clock().jump(by);
        self.settle().await
    }
}

/// # Reach the emulator and the bot
impl Sandbox {
    /// Returns the emulator that the bot is connected to.
    pub fn discord(&self) -> &Discord {
        &self.discord
    }

    /// Returns the handle of the bot, which raises events.
    pub fn handle(&self) -> &BotHandle {
        &self.handle
    }

    /// Raises one of the program's own events.
    ///
    /// # Errors
    ///
    /// Those of [`BotHandle::emit`].
    pub fn emit<E: Event>(&self, event: E) -> Result<(), EmitError> {
        self.handle.emit(event)
    }

    /// Raises a [`RateLimit`] event: a request is rate-limited.
    ///
    /// On Discord, serenity's rate limiter raises it. The emulator limits no requests.
    pub fn rate_limits(&self, method: &str, path: &str, timeout: Duration) {
        rate_limited(&self.handle, RateLimit::new(timeout, 1, method.to_owned(), path.to_owned(), false));
    }

    /// Returns the URL of the bot's HTTP surface, such as `http://127.0.0.1:40123`; `None` when it is off.
    #[cfg(feature = "http")]
    pub fn http_url(&self) -> Option<String> {
        self.running.http.as_ref().map(|http| crate::http::url(http.address()))
    }

    /// Returns the bearer token of the bot's HTTP surface; `None` when it is off.
    #[cfg(feature = "http")]
    pub fn http_token(&self) -> Option<SecretString> {
        self.running.http.as_ref().map(|http| http.token().clone())
    }
}

/// # Stop and restart
impl Sandbox {
    /// Stops the bot as SIGTERM would, and returns the emulator, on which another bot may start.
    ///
    /// ```no_run
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// # async fn test() -> Result<()> {
    /// let sandbox = Sandbox::start(Bot::builder()).await?;
    /// let discord = sandbox.stop().await?;
    /// let sandbox = Sandbox::start_on(discord, Bot::builder()).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// An [`Error`] when the bot did not stop cleanly.
    pub async fn stop(self) -> Result<Discord, Error> {
        self.running.shutdown().await.map(|()| self.discord)
    }

    /// Stops the bot as SIGTERM would, then the emulator.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the bot did not stop cleanly.
    pub async fn shutdown(self) -> Result<(), Error> {
        let result = self.running.shutdown().await;
        self.discord.shutdown().await;
        result
    }

    /// Waits until the gateway connection of the bot ends permanently.
    ///
    /// # Errors
    ///
    /// The reason for the end.
    pub async fn ended(&mut self) -> Result<(), Error> {
        self.running.ended().await
    }
}

impl Sandbox {
    /// Returns the runtime of the bot.
    pub(crate) fn runtime(&self) -> &Arc<Runtime> {
        &self.running.runtime
    }
}

impl Deref for Sandbox {
    type Target = Discord;

    fn deref(&self) -> &Discord {
        &self.discord
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").field("discord", &self.discord).finish_non_exhaustive()
    }
}
