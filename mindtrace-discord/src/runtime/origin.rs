//! The dispatch of the gateway that raised an event.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A dispatch of a gateway session. Events that are not sent again after a resume have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) session: SessionKey,
    /// The sequence number of the dispatch.
    pub(crate) seq: u64,
}

/// Stands for the id of a gateway session, which each waiting event would otherwise have a copy of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SessionKey(u64);

impl SessionKey {
    pub(crate) fn of(session_id: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        session_id.hash(&mut hasher);
        Self(hasher.finish())
    }
}
