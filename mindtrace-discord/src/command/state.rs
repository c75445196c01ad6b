//! States that a handler borrows.

use std::any::{TypeId, type_name};
use std::collections::HashSet;
use std::sync::Arc;

/// A type that a handler borrows. [`BotBuilder::state`](crate::BotBuilder::state) supplies its value.
///
/// ```
/// use mindtrace_discord::command::StateSpec;
///
/// struct Database;
///
/// const DATABASE: StateSpec = StateSpec::of::<Database>("Database");
/// assert_eq!(DATABASE.name(), "Database");
/// assert_eq!(DATABASE.id(), std::any::TypeId::of::<Database>());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StateSpec {
    id: TypeId,
    /// The id of the type in an `Arc`, in which it may be supplied.
    shared: TypeId,
    name: Name,
}

/// The name of a type.
#[derive(Clone, Copy, Debug)]
enum Name {
    /// As in the source.
    Written(&'static str),
    /// As rustc names it. The function is called at the start, because it is not `const`.
    Path(fn() -> &'static str),
}

/// The states that a check, a hook or an autocomplete function borrows.
///
/// ```
/// use mindtrace_discord::command::{FunctionState, StateSpec};
///
/// struct Database;
///
/// /// The check `is_known` borrows a `&Database`.
/// const IS_KNOWN: FunctionState =
///     FunctionState::new("is_known", const { &[StateSpec::of::<Database>("Database")] });
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FunctionState {
    pub(crate) function: &'static str,
    pub(crate) state: &'static [StateSpec],
}

impl StateSpec {
    /// The state `T`, written `name` in the source.
    pub const fn of<T: Send + Sync + 'static>(name: &'static str) -> Self {
        Self { id: TypeId::of::<T>(), shared: TypeId::of::<Arc<T>>(), name: Name::Written(name) }
    }

    /// The state `T` of a function whose source is not known.
    pub(super) const fn borrowed<T: Send + Sync + 'static>() -> Self {
        Self { id: TypeId::of::<T>(), shared: TypeId::of::<Arc<T>>(), name: Name::Path(type_name::<T>) }
    }

    /// The id of the type.
    pub fn id(self) -> TypeId {
        self.id
    }

    /// Returns whether one of these types supplies the state.
    pub(crate) fn is_among(self, supplied: &HashSet<TypeId>) -> bool {
        supplied.contains(&self.id) || supplied.contains(&self.shared)
    }

    /// The type as written in the handler's signature, without its path where the signature is not known.
    pub fn name(self) -> &'static str {
        match self.name {
            Name::Written(name) => name,
            Name::Path(path) => last_segment(path()),
        }
    }
}

impl FunctionState {
    /// The states that the function borrows, with its name as written.
    pub const fn new(function: &'static str, state: &'static [StateSpec]) -> Self {
        Self { function, state }
    }
}

/// Returns the last segment of a type's path; a generic type keeps its path.
fn last_segment(path: &'static str) -> &'static str {
    if path.contains('<') { path } else { path.rsplit("::").next().unwrap_or(path) }
}

#[cfg(test)]
mod tests {
    use super::StateSpec;

    #[test]
    fn a_borrowed_type_has_its_short_name() {
        struct Database;
        assert_eq!(StateSpec::borrowed::<Database>().name(), "Database");
        assert_eq!(StateSpec::borrowed::<Vec<u8>>().name(), "alloc::vec::Vec<u8>");
        assert_eq!(StateSpec::borrowed::<Database>().id(), StateSpec::of::<Database>("Database").id());
    }
}
