//! The bot: what it is made of, how it starts, how it stops.

mod builder;
#[cfg(feature = "cli")]
mod cli;
mod handle;
mod intents;
pub(crate) mod lifecycle;
pub(crate) mod logging;
mod prefixes;
mod run;
mod runtime;
mod seen;
mod states;
mod switching;
mod work;

pub use self::builder::{Bot, BotBuilder};
pub use self::handle::{BotHandle, EmitError, NotRunning};
pub use self::prefixes::PrefixError;
pub(crate) use self::prefixes::Prefixes;
pub(crate) use self::run::Endpoint;
#[cfg(feature = "sandbox")]
pub(crate) use self::run::{Running, Signals, StandIn, start};
#[cfg(feature = "cli")]
pub(crate) use self::run::{remember, share};
pub(crate) use self::runtime::{Identity, Runtime};
pub(crate) use self::work::{Busy, Work};
