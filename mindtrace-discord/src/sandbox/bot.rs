//! A bot running on the stand-in.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use mindtrace_discord_sandbox::StoppedClock;
use secrecy::SecretString;
use tokio::time::timeout;

use super::{Discord, SandboxError};
use crate::bot::{Bot, BotBuilder, BotHandle, EmitError, Error, Launch, Running, rate_limited, start};
use crate::clock::Clock;
use crate::config::Config;
use crate::discord::{Addresses, Endpoint};
use crate::event::{Event, RateLimit};
use crate::runtime::Runtime;

/// How long a test waits for the bot before it fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// A bot that runs on a Discord of its own.
///
/// It reads as the [`Discord`] the bot is connected to: `sandbox.member("alice")`, `sandbox.role(…)`.
pub struct Sandbox {
    discord: Discord,
    running: Running,
    handle: BotHandle,
}

impl Sandbox {
    /// Starts a Discord and the bot on it, and waits until the bot is connected and its slash commands are registered.
    ///
    /// The environment and `.env` are not read, so that a test means the same everywhere: set what it needs on the builder.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for a bot that would not start anywhere, [`Error::Sandbox`] when it does not get ready in time,
    /// others as in [`Bot::run`].
    pub async fn start(bot: BotBuilder) -> Result<Self, Error> {
        Self::start_on(Discord::start().await?, bot).await
    }

    /// Starts the bot on a Discord that was set up before.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub async fn start_on(discord: Discord, bot: BotBuilder) -> Result<Self, Error> {
        let bot = if bot.has_config() { bot } else { bot.config(Config::isolated()?) };
        Self::launch(discord, bot.build()?).await
    }

    pub(crate) async fn launch(discord: Discord, bot: Bot) -> Result<Self, Error> {
        let endpoint = Endpoint {
            token: SecretString::from(discord.token()),
            emulator: Some(Addresses {
                rest: discord.url().to_owned(),
                gateway: discord.gateway_url().to_owned(),
            }),
        };
        let clock = discord.clock().map_or_else(Clock::default, |clock| Clock::manual(clock));
        let launch = Launch {
            #[cfg(feature = "http")]
            playground: Some(super::playground::playground(&discord)),
            ..Launch::new(endpoint, clock)
        };
        #[cfg(feature = "http")]
        let is_by_webhook = bot.config.mode == crate::config::Mode::Http;
        let handle = bot.handle();
        let mut running = start(bot, launch).await?;
        let runtime = running.runtime.clone();
        let ready = timeout(PATIENCE, async {
            tokio::select! {
                biased;
                ended = running.ended() => ended,
                _ = runtime.shards.ready() => Ok(()),
            }
        });
        ready.await.map_err(|_| discord.timeout("the bot to connect and register its commands"))??;
        let sandbox = Self { discord, running, handle };
        #[cfg(feature = "http")]
        if let Some(url) = sandbox.http_url().filter(|_| is_by_webhook) {
            sandbox.discord.sends_interactions_to(&format!("{url}/discord/interactions")).await?;
        }
        sandbox.settle().await?;
        Ok(sandbox)
    }

    /// The running bot.
    pub(crate) fn runtime(&self) -> &Arc<Runtime> {
        &self.running.runtime
    }

    /// The Discord the bot is connected to.
    pub fn discord(&self) -> &Discord {
        &self.discord
    }

    /// Waits until the bot has dealt with everything that happened so far, answers included; a call that waits for a person
    /// to fill in a form is not waited for.
    ///
    /// This is how a test shows that the bot does *not* do something, without waiting for it not to happen.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] when the bot is not done in time.
    pub async fn settle(&self) -> Result<(), SandboxError> {
        let runtime = &self.running.runtime;
        let mut work = runtime.activity.watch();
        let mut waiting = runtime.waiting.subscribe();
        let mut received = runtime.shards.watch();
        let mut changes = self.discord.watch();
        let mut posting = self.discord.posting();
        let settled = timeout(PATIENCE, async {
            loop {
                // First, so that nothing that changes from here on is missed below.
                work.mark_unchanged();
                waiting.mark_unchanged();
                received.mark_unchanged();
                changes.mark_unchanged();
                posting.mark_unchanged();
                let is_idle = || *runtime.activity.watch().borrow() <= *runtime.waiting.borrow();
                let exchanged = || self.discord.exchanged();
                let sent = exchanged();
                let is_told = || {
                    // Several bots may be connected; a session that this one knows nothing of is another's.
                    let ours = sent
                        .iter()
                        .filter_map(|(session, theirs)| Some(runtime.shards.exchanged(session)? == *theirs));
                    let ours: Vec<bool> = ours.collect();
                    let is_there = !ours.is_empty() || runtime.shards.is_without();
                    *self.discord.posting().borrow() == 0
                        && is_there
                        && ours.into_iter().all(|is_told| is_told)
                };
                // What the bot does is sent to it as an event before it counts as done, so nothing is on its way in either
                // direction when nothing was sent while it was idle.
                if is_idle() && is_told() && is_idle() && exchanged() == sent {
                    return;
                }
                tokio::select! {
                    _ = work.changed() => {}
                    _ = waiting.changed() => {}
                    _ = received.changed() => {}
                    _ = changes.changed() => {}
                    _ = posting.changed() => {}
                }
            }
        });
        settled.await.map_err(|_| self.discord.timeout("the bot to deal with everything that happened"))
    }

    /// Lets time pass on a clock that stands still: what falls due takes place in order, each thing at its own time and to its end.
    ///
    /// Schedules, [`Context::sleep`](crate::Context::sleep) and cooldowns go by that clock.
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
    /// [`SandboxError::Refused`] when the clock runs by itself, [`SandboxError::Timeout`] when something does not come to its end.
    pub async fn advance(&self, by: Duration) -> Result<(), SandboxError> {
        self.settle().await?;
        let clock = self.stopped_clock()?;
        let target = self.later(&clock, by)?;
        while clock.step(target) {
            self.settle().await?;
        }
        Ok(())
    }

    /// Lets time pass in one go, as it does for a machine that sleeps: what fell due in between was missed.
    ///
    /// # Errors
    ///
    /// As [`advance`](Self::advance).
    pub async fn oversleep(&self, by: Duration) -> Result<(), SandboxError> {
        self.settle().await?;
        let clock = self.stopped_clock()?;
        clock.jump(self.later(&clock, by)?);
        self.settle().await
    }

    fn later(&self, clock: &StoppedClock, by: Duration) -> Result<Timestamp, SandboxError> {
        clock.now().checked_add(by).map_err(|_| self.discord.refused("no clock goes that far"))
    }

    fn stopped_clock(&self) -> Result<Arc<StoppedClock>, SandboxError> {
        self.discord.clock().ok_or_else(|| {
            self.discord.refused(
                "the clock of this sandbox runs by itself; start it with `Discord::builder().clock_stopped_at(…)`",
            )
        })
    }

    /// The bot as other tasks of its program have it: to raise events.
    pub fn handle(&self) -> &BotHandle {
        &self.handle
    }

    /// Raises an event of the program's own.
    ///
    /// # Errors
    ///
    /// As [`BotHandle::emit`].
    pub fn emit<E: Event>(&self, event: E) -> Result<(), EmitError> {
        self.handle.emit(event)
    }

    /// Tells the bot that requests have to wait ([`RateLimit`]).
    ///
    /// On Discord serenity's limiter does; that one cannot be led to a sandbox, where no request has to wait.
    pub fn rate_limits(&self, method: &str, path: &str, timeout: Duration) {
        rate_limited(&self.handle, RateLimit::new(timeout, 1, method.to_owned(), path.to_owned(), false));
    }

    /// The address of the bot's HTTP surface, such as `http://127.0.0.1:40123`; `None` when it is off.
    #[cfg(feature = "http")]
    pub fn http_url(&self) -> Option<String> {
        self.running.http.as_ref().map(|http| crate::http::url(http.address()))
    }

    /// The bearer token of the bot's HTTP surface; `None` when it is off.
    #[cfg(feature = "http")]
    pub fn http_token(&self) -> Option<SecretString> {
        self.running.http.as_ref().map(|http| http.token().clone())
    }

    /// Stops the bot as SIGTERM would, then the Discord.
    ///
    /// # Errors
    ///
    /// [`Error`] when the bot did not stop cleanly.
    pub async fn shutdown(self) -> Result<(), Error> {
        let result = self.running.shutdown().await;
        self.discord.shutdown().await;
        result
    }

    /// Stops the bot as SIGTERM would and gives the Discord, where another one may start.
    ///
    /// # Errors
    ///
    /// [`Error`] when the bot did not stop cleanly.
    pub async fn stop(self) -> Result<Discord, Error> {
        self.running.shutdown().await.map(|()| self.discord)
    }

    /// Waits until the bot stops by itself, as it does when Discord ends the connection for good.
    ///
    /// # Errors
    ///
    /// The reason.
    pub async fn ended(&mut self) -> Result<(), Error> {
        self.running.ended().await
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
