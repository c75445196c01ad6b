//! The ids of interactions that were handled, so that none is handled twice.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The minimum time for which an id is stored, unless there are too many.
const RETENTION: Duration = Duration::from_mins(10);

/// The number of ids in a generation. Up to two generations are stored.
const IDS: usize = 100_000;

/// The ids that were handled recently.
#[derive(Debug)]
pub(crate) struct HandledIds(Mutex<Generations>);

#[derive(Debug)]
struct Generations {
    newer: HashSet<u64>,
    since: Instant,
    older: HashSet<u64>,
}

impl HandledIds {
    /// Inserts an id, and returns whether it is new.
    pub(crate) fn insert(&self, id: u64) -> bool {
        let mut ids = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if ids.newer.len() >= IDS || ids.since.elapsed() > RETENTION {
            ids.older = std::mem::take(&mut ids.newer);
            ids.since = Instant::now();
        }
        !ids.older.contains(&id) && ids.newer.insert(id)
    }
}

impl Default for HandledIds {
    fn default() -> Self {
        let generations = Generations { newer: HashSet::new(), since: Instant::now(), older: HashSet::new() };
        Self(Mutex::new(generations))
    }
}

#[cfg(test)]
mod tests {
    use super::{HandledIds, IDS};

    #[test]
    fn an_id_is_new_once_and_old_ids_are_evicted() {
        let handled = HandledIds::default();
        let most = IDS as u64;
        for id in 0..5 * most {
            assert!(handled.insert(id));
        }
        assert!((4 * most..5 * most).all(|id| !handled.insert(id)));
        let ids = handled.0.lock().unwrap();
        assert!(ids.newer.len() + ids.older.len() <= 2 * IDS);
    }
}
