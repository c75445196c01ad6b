//! A bot that was ported from poise and from discord.py. The originals are in `tests/ported`.
//!
//! | file | has |
//! |---|---|
//! | `moderation.rs` | warnings, and the removal of messages |
//! | `tags.rs` | texts under a name, edited in a modal |
//! | `polls.rs` | polls with buttons that work after a restart |
//! | `reminders.rs` | reminders that survive a restart |
//! | `settings.rs` | the prefix, and the channel for new members |
//!
//! `tests/ported/conversation.rs` is one conversation that the bot and both originals hold.

mod moderation;
mod polls;
mod reminders;
mod settings;
mod tags;

use mindtrace_discord::prelude::*;

/// The bot. The attributes register its commands, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help()
}
