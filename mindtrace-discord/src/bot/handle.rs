//! The bot from outside its handlers.

use std::fmt;
use std::sync::{Arc, OnceLock, Weak};

use crate::context::{Context, Inner};
use crate::dispatch::event::{Delivery, raise_in};
use crate::event::Event;
use crate::runtime::Runtime;

/// The bot as any task of the program has it: to raise events, and for what a context can do.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Somebody paid.
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
///                 eprintln!("nobody heard that order {order} is paid: {error}");
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

/// The bot does not run: not yet, or not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bot is not running")]
pub struct NotRunning;

/// An event was not raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EmitError {
    /// The bot does not run: not yet, or not any more.
    #[error("the bot is not running")]
    NotRunning,
    /// Too many events wait for their handlers; see `DISCORD_EVENT_QUEUE`.
    #[error("too many events wait for their handlers")]
    Full,
}

impl BotHandle {
    /// Raises an event: its handlers run as those of Discord's events do, and nobody waits for them.
    ///
    /// # Errors
    ///
    /// [`EmitError::NotRunning`] before the bot has started and after it has stopped, [`EmitError::Full`] when there is no room
    /// for it.
    pub fn emit<E: Event>(&self, event: E) -> Result<(), EmitError> {
        let runtime = self.runtime().filter(|runtime| !runtime.is_draining()).ok_or(EmitError::NotRunning)?;
        let scope = event.scope();
        match raise_in(&runtime, event, scope) {
            Delivery::Accepted => Ok(()),
            Delivery::Dropped | Delivery::Full(_) => Err(EmitError::Full),
        }
    }

    /// Counts a request that Discord made wait.
    pub(crate) fn rate_limited(&self) {
        if let Some(runtime) = self.runtime() {
            runtime.telemetry.rate_limited();
        }
    }

    /// A context that is nowhere in particular and whose author is the bot: REST, cache, states.
    ///
    /// # Errors
    ///
    /// [`NotRunning`] before the bot has started and after it has stopped.
    pub fn context(&self) -> Result<Context, NotRunning> {
        Ok(Context::new(Inner::nowhere(&self.runtime().ok_or(NotRunning)?)))
    }

    pub(crate) fn runtime(&self) -> Option<Arc<Runtime>> {
        self.runtime.get()?.upgrade()
    }

    /// From now on it leads to this runtime. A bot starts once, so there was none before.
    pub(crate) fn lead_to(&self, runtime: &Arc<Runtime>) {
        let _ = self.runtime.set(Arc::downgrade(runtime));
    }
}

impl fmt::Debug for BotHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BotHandle").field("is_running", &self.runtime().is_some()).finish()
    }
}
