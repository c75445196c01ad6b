//! Discord's list of commands, made the program's: wanted → fetched → compared → planned → written, and only what changed.

mod apply;
mod cache;
mod diff;
mod normal;
mod payload;
mod plan;
mod start;

pub(crate) use self::apply::{Api, Fault};
pub(crate) use self::payload::{Entry, Scope, wanted};
pub(crate) use self::plan::{Deletions, Plan, plan};
#[cfg(feature = "http")]
pub(crate) use self::start::again;
pub(crate) use self::start::{Syncing, heal, republish, stale, sync};
