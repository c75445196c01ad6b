//! Stops the bot, and the emulator.

use super::Sandbox;
use crate::bot::Error;
use crate::sandbox::Discord;

/// # Stop and restart
impl Sandbox {
    /// Stops the bot as SIGTERM would, and returns the emulator, on which another bot may start.
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
    /// let discord = sandbox.stop().await?;
    /// let sandbox = Sandbox::start_on(discord, bot()).await?;
    /// assert_eq!(sandbox.identifies(), 2);
    /// sandbox.shutdown().await?;
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
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// sandbox.shutdown().await?;
    /// # Ok(())
    /// # }
    /// ```
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
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use mindtrace_discord::Error;
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let mut sandbox = Sandbox::start(bot()).await?;
    /// sandbox.close_sessions(4004).await;
    /// assert!(matches!(sandbox.ended().await, Err(Error::TokenRefused)));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The reason for the end.
    pub async fn ended(&mut self) -> Result<(), Error> {
        self.running.ended().await
    }
}
