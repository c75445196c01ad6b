//! `DISCORD_MODE`: how interactions arrive.

/// How interactions arrive.
///
/// ```
/// use mindtrace_discord::config::{Config, Mode};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_MODE").then(|| "http".to_owned()))?;
/// assert_eq!(config.mode, Mode::Http);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Over the connection to Discord's gateway, together with all other events.
    #[default]
    Gateway,
    /// By webhook: Discord sends them to `/discord/interactions`. The bot receives no messages and no events.
    Http,
}
