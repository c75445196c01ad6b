//! Access to the running bot from outside its handlers.

use std::fmt;
use std::sync::{Arc, OnceLock, Weak};

use crate::context::{Context, Inner};
use crate::dispatch::event::{Delivery, raise_in};
use crate::event::Event;
use crate::runtime::Runtime;

/// A handle of a bot for any task of the program. It raises events and creates contexts.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// An order was paid.
/// #[derive(Event)]
/// struct OrderPaid {
///     order: u64,
/// }
///
/// #[on_event(OrderPaid)]
/// async fn celebrate(event: &OrderPaid) {
///     println!("order {} is paid", event.order);
/// }
///
/// # async fn next_payment() -> u64 { 7 }
/// #[tokio::main]
/// async fn main() -> Result<()> {
///     let bot = Bot::builder().build()?;
///     let handle = bot.handle();
///     tokio::spawn(async move {
///         loop {
///             let order = next_payment().await;
///             if let Err(error) = handle.emit(OrderPaid { order }) {
///                 eprintln!("the payment of order {order} was not announced: {error}");
///             }
///         }
///     });
///     Ok(bot.run().await?)
/// }
/// ```
#[derive(Clone, Default)]
pub struct BotHandle {
    runtime: Arc<OnceLock<Weak<Runtime>>>,
}

/// The bot is not running: it has not started yet, or has stopped. Use the handle after a function with
/// [`#[on_start]`](macro@crate::on_start) has run.
///
/// ```
/// use mindtrace_discord::{BotHandle, NotRunning};
///
/// assert_eq!(BotHandle::default().context().err(), Some(NotRunning));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bot is not running")]
pub struct NotRunning;

/// The error of an event that was not raised.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::{BotHandle, EmitError};
///
/// #[derive(Event)]
/// struct OrderPaid {
///     order: u64,
/// }
///
/// assert_eq!(BotHandle::default().emit(OrderPaid { order: 7 }), Err(EmitError::NotRunning));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The bot is not running: it has not started yet, or has stopped. Raise the event again once it runs.
    #[error("the bot is not running")]
    NotRunning,
    /// Too many events wait for their handlers. Raise the event again later, or increase `DISCORD_EVENT_QUEUE`.
    #[error("too many events wait for their handlers")]
    Full,
}

impl BotHandle {
    /// Raises an event. Its handlers run like those of Discord's events; this function does not wait for them.
    ///
    /// # Errors
    ///
    /// [`EmitError::NotRunning`] before the bot has started and after it has stopped, [`EmitError::Full`] when the event
    /// queue is full.
    pub fn emit<E: Event>(&self, event: E) -> Result<(), EmitError> {
        let runtime = self.runtime().ok_or(EmitError::NotRunning)?;
        let scope = event.scope();
        match raise_in(&runtime, event, scope) {
            Delivery::Accepted => Ok(()),
            Delivery::Dropped | Delivery::Full(_) => Err(EmitError::Full),
            Delivery::Draining => Err(EmitError::NotRunning),
        }
    }

    /// Counts a request that was rate-limited.
    pub(crate) fn rate_limited(&self) {
        if let Some(runtime) = self.runtime() {
            runtime.telemetry.rate_limited();
        }
    }

    /// Returns a context without a guild or channel whose author is the bot. It gives access to REST, cache and states.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # #[cfg(feature = "sandbox")]
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty())
    /// # }
    /// # #[cfg(not(feature = "sandbox"))]
    /// # fn main() {}
    /// # #[cfg(feature = "sandbox")]
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let ctx = sandbox.handle().context()?;
    /// assert_eq!(ctx.author().id, ctx.bot_id());
    /// ctx.channel_by_id(sandbox.channel("general")?.id()).say("Deployed.").await?;
    /// assert_eq!(sandbox.member("alice").await?.sees().await?.content, "Deployed.");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`NotRunning`] before the bot has started and after it has stopped.
    pub fn context(&self) -> Result<Context, NotRunning> {
        Ok(Context::new(Inner::detached(&self.runtime().ok_or(NotRunning)?)))
    }

    pub(crate) fn runtime(&self) -> Option<Arc<Runtime>> {
        self.runtime.get()?.upgrade()
    }

    /// Connects the handle to this runtime. A bot starts once, so there was none before.
    pub(crate) fn attach(&self, runtime: &Arc<Runtime>) {
        let _ = self.runtime.set(Arc::downgrade(runtime));
    }
}

impl fmt::Debug for BotHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BotHandle").field("is_running", &self.runtime().is_some()).finish()
    }
}
