//! The life of the bot itself, as events that happen once each.

use super::Event;

/// Before the bot connects; an error keeps it from starting. `#[on_start]` handles it.
#[derive(Clone, Copy, Debug)]
pub struct Start;

/// When every shard is connected for the first time. `#[on_ready]` handles it.
#[derive(Clone, Copy, Debug)]
pub struct FirstReady;

/// When the bot stops, while it can still speak. `#[on_shutdown]` handles it.
#[derive(Clone, Copy, Debug)]
pub struct Shutdown;

impl Event for Start {
    const NAME: &'static str = "on_start";
}

impl Event for FirstReady {
    const NAME: &'static str = "on_ready";
}

impl Event for Shutdown {
    const NAME: &'static str = "on_shutdown";
}
