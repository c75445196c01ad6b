//! How many calls of a command may run at once.

use std::time::Duration;

use super::CooldownScope;

/// At most so many calls at once; who comes then waits or is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concurrency {
    pub(crate) limit: u32,
    pub(crate) scope: CooldownScope,
    pub(crate) wait: Option<Duration>,
}

impl Concurrency {
    /// At most `limit` calls at once for each `scope`; more are refused.
    ///
    /// # Panics
    ///
    /// In the compiler, when the limit is zero: a spec is a constant.
    #[must_use]
    pub const fn new(scope: CooldownScope, limit: u32) -> Self {
        assert!(limit > 0, "a command that may never run needs no limit");
        Self { limit, scope, wait: None }
    }

    /// Lets more calls wait in line, at most so many milliseconds.
    #[must_use]
    pub const fn wait_millis(mut self, millis: u64) -> Self {
        self.wait = Some(Duration::from_millis(millis));
        self
    }
}
