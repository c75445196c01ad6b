//! Where arguments stand.

/// Where arguments stand, which decides who gives them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// The parameters of a command: people type them.
    Command,
    /// The fields of a struct of arguments: people type them, among others.
    Struct,
    /// The fields of a form: people fill them in.
    Form,
    /// The parameters of a component: its custom id carries them.
    Component,
}

impl Place {
    /// Whether a prefix command's text is one of the ways to give the arguments.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Command | Self::Struct)
    }
}
