//! Registers the program's commands with Discord: wanted → fetched → compared → planned → written, and only the difference.

mod apply;
mod cache;
mod diff;
mod normal;
mod plan;
mod service;

pub(crate) use self::apply::{Api, Fault};
pub(crate) use self::plan::{Deletions, Plan, plan};
pub(crate) use self::service::{Syncing, run};
