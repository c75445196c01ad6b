//! Reference ids, which connect a message shown to a caller with the log.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// An id of one call or one event, short enough to be read aloud.
///
/// Ids of one process do not repeat within four billion calls. The first id is random, so two runs of a bot do not use the same ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reference(u32);

impl Reference {
    pub(crate) fn next() -> Self {
        static START: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("reference"));
        static COUNT: AtomicU64 = AtomicU64::new(0);
        // Multiplying by an odd number is a bijection on 32 bits: consecutive ids look different and none repeats.
        let count = START.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed));
        #[allow(clippy::cast_possible_truncation)]
        Self((count as u32).wrapping_mul(0x9E37_79B1))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}
