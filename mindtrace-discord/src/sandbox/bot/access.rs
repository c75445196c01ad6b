//! Access to the emulator and to the bot.

use std::time::Duration;

#[cfg(feature = "http")]
use secrecy::SecretString;

use super::Sandbox;
use crate::bot::{BotHandle, EmitError, rate_limited};
use crate::event::{Event, RateLimit};
use crate::sandbox::Discord;

/// # Reach the emulator and the bot
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
    /// # Errors
    ///
    /// Those of [`BotHandle::emit`].
    pub fn emit<E: Event>(&self, event: E) -> Result<(), EmitError> {
        self.handle.emit(event)
    }

    /// Raises a [`RateLimit`] event: a request is rate-limited.
    ///
    /// On Discord, serenity's rate limiter raises it. The emulator limits no requests.
    pub fn rate_limits(&self, method: &str, path: &str, timeout: Duration) {
        rate_limited(&self.handle, RateLimit::new(timeout, 1, method.to_owned(), path.to_owned(), false));
    }

    /// Returns the URL of the bot's HTTP surface, such as `http://127.0.0.1:40123`; `None` when it is off.
    #[cfg(feature = "http")]
    pub fn http_url(&self) -> Option<String> {
        self.running.http.as_ref().map(|http| crate::http::url(http.address()))
    }

    /// Returns the bearer token of the bot's HTTP surface; `None` when it is off.
    #[cfg(feature = "http")]
    pub fn http_token(&self) -> Option<SecretString> {
        self.running.http.as_ref().map(|http| http.token().clone())
    }
}
