//! Limits of the event queues.

/// The treatment of events when a queue is full.
///
/// ```
/// use mindtrace_discord::config::{Config, Overflow};
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_EVENT_OVERFLOW").then(|| "wait".to_owned()))?;
/// assert_eq!(config.event_overflow, Overflow::Wait);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// The new event is dropped.
    #[default]
    DropNew,
    /// The oldest event is dropped.
    DropOld,
    /// The bot stops reading from the gateway until there is room. This also delays commands that arrive over the gateway.
    Wait,
}

/// The settings of the event queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventQueueSettings {
    /// The number of events that may wait in one queue.
    pub(crate) capacity: usize,
    pub(crate) overflow: Overflow,
}

impl Default for EventQueueSettings {
    fn default() -> Self {
        Self { capacity: 1000, overflow: Overflow::default() }
    }
}
