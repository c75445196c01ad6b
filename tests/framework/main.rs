//! The runtime crate in the sandbox, topic by topic. Each test registers by hand just what it needs.

mod api;
mod arguments;
mod events;
mod failures;
mod gates;
mod http;
mod lifecycle;
mod replies;
mod secrets;
mod surfaces;
mod sync;
