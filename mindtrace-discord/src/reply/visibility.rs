//! Who sees an answer.

/// Who sees an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    Public,
    /// Only the caller.
    Private,
}
