//! Event handlers, schedules and lifecycle hooks, a file for each topic.
//!
//! | file | shows |
//! |---|---|
//! | `members.rs` | several handlers of one event: their order, and that a failing one does not affect the others |
//! | `messages.rs` | filters, `once`, waiting for another message, reactions, voice calls |
//! | `own.rs` | custom events: emitted by a handler, or by another program over HTTP |
//! | `schedules.rs` | `#[cron]` and `#[every]` |
//! | `lifecycle.rs` | `#[on_start]`, `#[on_ready]`, `#[on_shutdown]` |
//! | `raw.rs` | events that serenity has no type for |
//!
//! `tests/conversations/events.rs` tests all of it.

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

/// The bot: its state, and a cache of members, which `MemberUpdate` needs for the old value.
pub fn bot() -> BotBuilder {
    let mut cache = CacheSetting::default();
    cache.members = true;
    Bot::builder().state(Greeted::default()).state(Diary::default()).cache(cache)
}

/// Sends a text to the system channel of every guild.
async fn say_everywhere(ctx: &Context, text: &str) -> Result<()> {
    let cache = ctx.cache();
    let channels = cache.guilds().into_iter().filter_map(|guild| cache.guild(guild)?.system_channel_id);
    // Collected first, because no guard of the cache may be held across an await.
    for channel in channels.collect::<Vec<_>>() {
        channel.say(ctx.http(), text).await?;
    }
    Ok(())
}
