//! Tests the dashboard and Swagger UI in Chromium. Needs Debian's `chromium`: `cargo test -p tests --test web -- --ignored`.
//!
//! `PICTURES=docs` rewrites the screenshots of the documents.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser;
mod dashboard;
