//! An emulator of Discord on loopback: gateway, REST API, and members who talk to the bot.
//!
//! The bot in the sandbox is not mocked: it is the ordinary bot with the ordinary serenity client, and it talks to a server
//! that behaves like Discord. The server listens on 127.0.0.1 only and connects to nothing but an interactions endpoint set
//! by the test. A bot that the sandbox starts cannot reach the real Discord.
//!
//! ```standalone_crate
//! use mindtrace_discord::prelude::*;
//! use mindtrace_discord::sandbox::Sandbox;
//!
//! /// Say hello to someone.
//! #[command]
//! async fn hello(who: Option<String>) -> String {
//!     format!("Hello {}!", who.as_deref().unwrap_or("you"))
//! }
//!
//! # #[tokio::main]
//! # async fn main() -> Result<()> {
//! let sandbox = Sandbox::start(Bot::builder()).await?;
//! let alice = sandbox.member("alice").await?;
//! assert_eq!(alice.says("!hello world").await?.content, "Hello world!");
//! assert_eq!(alice.slash("hello").option("who", "world").send().await?.content, "Hello world!");
//! # Ok(())
//! # }
//! ```
//!
//! # What members can do
//!
//! | On Discord | In the sandbox |
//! |---|---|
//! | post a message, reply, attach files | [`says`](Member::says), [`posts`](Member::posts), [`replies_to`](Member::replies_to), each with `.attach("a.txt", bytes)` |
//! | edit or delete a message, see a link preview | [`edits`](Member::edits), [`deletes`](Member::deletes), [`unfurls`](Discord::unfurls) |
//! | use a slash command, with autocomplete | [`slash`](Member::slash), [`suggestions`](SlashCall::suggestions) |
//! | use a context menu command | [`uses`](Member::uses) |
//! | click a button, choose in a select menu | [`clicks`](Member::clicks), [`selects`](Member::selects); [`click`](Member::click) and [`select`](Member::select) for other results than a message |
//! | submit a modal | [`opens_modal`](SlashCall::opens_modal), then [`Modal`] |
//! | react, vote in a poll, type, change the online status, play a game | [`reacts`](Member::reacts), [`votes`](Member::votes), [`types`](Member::types), [`is_now`](Member::is_now), [`plays`](Member::plays) |
//! | join, leave, be timed out, boost, change the nickname, get and lose roles | [`join`](Discord::join), [`leaves`](Member::leaves), [`timed_out`](Member::timed_out), [`boosts`](Member::boosts), [`nicknamed`](Member::nicknamed), [`gets`](Member::gets), [`loses`](Member::loses) |
//! | ban, kick, pin, delete many messages or reactions | [`bans`](Member::bans), [`kicks`](Member::kicks), [`pins`](Member::pins), [`purges`](Member::purges), [`clears_reactions`](Member::clears_reactions) |
//! | join, move between and leave voice channels, open a stage | [`joins_voice`](Member::joins_voice), [`moves_voice`](Member::moves_voice), [`leaves_voice`](Member::leaves_voice), [`opens_stage`](Discord::opens_stage) |
//! | join threads, create invites, schedule events, buy SKUs | [`joins_thread`](Member::joins_thread), [`invites_to`](Member::invites_to), [`new_scheduled_event`](Discord::new_scheduled_event), [`interested_in`](Member::interested_in), [`buys`](Member::buys) |
//! | change the guild | [`rename_channel`](Discord::rename_channel), [`delete_role`](Discord::delete_role), [`new_emoji`](Discord::new_emoji), [`new_automod_rule`](Discord::new_automod_rule), [`new_webhook`](Discord::new_webhook) and other methods of [`Discord`] |
//! | any other event | [`dispatches`](Discord::dispatches) sends it as JSON |
//! | use a client in another language, or one with an outdated command list | [`locale`](Member::locale), [`stale`](SlashCall::stale) |
//!
//! An action that a Discord client would not allow a member fails with [`SandboxError::Refused`]. A request that Discord
//! would not allow the bot fails with Discord's error code and field paths, and is added to the
//! [transcript](Discord::transcript).

#![cfg_attr(not(test), deny(clippy::print_stdout, clippy::print_stderr))]

// First, so that the documentation of `Member` begins with their methods.
mod member;
mod slash;

mod answer;
mod choosing;
mod clock;
mod discord;
pub mod drive;
mod error;
mod fault;
mod host;
mod json;
mod location;
mod modal;
#[doc(hidden)]
pub mod playground;
mod seed;
mod standing;
mod timestamp;
mod transcript;

/// Items that the chat of `mindtrace-discord` uses. Not public API.
#[doc(hidden)]
pub mod internal {
    pub use crate::discord::component_rules::{CHECKBOX, FILE_UPLOAD, TEXT_INPUT, flatten, kind, text};
    pub use crate::modal::Outcome;
    pub use crate::slash::Sent;
}

pub use self::{
    answer::{Answer, AttachedFile, Poll, PollAnswer, Reaction},
    clock::{Clock, Due, Sleeper},
    discord::{Discord, DiscordBuilder, RateLimits, Sequence, ShardOverlap},
    error::SandboxError,
    fault::{Fault, FaultError, Injection},
    location::{Channel, Role, Target},
    member::{Click, Member, PendingAnswer, PendingPost},
    modal::{Field, Modal},
    seed::{Seed, SeedError},
    slash::{ContextMenuCall, SlashCall, SlashValue, Suggestion},
    standing::Overwrite,
    transcript::{Line, LineKind},
};
