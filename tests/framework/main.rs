//! The runtime crate in the sandbox, topic by topic. Each test registers by hand just what it needs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    reason = "a test fails by panicking, and its commands are as odd as it takes"
)]

mod api;
mod arguments;
mod events;
mod failures;
mod gates;
mod http;
mod lifecycle;
mod locale;
mod replies;
mod secrets;
mod surfaces;
mod sync;
