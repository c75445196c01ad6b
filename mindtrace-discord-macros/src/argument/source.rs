//! The source of arguments.

/// Where the values of arguments come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// The parameters of a command: callers type them.
    Command,
    /// The fields of a struct of arguments: callers type them among other arguments.
    Struct,
    /// The fields of a modal: users submit them.
    Modal,
    /// The parameters of a component: its custom id carries them.
    Component,
}

impl Source {
    /// Returns whether the arguments can come from the text of a prefix command.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Command | Self::Struct)
    }
}
