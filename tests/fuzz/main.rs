//! Foreign input that a generator has damaged: whatever arrives, nothing panics and the bot goes on.
//!
//! Each target runs for `FUZZ_SECONDS` (1 by default). It starts from `tests/fuzz/corpus`, where every input belongs that once failed. A
//! failure names its seed; `FUZZ_SEED` repeats it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

#[path = "../framework/api.rs"]
#[allow(dead_code, reason = "other suites use more of it")]
mod api;
mod files;
mod mutate;
mod network;

use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::mutate::Mutator;

/// The panics of this process so far.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Damaged inputs, until the time is over.
struct Inputs {
    corpus: Vec<Vec<u8>>,
    mutator: Mutator,
    until: Instant,
    target: &'static str,
    seed: u64,
    panics: usize,
}

impl Inputs {
    /// Reads the corpus of a target, and adds further inputs to it.
    fn of(target: &'static str, further: impl IntoIterator<Item = String>) -> Self {
        static COUNT: Once = Once::new();
        COUNT.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                // Those of this file and its neighbours are failed assertions.
                if !panic.location().is_some_and(|location| location.file().contains("tests/fuzz")) {
                    PANICS.fetch_add(1, Ordering::SeqCst);
                }
                before(panic);
            }));
        });
        let variable = |name| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        let seed = variable("FUZZ_SEED").unwrap_or_else(|| u64::from(std::process::id()));
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus")).join(target);
        let mut corpus: Vec<Vec<u8>> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .chain(further.into_iter().map(String::into_bytes))
            .collect();
        // The order of files differs between machines.
        corpus.sort();
        assert!(!corpus.is_empty(), "{target} has no corpus");
        let until = Instant::now() + Duration::from_secs(variable("FUZZ_SECONDS").unwrap_or(1));
        let panics = PANICS.load(Ordering::SeqCst);
        Self { corpus, mutator: Mutator::new(seed), until, target, seed, panics }
    }

    /// Returns the next input, or `None` when the time is over.
    fn next(&mut self) -> Option<Vec<u8>> {
        let panics = PANICS.load(Ordering::SeqCst) - self.panics;
        assert_eq!(panics, 0, "{}: something panicked; FUZZ_SEED={}", self.target, self.seed);
        (Instant::now() < self.until).then(|| self.mutator.damage(&self.corpus))
    }

    fn next_text(&mut self) -> Option<String> {
        self.next().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}
