//! The HTTP surface. Only this folder uses axum.

mod auth;
mod body;
mod commands;
mod connections;
mod docs;
mod events;
mod execute;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod gauges;
mod handlers;
mod history;
mod hosts;
mod idempotency;
mod ids;
mod interactions;
mod live;
mod load;
#[cfg(feature = "mcp")]
mod mcp;
mod metrics;
mod middleware;
mod mindtrace;
mod openapi;
mod operate;
mod page;
mod paging;
mod problem;
mod responses;
mod router;
mod serve;
mod shared_responses;
mod state;
mod status;
mod toggles;
mod tokens;
mod webhooks;

pub(crate) use self::serve::{HttpSurface, StartError, bind};
pub(crate) use self::state::Playground;
#[cfg(feature = "sandbox")]
pub(crate) use self::{
    body::Body, load::Load, page::playground_alone, problem::Problem, serve::url, state::Shared,
    tokens::Scope,
};
