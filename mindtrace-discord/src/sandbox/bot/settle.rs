//! Waits until the bot has nothing left to do, and moves its clock.

use std::time::Duration;

use tokio::time::timeout;

use super::{Sandbox, TIMEOUT};
use crate::sandbox::SandboxError;

/// # Wait, and advance the clock
impl Sandbox {
    /// Waits until the bot has handled everything that happened so far, including its answers. It does not wait for calls that wait for
    /// a user, for example to submit a modal.
    ///
    /// With it, a test shows that the bot does *not* do something, without sleeping.
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
    /// [`clock_stopped_at`](crate::sandbox::DiscordBuilder::clock_stopped_at) where a test depends on the time of day.
    ///
    /// ```
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
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().schedule::<morning>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::builder().clock_stopped_at("2026-03-30T07:59:00Z".parse()?).start().await?;
    /// let sandbox = Sandbox::start_on(discord, bot()).await?;
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
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// use mindtrace_discord::sandbox::Discord;
    ///
    /// #[every("1h")]
    /// async fn tidy(missed: &AtomicU64, tick: &Tick) {
    ///     missed.store(tick.missed, Ordering::Relaxed);
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().schedule::<tidy>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let missed = Arc::new(AtomicU64::new(0));
    /// let discord = Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?;
    /// let sandbox = Sandbox::start_on(discord, bot().state(missed.clone())).await?;
    /// sandbox.jump(Duration::from_mins(150)).await?;
    /// assert_eq!(missed.load(Ordering::Relaxed), 1, "one run, in place of two");
    /// # Ok(())
    /// # }
    /// ```
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
