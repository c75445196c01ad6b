//! `DISCORD_SESSIONS`: whether the gateway sessions of a process that stops are kept.

/// Whether the gateway sessions of a process that stops are kept.
///
/// ```
/// use mindtrace_discord::config::{Config, SessionSetting};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_SESSIONS").then(|| "keep".to_owned()))?;
/// assert_eq!(config.sessions, SessionSetting::Keep);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionSetting {
    /// They are kept if there is a Redis, else ended.
    #[default]
    Auto,
    /// They are stored, and the next process resumes them: it receives what Discord has sent in the meantime.
    Keep,
    /// They end: the bot appears offline at once, and the next process starts new ones.
    End,
}
