//! The emulator, against a bare serenity client, raw sockets and raw HTTP.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod autocomplete;
mod commands;
mod components;
mod context_menus;
mod conversation;
mod desk;
mod edits;
mod events;
mod failures;
mod files;
mod gateway;
mod interactions;
mod layouts;
mod message_extras;
mod modals;
mod objects;
mod peer;
mod permissions;
mod polls;
mod rate_limits;
mod rest;
mod standing;
mod validation;
