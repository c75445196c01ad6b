//! Lifecycle hooks, as events that are raised once.

use super::Event;

/// The bot is about to connect. An error of the handler keeps the bot from starting. `#[on_start]` handles it.
#[derive(Clone, Copy, Debug)]
pub struct Start;

/// All shards of this process are connected for the first time. `#[on_ready]` handles it.
#[derive(Clone, Copy, Debug)]
pub struct FirstReady;

/// The bot is stopping and is still connected. `#[on_shutdown]` handles it.
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
