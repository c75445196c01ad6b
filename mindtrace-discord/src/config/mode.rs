//! `DISCORD_MODE`: how interactions arrive.

/// How interactions arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Over the connection to Discord's gateway, together with all other events.
    #[default]
    Gateway,
    /// By webhook: Discord sends them to `/discord/interactions`. The bot receives no messages and no events.
    Http,
}
