//! The attributes that this module expands.

/// An attribute that makes a function the handler of something that happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    /// Of an event that it names.
    Event,
    Start,
    Ready,
    Shutdown,
}

impl Attribute {
    /// The attribute as it is written, without its arguments.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "on_event",
            Self::Start => "on_start",
            Self::Ready => "on_ready",
            Self::Shutdown => "on_shutdown",
        }
    }

    /// The runtime's type for what happens, unless the attribute names it.
    pub fn hook(self) -> Option<&'static str> {
        match self {
            Self::Event => None,
            Self::Start => Some("Start"),
            Self::Ready => Some("FirstReady"),
            Self::Shutdown => Some("Shutdown"),
        }
    }
}
