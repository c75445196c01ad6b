//! `DISCORD_MODE`: how interactions come to the bot.

/// How interactions come to the bot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Over a connection to Discord's gateway, with everything else that happens.
    #[default]
    Gateway,
    /// Discord posts them to `/discord/interactions`, and nothing else is heard: no messages, no events.
    Http,
}
