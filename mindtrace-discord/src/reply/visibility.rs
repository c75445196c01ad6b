//! The visibility of an answer.

/// The visibility of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// Visible to everyone in the channel.
    Public,
    /// Visible to the caller only.
    Private,
}
