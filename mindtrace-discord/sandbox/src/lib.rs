//! A Discord on loopback: gateway, REST API and people who talk to the bot.
//!
//! Nothing in here is a mock of this crate: the bot that runs in the sandbox is the ordinary one, its client the
//! ordinary serenity, and what it talks to is a server that behaves like Discord. It listens on 127.0.0.1 only, never
//! opens a connection, and a bot started by it cannot reach the real Discord.
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
//! # What people can do
//!
//! | On Discord | Here |
//! |---|---|
//! | write, reply, attach files | [`says`](Member::says), [`posts`](Member::posts), [`replies_to`](Member::replies_to), each with `.attach("a.txt", bytes)` |
//! | edit, delete, see a link unfold | [`edits`](Member::edits), [`deletes`](Member::deletes), [`unfurls`](Discord::unfurls) |
//! | use `/tag create`, with suggestions | [`slash`](Member::slash), [`suggestions`](SlashCall::suggestions) |
//! | use a command of a context menu | [`uses`](Member::uses) |
//! | click and choose | [`clicks`](Member::clicks), [`selects`](Member::selects); [`click`](Member::click) and [`select`](Member::select) for other outcomes |
//! | fill in a modal (modal) | [`opens_modal`](SlashCall::opens_modal), then [`Modal`] |
//! | react, vote, type, be idle, play | [`reacts`](Member::reacts), [`votes`](Member::votes), [`types`](Member::types), [`is_now`](Member::is_now), [`plays`](Member::plays) |
//! | join, leave, be timed out, boost, have another nickname, gain and lose roles | [`join`](Discord::join), [`leaves`](Member::leaves), [`timed_out`](Member::timed_out), [`boosts`](Member::boosts), [`nicknamed`](Member::nicknamed), [`gets`](Member::gets), [`loses`](Member::loses) |
//! | ban, kick, pin, purge | [`bans`](Member::bans), [`kicks`](Member::kicks), [`pins`](Member::pins), [`purges`](Member::purges), [`clears_reactions`](Member::clears_reactions) |
//! | talk | [`joins_voice`](Member::joins_voice), [`moves_voice`](Member::moves_voice), [`leaves_voice`](Member::leaves_voice), [`opens_stage`](Discord::opens_stage) |
//! | use threads and invites, plan something, buy something | [`joins_thread`](Member::joins_thread), [`invites_to`](Member::invites_to), [`new_scheduled_event`](Discord::new_scheduled_event), [`interested_in`](Member::interested_in), [`buys`](Member::buys) |
//! | change the server | [`rename_channel`](Discord::rename_channel), [`delete_role`](Discord::delete_role), [`new_emoji`](Discord::new_emoji), [`new_automod_rule`](Discord::new_automod_rule), [`new_webhook`](Discord::new_webhook) and the others beside them |
//! | do what this list lacks | [`dispatches`](Discord::dispatches) sends any event as JSON |
//! | have a client in another language, or one that is not up to date | [`locale`](Member::locale), [`stale`](SlashCall::stale) |
//!
//! What a Discord client would not let them do is refused with [`SandboxError::Refused`]; what Discord would not let the
//! bot do is refused with the code and the paths Discord names, and noted in the [transcript](Discord::transcript).

#![cfg_attr(not(test), deny(clippy::print_stdout, clippy::print_stderr))]

mod answer;
mod choosing;
mod clock;
mod discord;
mod error;
mod json;
mod location;
mod member;
mod modal;
#[doc(hidden)]
pub mod playground;
mod slash;
mod transcript;

/// What the chat of `mindtrace-discord` uses besides. Not public API.
#[doc(hidden)]
pub mod seam {
    pub use crate::discord::component_rules::{CHECKBOX, FILE_UPLOAD, TEXT_INPUT, flatten, kind, text};
    pub use crate::modal::Outcome;
    pub use crate::slash::Sent;
}

pub use self::{
    answer::{Answer, AttachedFile, Poll, PollAnswer, Reaction},
    clock::{Sleeper, StoppedClock},
    discord::{Discord, DiscordBuilder},
    error::SandboxError,
    location::{Channel, Role, Target},
    member::{Click, Member, Posting, Saying},
    modal::{Field, Modal},
    slash::{ContextMenuCall, SlashCall, SlashValue, Suggestion},
    transcript::{Line, LineKind},
};
