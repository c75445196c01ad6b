//! Everything that happens without anybody calling a command, a file for each idea.
//!
//! | file | what it shows |
//! |---|---|
//! | `members.rs` | several handlers of one event: in which order they start, and that one which fails hurts nobody |
//! | `messages.rs` | filters, once, a conversation in the middle of a handler, reactions and calls |
//! | `own.rs` | events of the program's own: derived from Discord's, and raised by programs outside |
//! | `clock.rs` | what runs by the clock |
//! | `moments.rs` | what runs when the bot starts, is connected, and stops |
//! | `raw.rs` | what Discord sends and nobody has a type for |
//!
//! `tests/conversations/events.rs` says how all of it behaves, in conversations.

mod lifecycle;
mod members;
mod messages;
mod own;
mod raw;
mod schedules;

use mindtrace_discord::config::CacheSetting;
use mindtrace_discord::prelude::*;

pub use lifecycle::Diary;
pub use members::Greeted;
pub use own::MemberBoosted;

/// The bot: its state, and what it remembers of members, so that a change can be told from what was.
pub fn bot() -> BotBuilder {
    let mut cache = CacheSetting::default();
    cache.members = true;
    Bot::builder().state(Greeted::default()).state(Diary::default()).cache(cache)
}

/// Says something in the first channel of every server the bot is in.
async fn say_everywhere(ctx: &Context, text: &str) -> Result<()> {
    let cache = ctx.cache();
    let channels = cache.guilds().into_iter().filter_map(|guild| cache.guild(guild)?.system_channel_id);
    // Collected first: no guard of the cache may live while Discord is waited for.
    for channel in channels.collect::<Vec<_>>() {
        channel.say(ctx.http(), text).await?;
    }
    Ok(())
}
