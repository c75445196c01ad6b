//! A bot for a community: what it keeps, it keeps across restarts, and it speaks English and German.
//!
//! | file | shows |
//! |---|---|
//! | `reaction_roles.rs` | a message that gives a role to members who react to it |
//! | `tickets.rs` | buttons that work after a restart: a private channel for each ticket, and a question before it is closed |
//! | `tags.rs` | a group of commands, values of a guild, and a modal that opens with the old text |
//! | `reminders.rs` | events that are stored until they are raised |
//! | `settings.rs` | the channel for new members, the prefix and the language |
//!
//! The texts are in `locales/`. `tests/conversations/community.rs` tests all of it.

mod reaction_roles;
mod reminders;
mod settings;
mod tags;
mod tickets;

use mindtrace_discord::prelude::*;

/// The bot and its languages. The attributes register its commands, and `DISCORD_STORE` says where its values are.
pub fn bot() -> BotBuilder {
    Bot::builder().help().locales(locales())
}

/// The files in `locales/`, compiled into the program.
fn locales() -> Locales {
    Locales::new([("en-US", include_str!("../locales/en-US.ftl")), ("de", include_str!("../locales/de.ftl"))])
        .fallback("en-US")
}
