//! Clients with no code of ours connect to the sandbox and answer there.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    reason = "a test fails by panicking, and its commands are as odd as it takes"
)]

mod bare_serenity;
mod on_poise;
