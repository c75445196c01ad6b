//! The attributes of event handlers and lifecycle hooks.

/// An attribute that makes a function an event handler or a lifecycle hook.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    /// Names its event.
    Event,
    Start,
    Ready,
    Shutdown,
}

impl Attribute {
    /// Returns the attribute's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "on_event",
            Self::Start => "on_start",
            Self::Ready => "on_ready",
            Self::Shutdown => "on_shutdown",
        }
    }

    /// Returns the runtime's type of a lifecycle hook.
    pub fn hook(self) -> Option<&'static str> {
        match self {
            Self::Event => None,
            Self::Start => Some("Start"),
            Self::Ready => Some("FirstReady"),
            Self::Shutdown => Some("Shutdown"),
        }
    }
}
