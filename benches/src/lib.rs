//! Benchmarks of the framework beside its peers: a load generator with Discord's protocol, and what measures a bot under it.
//!
//! `cargo run --release -p benches --bin table -- --rounds 5` builds and measures all bots. `docs/BENCHMARKS.md` has the results.

#[cfg(feature = "ours")]
pub mod ours;
pub mod server;
pub mod settings;
pub mod table;
