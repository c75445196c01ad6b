//! Every command feature in one bot, a file for each topic.
//!
//! | file | shows |
//! |---|---|
//! | `arguments.rs` | argument types, limits, choices, autocomplete, a custom type |
//! | `groups.rs` | subcommands: `/tag create`, `!tag admin purge` |
//! | `gates.rs` | permissions, checks, cooldowns, concurrency limits |
//! | `hooks.rs` | `before`, `after` and `on_error` |
//! | `replies.rs` | embeds, files, polls, long texts, follow-ups, pages, layouts |
//! | `components.rs` | buttons and select menus that work after a restart |
//! | `modals.rs` | modals as structs |
//! | `context_menus.rs` | commands in the context menus of users and messages |
//! | `locales.rs` | names and replies in the caller's language |
//!
//! The attributes register everything. `tests/conversations/showcase.rs` tests all of it.

mod arguments;
mod components;
mod context_menus;
mod gates;
mod groups;
mod hooks;
mod locales;
mod modals;
mod replies;

use std::time::Duration;

use mindtrace_discord::prelude::*;

pub use groups::Tags;
pub use hooks::CallLog;

/// The bot: its state, hooks and languages. The attributes register its commands.
pub fn bot() -> BotBuilder {
    Bot::builder()
        .state(Tags::default())
        .state(CallLog::default())
        .help()
        .locales(locales::locales())
        .before(hooks::note_the_start)
        .after(hooks::note_the_end)
        .track_edits(Duration::from_mins(5))
}
