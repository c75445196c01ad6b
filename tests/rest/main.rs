//! A bot in production against a REST API with faults: one request where one is due, no panic, no duplicate effect.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

mod addresses;
mod escape;
mod faulty_api;
mod limits;
mod real_limits;
mod repetitions;
mod signals;

use std::sync::Once;
use std::time::Duration;

use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Member as Caller};
use mindtrace_discord::{Error, Registry};
use tokio::task::JoinHandle;

use crate::faulty_api::FaultyApi;

/// Say something.
#[command]
async fn echo(#[arg(rest)] text: String) -> String {
    text
}

/// Answer after deferring.
#[command]
async fn late(ctx: &Context, text: String) -> Result<String> {
    ctx.defer().await?;
    Ok(text)
}

/// Delete the newest message of the channel with serenity's own method.
#[command]
async fn tidy(ctx: &Context) -> Result<String> {
    let newest = serenity::builder::GetMessages::new().limit(1);
    let messages = ctx.channel().id()?.messages(ctx, newest).await?;
    let [message] = messages.as_slice() else { return Ok("nothing".to_owned()) };
    message.delete(ctx).await?;
    Ok("tidied".to_owned())
}

/// A bot in production: it knows the emulator by its addresses only.
pub(crate) struct Production {
    pub(crate) discord: Discord,
    pub(crate) api: FaultyApi,
    pub(crate) alice: Caller,
    pub(crate) bot: JoinHandle<Result<(), Error>>,
}

impl Production {
    pub(crate) async fn start() -> Self {
        let this = Self::launch(|_| {}).await;
        this.discord.wait_until_ready().await.unwrap();
        // Everything that a start does has been done.
        assert_eq!(this.alice.says("!echo ready").await.unwrap().content, "ready");
        this
    }

    /// Starts a bot whose login may meet the faults that `prepare` adds.
    pub(crate) async fn launch(prepare: impl FnOnce(&FaultyApi)) -> Self {
        let discord = Discord::start().await.unwrap();
        let api = FaultyApi::before(&discord).await;
        prepare(&api);
        let alice = discord.member("alice").await.unwrap();
        let bot = tokio::spawn(bot(&discord, &api.url).run());
        Self { discord, api, alice, bot }
    }

    /// The error with which the bot stops.
    pub(crate) async fn stopped(mut self) -> Error {
        let ended = tokio::time::timeout(Duration::from_secs(30), &mut self.bot);
        ended
            .await
            .expect("the bot goes on")
            .expect("the bot panicked")
            .expect_err("the bot stopped without an error")
    }
}

impl Drop for Production {
    fn drop(&mut self) {
        self.bot.abort();
    }
}

fn bot(discord: &Discord, api_url: &str) -> BotBuilder {
    static QUIET: Once = Once::new();
    // A subscriber that is there already is kept.
    QUIET.call_once(|| {
        drop(tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_test_writer().try_init());
    });
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" | "DISCORD_STATE" => Some("off".to_owned()),
        _ => None,
    });
    let registry = Registry::empty().command::<echo>().command::<late>().command::<tidy>();
    let registry = registry.on_event::<limits::limited>();
    Bot::builder()
        .registry(registry)
        .config(config.unwrap())
        .token(discord.token())
        .api_url(api_url)
        .gateway_url(discord.gateway_url())
}
