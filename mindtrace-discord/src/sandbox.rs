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

mod answer;
mod bot;
pub(crate) mod chat;
mod choosing;
mod discord;
mod error;
mod form;
mod member;
mod place;
mod slash;
mod transcript;

pub use self::{
    answer::{Answer, AttachedFile, Poll, PollAnswer, Reaction},
    bot::Sandbox,
    discord::{Discord, DiscordBuilder},
    error::SandboxError,
    form::{Field, Form},
    member::{Click, Member, Posting, Saying},
    place::{Channel, Role, Target},
    slash::{MenuCall, SlashCall, SlashValue, Suggestion},
    transcript::{Line, LineKind},
};
