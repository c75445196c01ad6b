//! The sandbox against a bare serenity client, against raw sockets and raw HTTP.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod autocomplete;
mod commands;
mod conversation;
mod desk;
mod events;
mod failures;
mod gateway;
mod interactions;
mod menus;
mod peer;
mod rest;
mod rights;
