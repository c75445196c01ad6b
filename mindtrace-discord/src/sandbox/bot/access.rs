//! Access to the emulator and to the bot.

use std::time::Duration;

#[cfg(feature = "http")]
use secrecy::SecretString;

use super::Sandbox;
use crate::bot::{BotHandle, EmitError, rate_limited};
use crate::event::{Event, RateLimit};
use crate::sandbox::Discord;

/// # Reach the emulator and the bot
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// assert_eq!(sandbox.discord().url(), sandbox.url());
/// let ctx = sandbox.handle().context()?;
/// assert_eq!(ctx.bot_id(), sandbox.bot());
/// # Ok(())
/// # }
/// ```
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
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// #[derive(Event)]
    /// struct OrderPaid {
    ///     order: u64,
    ///     #[event(guild)]
    ///     shop: GuildId,
    /// }
    ///
    /// #[on_event(OrderPaid)]
    /// async fn paid(ctx: &Context, event: &OrderPaid) -> Result<()> {
    ///     ctx.system_channel().await?.say(format!("Order {} is paid.", event.order)).await?;
    ///     Ok(())
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().on_event::<paid>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// sandbox.emit(OrderPaid { order: 7, shop: sandbox.guild() })?;
    /// assert_eq!(sandbox.member("alice").await?.sees().await?.content, "Order 7 is paid.");
    /// # Ok(())
    /// # }
    /// ```
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
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// #[on_event(RateLimit)]
    /// async fn limited(waited: &AtomicU64, event: &RateLimit) {
    ///     waited.fetch_add(event.timeout.as_secs(), Ordering::Relaxed);
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().on_event::<limited>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let waited = Arc::new(AtomicU64::new(0));
    /// let sandbox = Sandbox::start(bot().state(waited.clone())).await?;
    /// sandbox.rate_limits("POST", "/channels/{}/messages", Duration::from_secs(3));
    /// sandbox.settle().await?;
    /// assert_eq!(waited.load(Ordering::Relaxed), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub fn rate_limits(&self, method: &str, path: &str, timeout: Duration) {
        rate_limited(&self.handle, RateLimit::new(timeout, 1, method.to_owned(), path.to_owned(), false));
    }

    /// Returns the URL of the bot's HTTP surface, such as `http://127.0.0.1:40123`; `None` when it is off.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use mindtrace_discord::client::Client;
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
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let url = sandbox.http_url().ok_or("the HTTP surface is off")?;
    /// let token = sandbox.http_token().ok_or("the HTTP surface is off")?;
    /// let answer = Client::new(&url, token).execute("!ping").await?;
    /// assert_eq!(answer.response.as_deref(), Some("pong"));
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "http")]
    pub fn http_url(&self) -> Option<String> {
        self.running.http.as_ref().map(|http| crate::http::url(http.address()))
    }

    /// Returns the bearer token of the bot's HTTP surface; `None` when it is off.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// assert_eq!(sandbox.http_token().is_some(), sandbox.http_url().is_some());
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "http")]
    pub fn http_token(&self) -> Option<SecretString> {
        self.running.http.as_ref().map(|http| http.token().clone())
    }
}
