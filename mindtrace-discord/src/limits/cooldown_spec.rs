//! The cooldown of a command.

use std::time::Duration;

use serde::Serialize;

/// A cooldown: a number of uses in a period.
///
/// ```
/// use std::time::Duration;
///
/// use mindtrace_discord::command::{Cooldown, CooldownScope};
///
/// /// As `cooldown(uses = 3, per = "1m", scope = guild, bucket = "search", strict)` declares it.
/// const SEARCH: Cooldown = Cooldown::new(3, 60_000).scope(CooldownScope::Guild).bucket("search").strict();
///
/// assert_eq!((SEARCH.uses(), SEARCH.period()), (3, Duration::from_mins(1)));
/// assert_eq!((SEARCH.counted_for(), SEARCH.bucket_name()), (CooldownScope::Guild, Some("search")));
/// assert!(SEARCH.is_strict());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cooldown {
    pub(crate) uses: u32,
    pub(crate) per: Duration,
    pub(crate) scope: CooldownScope,
    pub(crate) bucket: Option<&'static str>,
    pub(crate) strict: bool,
}

/// The scope in which uses or calls are counted together.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Look for something, in each channel once a minute.
/// #[command(cooldown(uses = 1, per = "1m", scope = channel))]
/// async fn search(text: String) -> String {
///     format!("{text} is nowhere.")
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CooldownScope {
    /// For each user.
    User,
    /// For each guild; in direct messages for each user.
    Guild,
    /// For each channel.
    Channel,
    /// For each user in each guild; in direct messages for each user.
    Member,
    /// For all callers together.
    Global,
}

impl Cooldown {
    /// Allows `uses` at once, and as many again in every `per_millis` milliseconds, counted for each user.
    ///
    /// # Panics
    ///
    /// At compile time, if either is zero: a specification is a constant.
    #[must_use]
    pub const fn new(uses: u32, per_millis: u64) -> Self {
        assert!(uses > 0 && per_millis > 0, "a cooldown needs at least one use and some time");
        Self {
            uses,
            per: Duration::from_millis(per_millis),
            scope: CooldownScope::User,
            bucket: None,
            strict: false,
        }
    }

    /// Sets the scope in which uses are counted; the default is each user.
    #[must_use]
    pub const fn scope(mut self, scope: CooldownScope) -> Self {
        self.scope = scope;
        self
    }

    /// Shares the uses with every command that names the same bucket.
    #[must_use]
    pub const fn bucket(mut self, name: &'static str) -> Self {
        self.bucket = Some(name);
        self
    }

    /// Refuses calls while the uses cannot be counted, because several processes share them in Redis and it does not answer. Other
    /// cooldowns are then counted by each process for itself.
    #[must_use]
    pub const fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// The number of uses in a [`period`](Self::period).
    pub const fn uses(self) -> u32 {
        self.uses
    }

    /// The time after which all uses are available again.
    pub const fn period(self) -> Duration {
        self.per
    }

    /// The scope in which uses are counted.
    pub const fn counted_for(self) -> CooldownScope {
        self.scope
    }

    /// Whether calls are refused while the uses cannot be counted.
    pub const fn is_strict(self) -> bool {
        self.strict
    }

    /// The bucket that is shared with other commands, if there is one.
    pub const fn bucket_name(self) -> Option<&'static str> {
        self.bucket
    }
}
