//! The whole command language in one bot, a file for each idea.
//!
//! | file | what it shows |
//! |---|---|
//! | `arguments.rs` | every type an argument can have, limits, choices, suggestions, a type of your own |
//! | `groups.rs` | commands within commands: `/tag create`, `!tag admin purge` |
//! | `gates.rs` | permissions, checks, cooldowns, limits on how many run at once |
//! | `hooks.rs` | what runs before, after, and when something fails |
//! | `replies.rs` | embeds, files, polls, long texts, follow-ups, pages, layouts |
//! | `components.rs` | buttons and menus that survive a restart |
//! | `forms.rs` | forms as structs |
//! | `menus.rs` | commands in the context menus of users and messages |
//! | `locales.rs` | names and answers in the caller's language |
//!
//! Nothing registers anything: the attributes do. `tests/conversations/showcase.rs` talks to all of it.

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
pub use hooks::Journal;

/// The bot: its state, its hooks, its languages. Its commands and handlers need no list.
pub fn bot() -> BotBuilder {
    Bot::builder()
        .state(Tags::default())
        .state(Journal::default())
        .help()
        .locales(locales::locales())
        .before(hooks::note_the_start)
        .after(hooks::note_the_end)
        .track_edits(Duration::from_mins(5))
}
