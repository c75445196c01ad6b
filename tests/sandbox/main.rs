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
mod drive;
mod edits;
mod events;
mod failures;
mod files;
mod gateway;
mod gateway_commands;
mod gateway_intents;
mod gateway_payloads;
mod gateway_shards;
mod gateway_transport;
mod interactions;
mod layouts;
mod message_extras;
mod modals;
mod moderation;
mod objects;
mod peer;
mod permissions;
mod polls;
mod rate_limits;
mod recording;
mod rest;
mod seed;
mod spellings;
mod standing;
mod threads;
mod validation;
