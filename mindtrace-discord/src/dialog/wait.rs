//! Waiting within a handler, for an event or for a duration.

use std::any::TypeId;
use std::sync::Arc;
use std::time::Duration;

use serenity::model::Timestamp;

use crate::activity::Busy;
use crate::context::Context;
use crate::event::Event;
use crate::outcome::CommandError;
use crate::runtime::collectors::Pause;

/// # Waiting
impl Context {
    /// Waits until `timeout` for the next event of a type for which `filter` returns `true`.
    ///
    /// The time does not count towards the handler's timeout. While an event handler waits, later events of its queue are handled.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use std::time::Duration;
    ///
    /// /// Ask a riddle.
    /// #[command(intents(GUILD_MESSAGES, MESSAGE_CONTENT))]
    /// async fn riddle(ctx: &Context) -> Result<&'static str> {
    ///     ctx.reply("What gets wetter the more it dries?").await?;
    ///     let (author, channel) = (ctx.author().id, ctx.channel_id());
    ///     let is_answer = |message: &Message| message.author.id == author && Some(message.channel_id) == channel;
    ///     let answer = ctx.wait_for::<Message>(is_answer, Duration::from_secs(30)).await?;
    ///     Ok(if answer.content.contains("towel") { "Right!" } else { "A towel." })
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::WaitTimeout`] if no such event arrived in time, [`CommandError::NeverSent`] if the bot lacks the event's intents:
    /// declare them with `intents(…)` in the attribute; [`CommandError::Draining`] if the bot stops. Returned from a command with `?`,
    /// the error is shown to the caller.
    pub async fn wait_for<E: Event>(
        &self,
        filter: impl Fn(&E) -> bool,
        timeout: Duration,
    ) -> Result<Arc<E>, CommandError> {
        let runtime = &self.inner().runtime;
        if !E::INTENTS.is_empty() && !E::INTENTS.intersects(runtime.intents) {
            return Err(CommandError::NeverSent { event: E::NAME, intents: E::INTENTS });
        }
        let waiting = runtime.event_waits.wait(TypeId::of::<E>());
        let mut waiting = waiting.map_err(|error| CommandError::Lookup(error.into()))?;
        let next = async {
            loop {
                let Some((event, busy)) = waiting.next().await else { return std::future::pending().await };
                let event = Arc::downcast::<E>(event).ok().filter(|event| filter(event));
                if let Some(event) = event {
                    return (event, busy);
                }
            }
        };
        until(self, timeout, next).await.map_err(|late| match late {
            Late::Timeout => CommandError::WaitTimeout(timeout),
            Late::Draining => CommandError::Draining,
        })
    }

    /// The time of the bot's clock; a test in the sandbox stops and advances that clock.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Show the time.
    /// #[command]
    /// async fn time(ctx: &Context) -> Embed {
    ///     Embed::new().title("It is").timestamp(ctx.now().to_string())
    /// }
    /// ```
    pub fn now(&self) -> Timestamp {
        self.inner().runtime.clock.timestamp()
    }

    /// Waits for a duration on the bot's clock; a test in the sandbox advances that clock with `advance`.
    ///
    /// The time does not count towards the handler's timeout. While an event handler sleeps, later events of its queue are handled. The
    /// wait ends early if the bot stops.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    /// use std::time::Duration;
    ///
    /// /// Remind me of something.
    /// #[command]
    /// async fn remind(ctx: &Context, after: Duration, #[arg(rest)] what: String) -> Result<String> {
    ///     ctx.reply("I will.").await?;
    ///     ctx.sleep(after).await?;
    ///     Ok(format!("You wanted to be reminded: {what}"))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::Draining`] if the bot stops.
    pub async fn sleep(&self, duration: Duration) -> Result<(), CommandError> {
        let runtime = &self.inner().runtime;
        self.release();
        if let Some(deadline) = &self.inner().deadline {
            deadline.pause(duration);
        }
        let pause = Pause::new(runtime.waiting.clone());
        pause.begin();
        let woken = tokio::select! {
            busy = runtime.clock.sleep(duration, &runtime.activity) => {
                // Before `busy` is dropped, so that the bot is not idle in between.
                pause.end();
                drop(busy);
                Ok(())
            }
            () = runtime.draining.cancelled() => Err(CommandError::Draining),
        };
        if let Some(deadline) = &self.inner().deadline {
            deadline.restart();
        }
        woken
    }
}

/// Why a wait ended without what was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Late {
    /// The time is over.
    Timeout,
    /// The bot stops.
    Draining,
}

/// Waits for something from outside of the bot. The time does not count towards the handler's timeout, and the bot counts as idle until
/// `wanted` returns a value and what keeps the bot busy from then on.
pub(super) async fn until<T>(
    ctx: &Context,
    timeout: Duration,
    wanted: impl Future<Output = (T, Busy)>,
) -> Result<T, Late> {
    let runtime = &ctx.inner().runtime;
    ctx.release();
    if let Some(deadline) = &ctx.inner().deadline {
        deadline.pause(timeout);
    }
    let pause = Pause::new(runtime.waiting.clone());
    pause.begin();
    let found = tokio::select! {
        found = runtime.clock.timeout(timeout, &runtime.activity, wanted) => {
            let (found, busy) = match found {
                Ok((value, busy)) => (Ok(value), busy),
                Err(busy) => (Err(Late::Timeout), busy),
            };
            // Before `busy` is dropped, so that the bot is not idle in between.
            pause.end();
            drop(busy);
            found
        }
        // A shutdown does not wait for users.
        () = runtime.draining.cancelled() => Err(Late::Draining),
    };
    if let Some(deadline) = &ctx.inner().deadline {
        deadline.restart();
    }
    found
}
