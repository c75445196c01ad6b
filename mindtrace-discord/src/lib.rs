//! A framework for Discord bots. An attribute makes an async function a prefix command, a slash command and an HTTP endpoint, with
//! the same permissions, cooldown, validation and logging on every surface. With the feature `sandbox` the bot also runs without a Discord
//! token, on your laptop (`run_or_sandbox`) and in `cargo test`.
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
//!     ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
//!     Ok(())
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<()> {
//!     Ok(Bot::builder().run().await?)
//! }
//! ```
//!
//! Each attribute documents the keys that it takes:
//!
//! | attribute | for |
//! |---|---|
//! | [`macro@command`], [`macro@user_command`], [`macro@message_command`] | commands |
//! | [`macro@component`] | buttons and select menus |
//! | [`macro@on_event`] | events |
//! | [`macro@every`], [`macro@cron`] | schedules |
//! | [`macro@on_start`], [`macro@on_ready`], [`macro@on_shutdown`] | lifecycle hooks |
//! | [`macro@group`], [`macro@commands`] | modules of commands |
//! | [`derive@Choice`], [`derive@Args`], [`derive@Modal`], [`derive@Event`] | types |
//!
//! The book in `docs/book` of the repository is a guide by topic, with a reference of all keys, and helps to port bots.
//!
//! [`BotBuilder`] builds a bot, and [`Context`] gives its functions access to the call and to Discord. `examples/showcase` in the
//! repository shows every feature of commands in one bot.
//!
//! # Modules
//!
//! | module | content |
//! |---|---|
//! | [`prelude`] | everything a bot usually needs |
//! | [`mod@command`] | the specification of a command |
//! | [`args`] | types of parameters |
//! | [`mod@component`] | buttons, select menus and layouts, and the values in their custom ids |
//! | [`mod@modal`] | modals |
//! | [`event`] | the events of the gateway as types |
//! | [`schedule`] | functions that run at fixed times or intervals |
//! | [`reply`] | what handlers return |
//! | [`help`] | the built-in help command |
//! | [`registry`] | all commands and handlers of the program, validated together |
//! | [`store`] | values that the bot keeps for a guild, a user or itself, across restarts |
//! | [`locale`] | names, descriptions and texts in several languages |
//! | [`permissions`] | the permissions that serenity has no constants for |
//! | [`config`] | the environment variables |
//! | `client` | a client of the HTTP surface, for other programs |
//! | `sandbox` | an emulator of Discord on loopback, for tests and for development |
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `cli` | yes | the command line: `run`, `sandbox`, `check`, `commands`, `sync`, `toggle`, `log`, `exec`, `completions` |
//! | `http` | yes | the HTTP surface |
//! | `mcp` | no | commands as tools of the Model Context Protocol; enables `http` |
//! | `redis` | no | what several processes of one bot share in Redis or Valkey: cooldowns, toggles, schedules, the store and more |
//! | `sandbox` | no | the emulator of Discord; enable it for tests and examples |

// Some items are used by the HTTP surface only.
#![cfg_attr(not(feature = "http"), allow(dead_code))]

// The modules by floor, from the bottom up; rustfmt sorts them within a floor. A module imports from its own floor and from those
// below it. ARCHITECTURE.md describes the floors, and `tests/floors` enforces them.

// Base: imports nothing of ours.
mod activity;
mod channels;
mod clock;
mod connection_threads;
mod error;
mod logging;
pub mod permissions;
mod proxy;
mod random;
mod redact;
#[cfg(feature = "redis")]
mod redis_server;
mod reference;
mod shared_state;
mod source;
mod surface;
mod tls;

// Model: values, parsing and rendering.
pub mod args;
mod caller;
pub mod component;
pub mod config;
mod discord;
mod limits;
pub mod locale;
mod outcome;
mod problem;
pub mod reply;
mod responder;
pub mod store;
mod toggles;

// Heart: specifications, the context of a handler, and the state of a running bot.
pub mod command;
mod context;
pub mod event;
pub mod registry;
mod runtime;
pub mod schedule;
mod telemetry;

// Engine: the pipeline, and what is built on it.
mod builtin;
mod dialog;
mod dispatch;
pub mod modal;
mod operations;
mod payload;
mod validate;

// Surfaces: Discord's protocol, HTTP, and the list of commands.
#[cfg(feature = "http")]
pub mod client;
mod gateway;
#[cfg(feature = "http")]
mod http;
mod interaction;
mod prefix;
mod rest;
mod sync;

// Bot: starts and stops everything.
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
pub use self::context::{CallInteraction, ChannelHandle, Context};
pub use self::dialog::{
    Click, Clicks, FoundMembers, MemberQuery, MembersError, Paginator, VoiceConnection, VoiceError,
};
pub use self::dispatch::timers::TimerError;
pub use self::error::{BoxError, Internal, RequestError, Result, UserError};
pub use self::outcome::CommandError;
pub use self::registry::Registry;
pub use self::reply::{Embed, File, Poll, Reply};
pub use self::responder::Sent;
pub use self::runtime::gateway_command::GatewayError;
pub use self::runtime::prefixes::PrefixError;
pub use self::runtime::timers::TimerId;
pub use self::source::Source;
pub use self::surface::Surface;

/// Compiles the code of the README.
#[cfg(all(doctest, feature = "sandbox"))]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;
