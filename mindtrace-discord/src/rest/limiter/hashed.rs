//! The hasher of keys that are hashes already.

use std::hash::Hasher;

/// Combines the numbers of a key. They are hashes, so they need not be hashed again.
#[derive(Default)]
pub(super) struct HashedKey(u64);

impl Hasher for HashedKey {
    fn write_u64(&mut self, number: u64) {
        self.0 = self.0.rotate_left(32) ^ number;
    }

    fn write(&mut self, bytes: &[u8]) {
        // Keys consist of `u64` only.
        for byte in bytes {
            self.write_u64((*byte).into());
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
