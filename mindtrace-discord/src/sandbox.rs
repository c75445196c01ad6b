//! An emulator of Discord on loopback: gateway, REST API, and members who use the bot.
//!
//! The emulator is the crate [`mindtrace_discord_sandbox`], whose documentation lists the actions of members. This module runs bots on
//! it: [`Sandbox`] in tests, a chat in the terminal, and the playground in a browser. The program `mindtrace-discord sandbox` is the
//! emulator as a process of its own, for bots in any language.

mod bot;
pub(crate) mod chat;
mod clock;
#[cfg(feature = "http")]
mod playground;
#[cfg(feature = "http")]
mod standalone;

pub use mindtrace_discord_sandbox::{
    Answer, AttachedFile, Channel, Click, ContextMenuCall, Discord, DiscordBuilder, Fault, FaultError, Field,
    Injection, Line, LineKind, Member, Modal, Overwrite, PendingAnswer, PendingPost, Poll, PollAnswer,
    RateLimits, Reaction, Role, SandboxError, Seed, SeedError, Sequence, ShardOverlap, SlashCall, SlashValue,
    Suggestion, Target,
};

pub use self::bot::Sandbox;
#[cfg(feature = "http")]
pub use self::standalone::over_http;
