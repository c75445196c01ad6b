//! The page in a real browser. It needs Debian's `chromium`: `cargo test -p tests --test web -- --ignored`.
//!
//! `PICTURES=docs` writes the pictures of the README anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser;
mod dashboard;
