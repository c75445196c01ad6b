//! The bot: builds, starts and stops it.

mod builder;
mod error;
mod handle;
mod ignored;
mod intents;
mod lifecycle;
mod run;
mod signals;
mod start;
#[cfg(not(feature = "sandbox"))]
mod without_sandbox;

pub use self::builder::{Bot, BotBuilder};
pub use self::error::Error;
pub use self::handle::{BotHandle, EmitError, NotRunning};
#[cfg(all(test, feature = "cli"))]
pub(crate) use self::ignored::SUBCOMMANDS;
#[cfg(feature = "sandbox")]
pub(crate) use self::ignored::warn_of_subcommand;
#[cfg(feature = "cli")]
pub(crate) use self::intents::{Explained, explained, portal, remark};
#[cfg(feature = "cli")]
pub(crate) use self::lifecycle::{shutdown as run_on_shutdown, start as run_on_start};
#[cfg(feature = "sandbox")]
pub(crate) use self::run::Running;
#[cfg(feature = "sandbox")]
pub(crate) use self::signals::Signals;
#[cfg(feature = "cli")]
pub(crate) use self::start::shared_state;
#[cfg(feature = "cli")]
pub(crate) use self::start::{Assembled, assemble};
#[cfg(feature = "sandbox")]
pub(crate) use self::start::{Launch, rate_limited, start};
