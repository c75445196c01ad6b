//! Clients that share no code with us connect to the sandbox and answer there.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    reason = "a test fails by panicking, and its commands may have any signature"
)]

mod bare_serenity;
mod on_poise;
