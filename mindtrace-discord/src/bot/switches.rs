//! Which commands are switched on.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::registry::Registry;

/// One switch for each command, by its place in the registry; flipping one counts for every surface at once.
#[derive(Debug)]
pub(crate) struct Switches(Vec<AtomicBool>);

impl Switches {
    pub(crate) fn new(registry: &Registry) -> Self {
        Self(registry.commands().map(|command| AtomicBool::new(!command.disabled)).collect())
    }

    pub(crate) fn is_on(&self, position: usize) -> bool {
        self.0.get(position).is_some_and(|switch| switch.load(Ordering::Relaxed))
    }

    pub(crate) fn set(&self, position: usize, on: bool) {
        if let Some(switch) = self.0.get(position) {
            switch.store(on, Ordering::Relaxed);
        }
    }

    pub(crate) fn count_on(&self) -> usize {
        self.0.iter().filter(|switch| switch.load(Ordering::Relaxed)).count()
    }
}
