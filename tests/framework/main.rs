//! The runtime crate in the sandbox, topic by topic. Each test registers by hand just what it needs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    reason = "a test fails by panicking, and its commands are as odd as it takes"
)]

#[macro_use]
mod by_hand;

mod api;
mod arguments;
mod arguments_access;
mod arguments_types;
mod autocomplete;
mod client;
mod components;
mod echoing;
mod edits;
mod events;
mod events_awaited;
mod events_lanes;
mod events_limits;
mod events_own;
mod events_table;
mod failures;
mod gates;
mod gates_checks;
mod gates_limits;
mod gateway;
mod hints;
mod hooks;
mod http;
mod http_api;
mod http_hostile;
mod lifecycle;
mod locale;
mod log;
mod metrics;
mod modals;
mod moments;
mod operate;
mod pages;
mod playground;
mod posted;
mod prefixes;
mod replies;
mod schedules;
mod secrets;
mod surfaces;
mod sync;
mod toggles;
