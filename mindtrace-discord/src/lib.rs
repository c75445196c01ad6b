//! Annotate an async function: it is a prefix command, a slash command and an HTTP endpoint, with the same
//! permissions, cooldown, validation and logging at every surface; and it runs on your laptop and in `cargo test`
//! without a Discord token.
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! /// Say hello to someone.
//! #[command(usage = "!hello [who]", category = "Fun", cooldown = "5s")]
//! async fn hello(
//!     ctx: &Context,
//!     /// Who to greet
//!     who: Option<String>,
//! ) -> String {
//!     format!("Hello {}!", who.unwrap_or_else(|| ctx.author().display_name().to_owned()))
//! }
//!
//! #[on_event(MemberJoin)]
//! async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
//!     ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<()> {
//!     Ok(Bot::builder().run().await?)
//! }
//! ```
//!
//! Each attribute says in its own documentation which keys it takes: [`macro@command`], [`macro@user_command`],
//! [`macro@message_command`], [`macro@component`], [`macro@on_event`], [`macro@group`] and [`macro@commands`] for modules,
//! [`macro@every`] and [`macro@cron`] for what runs by the clock, [`macro@on_start`], [`macro@on_ready`] and
//! [`macro@on_shutdown`] for the life of the bot, [`derive@Choice`], [`derive@Args`], [`derive@Modal`] and [`derive@Event`] for
//! types. [`BotBuilder`] puts a bot together, [`Context`] is what its
//! functions work with, and `examples/showcase` in the repository shows all of it in one bot.
//!
//! # Map
//!
//! | module | what it is about |
//! |---|---|
//! | [`prelude`] | everything a bot usually needs |
//! | [`mod@command`] | what is known about a command |
//! | [`args`] | types that callers can type |
//! | [`mod@component`] | buttons, menus and layouts, and what they carry |
//! | [`mod@modal`] | forms |
//! | [`event`] | what the gateway tells, as types |
//! | [`schedule`] | functions that run by the clock |
//! | [`reply`] | what handlers return |
//! | [`help`] | the built-in help command |
//! | [`registry`] | every command and handler of the program, checked as a whole |
//! | [`locale`] | names, descriptions and texts in several languages |
//! | [`config`] | the environment variables |
//! | `sandbox` | a stand-in for Discord on loopback, for tests and for trying things out |
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `cli` | yes | the command line: `check`, `commands`, `sync`, `exec` |
//! | `http` | yes | the HTTP surface |
//! | `redis` | no | cooldowns that several processes count together, in Redis or Valkey |
//! | `sandbox` | no | the stand-in for Discord; switch it on for tests and examples |

// Some parts exist for the HTTP surface alone.
#![cfg_attr(not(feature = "http"), allow(dead_code))]

// The floors, from the bottom up; a module imports only what stands above it in this list. ARCHITECTURE.md explains them, and
// `tests/floors.rs` holds the code against them.

// Base: knows nothing of the rest.
mod activity;
mod channels;
mod clock;
mod error;
mod logging;
mod redact;
mod reference;
mod source;
mod surface;

// Model: what is declared and said.
pub mod args;
mod caller;
pub mod component;
pub mod config;
mod discord;
mod limits;
pub mod locale;
pub mod modal;
mod outcome;
mod problem;
pub mod reply;
mod responder;
mod telemetry;
mod toggles;

// The heart: specifications, the context that their functions take, and what the context leads to.
pub mod command;
mod context;
pub mod event;
pub mod registry;
mod runtime;
pub mod schedule;

// Engine: the pipeline and what stands on it.
mod builtin;
mod dialog;
mod dispatch;
mod operations;
mod payload;
mod validate;

// Surfaces and services.
#[cfg(feature = "http")]
pub mod client;
mod gateway;
#[cfg(feature = "http")]
mod http;
mod interaction;
mod prefix;
mod rest;
mod sync;

// Bot: puts it together.
mod bot;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "sandbox")]
pub mod sandbox;

#[doc(hidden)]
pub mod __private;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
pub mod prelude;

pub use mindtrace_discord_macros::{
    Args, Choice, Event, Modal, command, commands, component, cron, every, group, message_command, on_event,
    on_ready, on_shutdown, on_start, user_command,
};
pub use serenity;

pub use self::bot::{Bot, BotBuilder, BotHandle, EmitError, Error, NotRunning};
pub use self::builtin::help;
pub use self::context::{ChannelHandle, Context};
pub use self::dialog::Paginator;
pub use self::error::{BoxError, Internal, Result, UserError};
pub use self::outcome::CommandError;
pub use self::registry::Registry;
pub use self::reply::{Embed, File, Poll, Reply};
pub use self::responder::Sent;
pub use self::runtime::gateway_command::GatewayError;
pub use self::runtime::prefixes::PrefixError;
pub use self::source::Source;
pub use self::surface::Surface;

/// The README's code compiles.
#[cfg(all(doctest, feature = "sandbox"))]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;
