//! Tests of the runtime crate in the sandbox, a file per feature. Each test registers only the items it needs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    reason = "a test fails by panicking, and its commands need not look like those of a real bot"
)]

#[macro_use]
mod handwritten_specs;

mod api;
mod arguments;
mod arguments_access;
mod arguments_text;
mod arguments_types;
mod autocomplete;
mod borrowed_states;
mod cases;
mod cases_kinds;
mod clicks;
mod client;
mod components;
mod components_content;
mod deferral;
mod echo_commands;
mod edits;
mod event_queues;
mod event_waits;
mod events;
mod events_limits;
mod events_own;
mod events_table;
mod failures;
mod gates;
mod gates_checks;
mod gates_entitled;
mod gates_limits;
mod gateway;
mod gateway_requests;
mod handler_log;
mod handles;
mod handover;
mod history;
mod hooks;
mod http;
mod http_api;
mod http_hostile;
mod lifecycle;
mod lifecycle_hooks;
mod locale;
mod metrics;
mod modals;
mod modals_drafts;
mod operations;
mod paginator;
mod permissions;
mod playground;
mod prefixes;
mod replies;
mod replies_content;
mod sandbox_shards;
mod schedules;
mod secrets;
mod shards;
mod signature;
mod states;
mod store;
mod surfaces;
mod sync;
mod timers;
mod toggles;
mod unknown_commands;
mod webhook;
mod webhooks;
mod webhooks_deliveries;
