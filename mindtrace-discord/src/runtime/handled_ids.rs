//! The ids of interactions that were handled, so that none is handled twice.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long an id is kept at least, unless there are too many.
const KEPT: Duration = Duration::from_mins(10);

/// The number of ids that are kept at least, and half of the number that are kept at most.
const IDS: usize = 100_000;

/// The ids that were handled last.
#[derive(Debug)]
pub(crate) struct HandledIds(Mutex<Generations>);

#[derive(Debug)]
struct Generations {
    newer: HashSet<u64>,
    since: Instant,
    older: HashSet<u64>,
}

impl HandledIds {
    /// Records an id, and returns whether it was not there yet.
    pub(crate) fn insert(&self, id: u64) -> bool {
        let mut ids = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if ids.newer.len() >= IDS || ids.since.elapsed() > KEPT {
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
    fn an_id_is_new_once_however_many_there_are() {
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
