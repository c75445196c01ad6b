//! States that a handler borrows.

use std::any::TypeId;
use std::collections::HashSet;
use std::sync::Arc;

/// A type that a handler borrows. [`BotBuilder::state`](crate::BotBuilder::state) supplies its value.
#[derive(Clone, Copy, Debug)]
pub struct StateSpec {
    id: TypeId,
    /// The id of the type in an `Arc`, in which it may be supplied.
    shared: TypeId,
    name: &'static str,
}

impl StateSpec {
    /// The state `T`, written `name` in the source.
    pub const fn of<T: Send + Sync + 'static>(name: &'static str) -> Self {
        Self { id: TypeId::of::<T>(), shared: TypeId::of::<Arc<T>>(), name }
    }

    /// The id of the type.
    pub fn id(self) -> TypeId {
        self.id
    }

    /// Returns whether one of these types supplies the state.
    pub(crate) fn is_among(self, supplied: &HashSet<TypeId>) -> bool {
        supplied.contains(&self.id) || supplied.contains(&self.shared)
    }

    /// The type as written in the handler's signature.
    pub fn name(self) -> &'static str {
        self.name
    }
}
