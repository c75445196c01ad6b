//! Several processes of one bot, a real Redis, and the emulator: which process runs which shard when one of them stops, hangs or is killed.
//!
//! Needs `redis-server` and takes some minutes, so a plain `cargo test` ignores it:
//! `cargo test -p tests --test processes -- --ignored --test-threads 1`. With `PROCESSES_LOG=1` the processes print their log.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints what it has measured"
)]

mod cooldowns;
mod handover;
mod leases;
#[path = "../redis/link.rs"]
mod link;
mod process;
mod redis_failures;
mod rolling;
mod server;
