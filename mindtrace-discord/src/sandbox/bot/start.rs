//! Starts a bot on the emulator, and waits until it is connected.

use std::sync::Arc;

use secrecy::SecretString;
use tokio::time::timeout;

use super::unanswered::unanswered;
use super::{Sandbox, TIMEOUT};
use crate::bot::{Bot, BotBuilder, Error, Launch, start};
use crate::clock::Clock;
use crate::config::{Config, api_url, gateway_url};
use crate::discord::Endpoint;
use crate::sandbox::Discord;
use crate::telemetry::FailureListener;

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

impl Sandbox {
    pub(crate) async fn launch(discord: Discord, bot: Bot, prints_failures: bool) -> Result<Self, Error> {
        // Always the emulator, whatever the settings are: a bot in the sandbox never reaches the real Discord.
        let endpoint = Endpoint {
            token: SecretString::from(discord.token()),
            api: api_url(discord.url(), false)?,
            gateway: gateway_url(discord.gateway_url(), false)?,
            compression: bot.config.compression,
            rate: bot.config.api_rate,
        };
        let clock = Clock::manual(discord.clock());
        let launch = Launch {
            #[cfg(feature = "http")]
            playground: Some(crate::sandbox::playground::playground(&discord)),
            own_threads: false,
            ..Launch::new(endpoint, clock)
        };
        #[cfg(feature = "http")]
        let is_by_webhook = bot.config.mode == crate::config::Mode::Http;
        let handle = bot.handle();
        let mut running = Box::pin(start(bot, launch)).await?;
        let runtime = running.runtime.clone();
        let emulator = discord.clone();
        runtime.telemetry.listen(FailureListener(Box::new(move |cause| {
            emulator.bot_failed(cause);
            if prints_failures {
                // Above the message of an assertion that fails because of it.
                #[expect(
                    clippy::print_stderr,
                    reason = "the test runner shows what a failing test has printed"
                )]
                {
                    eprintln!("sandbox: {cause}");
                }
            }
        })));
        // Weak, because the runtime keeps the emulator.
        let weak = Arc::downgrade(&runtime);
        discord.explain_with(move |text, guild_id| {
            weak.upgrade().and_then(|runtime| unanswered(&runtime, text, guild_id))
        });
        let ready = timeout(TIMEOUT, async {
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
            sandbox.discord.set_interactions_endpoint(&format!("{url}/discord/interactions")).await?;
        }
        sandbox.settle().await?;
        Ok(sandbox)
    }
}
