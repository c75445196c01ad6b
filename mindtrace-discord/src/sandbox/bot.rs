//! A bot that runs on the emulator.

// The documentation of `Sandbox` shows the methods in this order.
mod start;

mod settle;

mod access;

mod stop;

mod unanswered;

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use super::Discord;
use crate::bot::{BotHandle, Running};
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
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::sandbox::Sandbox;
///
/// /// Say hello.
/// #[command]
/// async fn hello(ctx: &Context) -> String {
///     format!("Hello {}!", ctx.author().display_name())
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<hello>())
/// # }
/// # // A test: `#[tokio::test] async fn the_bot_greets()`.
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot().prefix("?")).await?;
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
