//! Stops the bot, and the emulator.

use super::Sandbox;
use crate::bot::Error;
use crate::sandbox::Discord;

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
