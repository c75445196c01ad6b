//! The states that handlers borrow, by type.

use std::any::{Any, TypeId, type_name};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use futures::future::BoxFuture;

use crate::error::BoxError;
use crate::problem::Problem;
use crate::source::Source;

/// A state, whose type is that of its key.
type State = Arc<dyn Any + Send + Sync>;

/// Makes a state when the bot starts.
type Make = Arc<dyn Fn() -> BoxFuture<'static, Result<State, BoxError>> + Send + Sync>;

/// The states that were supplied with `.state(T)` and `.state_with(…)`.
#[derive(Clone, Default)]
pub(crate) struct States {
    values: HashMap<TypeId, State>,
    /// Those that are made when the bot starts, with the name of the type.
    pending: Vec<(TypeId, &'static str, Make)>,
    types: HashSet<TypeId>,
    /// States of a type that another one has.
    doubled: Vec<Problem>,
}

impl States {
    /// Adds a state.
    pub(crate) fn insert<T: Send + Sync + 'static>(&mut self, value: T, source: Source) {
        self.declare::<T>(source);
        self.values.insert(TypeId::of::<T>(), Arc::new(value));
    }

    /// Adds a state that is made when the bot starts.
    pub(crate) fn insert_with<T, E, F>(
        &mut self,
        make: impl Fn() -> F + Send + Sync + 'static,
        source: Source,
    ) where
        T: Send + Sync + 'static,
        E: Into<BoxError>,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        self.declare::<T>(source);
        let make: Make = Arc::new(move || {
            let making = make();
            Box::pin(async move { making.await.map(|value| Arc::new(value) as State).map_err(Into::into) })
        });
        self.pending.push((TypeId::of::<T>(), type_name::<T>(), make));
    }

    /// Removes the state of a type, if there is one.
    pub(crate) fn remove<T: 'static>(&mut self) {
        let id = TypeId::of::<T>();
        self.types.remove(&id);
        self.values.remove(&id);
        self.pending.retain(|(pending, ..)| *pending != id);
    }

    /// Makes the states that are still to be made, in the order in which they were added.
    ///
    /// # Errors
    ///
    /// The name of the type that could not be made, and why.
    pub(crate) async fn make(&mut self) -> Result<(), (&'static str, BoxError)> {
        let pending = std::mem::take(&mut self.pending);
        for (id, name, make) in pending {
            let value = make().await.map_err(|error| (name, error))?;
            self.values.insert(id, value);
        }
        Ok(())
    }

    /// Returns the state of a type; one that was supplied in an `Arc` is found as well.
    pub(crate) fn get<T: 'static>(&self) -> Option<&T> {
        let own = self.values.get(&TypeId::of::<T>()).and_then(|value| value.downcast_ref());
        own.or_else(|| {
            let shared = self.values.get(&TypeId::of::<Arc<T>>())?;
            shared.downcast_ref::<Arc<T>>().map(|shared| &**shared)
        })
    }

    pub(crate) fn types(&self) -> &HashSet<TypeId> {
        &self.types
    }

    /// The states of a type that another one has.
    pub(crate) fn doubled(&self) -> &[Problem] {
        &self.doubled
    }

    fn declare<T: 'static>(&mut self, source: Source) {
        if !self.types.insert(TypeId::of::<T>()) {
            let ty = type_name::<T>();
            let message = format!(
                "there is a state of the type `{ty}` already, so handlers could borrow only one of the two; put one of them into a struct"
            );
            self.doubled.push(Problem { source, message });
        }
    }
}

impl fmt::Debug for States {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The states may contain secrets.
        write!(f, "States({})", self.types.len())
    }
}
