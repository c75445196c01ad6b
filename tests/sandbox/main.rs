//! The sandbox against a bare serenity client, against raw sockets and raw HTTP.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod autocomplete;
mod clicking;
mod commands;
mod conversation;
mod desk;
mod edits;
mod events;
mod failures;
mod files;
mod gateway;
mod interactions;
mod layouts;
mod menus;
mod modals;
mod peer;
mod polls;
mod rest;
mod rights;
