//! Registers commands with Discord: fetches Discord's list, compares it with the wanted one, and writes only the differences.

mod apply;
mod cache;
mod diff;
mod guard;
mod normal;
mod plan;
mod service;

pub(crate) use self::apply::{Api, Fault};
pub(crate) use self::plan::{Deletions, Plan, plan};
pub(crate) use self::service::{Syncing, run};
