//! The concurrency limit of a command.

use std::time::Duration;

use super::CooldownScope;

/// A concurrency limit. Calls over it wait for a permit or are refused.
///
/// ```
/// use mindtrace_discord::command::{Concurrency, CooldownScope};
///
/// /// As `concurrency(user = 1, wait = "10s")` declares it.
/// const ONE_EACH: Concurrency = Concurrency::new(CooldownScope::User, 1).wait_millis(10_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concurrency {
    pub(crate) limit: u32,
    pub(crate) scope: CooldownScope,
    pub(crate) wait: Option<Duration>,
}

impl Concurrency {
    /// Allows `limit` calls at once in each `scope`, and refuses more.
    ///
    /// # Panics
    ///
    /// At compile time, if the limit is zero: a specification is a constant.
    #[must_use]
    pub const fn new(scope: CooldownScope, limit: u32) -> Self {
        assert!(limit > 0, "a concurrency limit must be at least 1");
        Self { limit, scope, wait: None }
    }

    /// Lets calls over the limit wait for a permit, for at most so many milliseconds.
    #[must_use]
    pub const fn wait_millis(mut self, millis: u64) -> Self {
        self.wait = Some(Duration::from_millis(millis));
        self
    }
}
