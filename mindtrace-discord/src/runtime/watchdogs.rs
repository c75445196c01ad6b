//! The answers that are to be deferred if they take too long: one timer for all calls.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use crate::reply::Visibility;
use crate::responder::Replies;

/// The answers that are to be deferred, by time.
///
/// Nearly every call ends long before its answer is due, so adding and removing an entry wakes nothing.
#[derive(Default)]
pub(crate) struct Watchdogs {
    state: Mutex<State>,
    sooner: Notify,
}

#[derive(Default)]
struct State {
    entries: BTreeMap<Key, Late>,
    added: u64,
    /// When the timer looks again; `None` while it waits for an entry.
    looks_at: Option<Instant>,
}

/// A time, and a number that tells entries of the same time apart.
pub(crate) type Key = (Instant, u64);

/// An answer that is late.
pub(crate) struct Late {
    pub(crate) replies: Replies,
    pub(crate) visibility: Visibility,
}

impl Watchdogs {
    /// Adds an answer that is late at `at`.
    pub(crate) fn add(&self, at: Instant, late: Late) -> Key {
        let mut state = self.state();
        state.added += 1;
        let key = (at, state.added);
        state.entries.insert(key, late);
        if state.looks_at.is_none_or(|looks_at| at < looks_at) {
            self.sooner.notify_one();
        }
        key
    }

    pub(crate) fn remove(&self, key: Key) {
        // Dropped after the lock is released.
        let _removed = self.state().entries.remove(&key);
    }

    /// Waits until an answer is late, and removes it. Only one task waits at a time.
    pub(crate) async fn next(&self) -> Late {
        loop {
            let looks_at = {
                let mut state = self.state();
                match state.entries.first_entry() {
                    Some(first) if first.key().0 <= Instant::now() => return first.remove(),
                    first => {
                        let looks_at = first.map(|first| first.key().0);
                        state.looks_at = looks_at;
                        looks_at
                    }
                }
            };
            tokio::select! {
                () = self.sooner.notified() => {}
                () = async { match looks_at {
                    Some(at) => sleep_until(at).await,
                    None => std::future::pending().await,
                } } => {}
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Watchdogs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watchdogs").field("entries", &self.state().entries.len()).finish()
    }
}
