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
//! The same function answers `!hello Ada`, `/hello who:Ada` and `POST /discord/execute`. Without a token, `run_or_sandbox()` runs the bot
//! on an emulator of Discord, in the terminal and in a browser.
//!
//! This page is a tour. [The book](https://github.com/mindtrace/mindtrace-discord/blob/main/docs/book/src/SUMMARY.md) is a guide by topic
//! with a reference of all keys and [recipes](https://github.com/mindtrace/mindtrace-discord/blob/main/docs/book/src/recipes.md), and helps
//! to port bots from poise, serenity and discord.py.
//!
//! # Attributes
//!
//! Attributes register functions at link time; there is no list to keep. Each page has an example and all keys.
//!
//! | attribute | the function |
//! |---|---|
//! | [`#[command]`](macro@command) | is a command: with a prefix, as a slash command, over HTTP |
//! | [`#[user_command]`](macro@user_command), [`#[message_command]`](macro@message_command) | is in the context menu of users or messages |
//! | [`#[component]`](macro@component) | answers buttons and select menus, also after a restart |
//! | [`#[on_event]`](macro@on_event) | handles an event of Discord or of the program |
//! | [`#[every]`](macro@every), [`#[cron]`](macro@cron) | runs at an interval, or at fixed times |
//! | [`#[on_start]`](macro@on_start), [`#[on_ready]`](macro@on_ready), [`#[on_shutdown]`](macro@on_shutdown) | runs when the bot starts, is connected, and stops |
//! | [`#[group]`](macro@group), [`#[commands]`](macro@commands) | on a module: makes its commands subcommands, or sets keys for all of them |
//!
//! | derive | the type |
//! |---|---|
//! | [`#[derive(Choice)]`](derive@Choice) | is an argument with a fixed list of values |
//! | [`#[derive(Args)]`](derive@Args) | is a group of arguments that several commands share |
//! | [`#[derive(Modal)]`](derive@Modal) | is a modal |
//! | [`#[derive(Event)]`](derive@Event) | is an event of the program: raised by handlers, by other programs over HTTP, by webhooks, or at a later time |
//!
//! # Arguments
//!
//! Owned parameters are parsed from the caller's input: numbers, texts, `Duration`, members, roles, channels, attachments, enums, lists
//! and [more](args). `Option<T>` may be missing, and `#[arg(…)]` sets limits, defaults, choices and autocomplete. Borrowed parameters are
//! injected: the [context](Context) of the call, and any `&T` that was supplied with [`.state(T)`](BotBuilder::state).
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! struct Limits {
//!     sides: u32,
//! }
//!
//! /// Roll dice.
//! #[command(cooldown = "2s")]
//! async fn roll(
//!     limits: &Limits,
//!     /// Number of dice
//!     #[arg(min = 1, max = 20, default = 2)]
//!     dice: u32,
//!     /// Sides of each die
//!     sides: Option<u32>,
//! ) -> Result<String> {
//!     let sides = sides.unwrap_or(6);
//!     if sides > limits.sides {
//!         return Err(UserError::new(format!("A die has at most {} sides here.", limits.sides)).into());
//!     }
//!     Ok(format!("{dice} dice with {sides} sides."))
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<()> {
//!     Ok(Bot::builder().state(Limits { sides: 100 }).run().await?)
//! }
//! ```
//!
//! # Replies
//!
//! A handler returns its answer: a text, an [`Embed`], a [`Poll`], a [`File`] or a [`Reply`], which has buttons, select menus, files and
//! layouts as well. The methods of [`Context`] send messages before the handler ends ([`reply`](Context::reply)), ask the caller
//! ([`confirm`](Context::confirm), [`clicks`](Context::clicks), [`modal`](Context::modal)) and wait ([`wait_for`](Context::wait_for)). A
//! [`Paginator`] shows several pages.
//!
//! # Errors
//!
//! A handler may return any error with `?`. The caller sees the text of a [`UserError`]; for any other error a generic message with a
//! reference id, which the log has too. [`CommandError`] lists the errors around a handler, for `on_error` hooks. Mistakes in the program
//! itself are compile errors, or keep the bot from starting, with all problems at once: [`validate`](BotBuilder::validate) finds them in a
//! test.
//!
//! # State, settings and storage
//!
//! [`.state(T)`](BotBuilder::state) supplies a value of yours, such as a pool of database connections. [`ctx.store()`](Context::store)
//! keeps values for a guild, a user or the bot across restarts, and [`ctx.schedule`](Context::schedule) raises an event later.
//! [`BotBuilder`] and the [environment](config) configure the bot; [`Locales`](locale::Locales) translate it.
//!
//! # Events and schedules
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//!
//! #[on_event(MemberJoin)]
//! async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
//!     ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
//!     Ok(())
//! }
//!
//! #[cron("0 9 * * Mon", timezone = "Europe/London")]
//! async fn week(ctx: &Context) -> Result<()> {
//!     ctx.channel_by_id(ChannelId::new(1088510058284990888)).say("A new week!").await?;
//!     Ok(())
//! }
//! ```
//!
//! [`event`] lists the events. The intents that they need are computed.
//!
//! # Testing
//!
//! With the feature `sandbox`, [`Sandbox`](sandbox::Sandbox) starts the bot on an emulator of Discord: a real gateway connection and real
//! REST requests, on loopback, with no token. [`Member`](sandbox::Member) lists what its users can do.
//!
//! ```no_run
//! # #[cfg(feature = "sandbox")]
//! # async fn test() -> mindtrace_discord::Result<()> {
//! use mindtrace_discord::Bot;
//! use mindtrace_discord::sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start(Bot::builder()).await?;
//! let ada = sandbox.member("ada").await?;
//! assert_eq!(ada.says("!hello").await?.content, "Hello ada!");
//! assert_eq!(ada.slash("hello").option("who", "Bob").send().await?.content, "Hello Bob!");
//! # Ok(())
//! # }
//! ```
//!
//! # HTTP
//!
//! With the feature `http`, the bot serves a dashboard, health probes, metrics, an OpenAPI description and an API at `DISCORD_HTTP_ADDR`.
//! Commands are called, disabled and enabled over it, other programs raise events, and Discord may send interactions to it instead of
//! over the gateway. [`client`] calls it from Rust. With the feature `mcp`, commands are tools of the Model Context Protocol.
//!
//! # Modules
//!
//! | module | content |
//! |---|---|
//! | [`prelude`] | everything a bot usually needs |
//! | [`args`] | types of parameters |
//! | [`reply`] | what handlers return |
//! | [`mod@component`] | buttons, select menus and layouts, and the values in their custom ids |
//! | [`mod@modal`] | modals, with texts and values that are set at run time |
//! | [`event`] | the events of the gateway as types |
//! | [`schedule`] | functions that run at fixed times or intervals |
//! | [`store`] | values that the bot keeps for a guild, a user or itself, across restarts |
//! | [`locale`] | names, descriptions and texts in several languages |
//! | [`help`] | the built-in help command |
//! | [`permissions`] | the permissions that serenity has no constants for |
//! | [`config`] | the environment variables |
//! | [`mod@command`] | the specification of a command |
//! | [`registry`] | all commands and handlers of the program, validated together |
//! | [`client`] | a client of the HTTP surface, for other programs (feature `http`) |
//! | [`sandbox`] | an emulator of Discord on loopback, for tests and for development (feature `sandbox`) |
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `cli` | yes | the command line: `run`, `sandbox`, `check`, `commands`, `sync`, `toggle`, `log`, `exec`, `completions` |
//! | `http` | yes | the HTTP surface, and [`client`] |
//! | `mcp` | no | commands as tools of the Model Context Protocol; enables `http` |
//! | `redis` | no | what several processes of one bot share in Redis or Valkey: cooldowns, toggles, schedules, the store and more |
//! | `sandbox` | no | the emulator of Discord; enable it for tests and examples |
//!
//! With all of `cli`, `http` and `sandbox`, the crate has a program as well: `mindtrace-discord new my-bot --framework .` creates a bot
//! with tests, and `mindtrace-discord sandbox` runs the emulator for bots in any language.

// Some items are used by the HTTP surface only.
#![cfg_attr(not(feature = "http"), allow(dead_code))]

// The modules by floor, from the bottom up; rustfmt sorts them within a floor. A module imports from its own floor and from those
// below it. ARCHITECTURE.md describes the floors, and `tests/floors` enforces them.

// Base: imports nothing of ours.
mod activity;
mod channels;
mod characters;
mod clock;
mod connection_threads;
mod error;
mod logging;
mod object;
pub mod permissions;
mod proxy;
mod random;
mod redact;
#[cfg(feature = "redis")]
mod redis_server;
mod reference;
mod salvage;
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
pub use self::runtime::settings::languages::LanguageError;
pub use self::runtime::settings::prefixes::PrefixError;
pub use self::runtime::timers::TimerId;
pub use self::source::Source;
pub use self::surface::Surface;

/// Compiles the code of the README.
#[cfg(all(doctest, feature = "cli"))]
#[doc = include_str!("../../README.md")]
#[derive(Debug)]
pub struct Readme;
