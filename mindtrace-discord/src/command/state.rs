//! States that a handler borrows.

use std::any::TypeId;

/// A type that a handler borrows. [`BotBuilder::state`](crate::BotBuilder::state) supplies its value.
#[derive(Clone, Copy, Debug)]
pub struct StateSpec {
    id: TypeId,
    name: &'static str,
}

impl StateSpec {
    /// The state `T`, written `name` in the source.
    pub const fn of<T: Send + Sync + 'static>(name: &'static str) -> Self {
        Self { id: TypeId::of::<T>(), name }
    }

    /// The id of the type.
    pub fn id(self) -> TypeId {
        self.id
    }

    /// The type as written in the handler's signature.
    pub fn name(self) -> &'static str {
        self.name
    }
}
