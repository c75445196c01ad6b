//! How often a command may be used.

use std::time::Duration;

use serde::Serialize;

/// So many uses in so long a time; who has used them up waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cooldown {
    pub(crate) uses: u32,
    pub(crate) per: Duration,
    pub(crate) scope: CooldownScope,
    pub(crate) bucket: Option<&'static str>,
}

/// Whose uses are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CooldownScope {
    /// Each user's.
    User,
    /// All of a server; in direct messages each user's.
    Guild,
    /// All in a channel.
    Channel,
    /// Each user's in each server.
    Member,
    /// Everybody's.
    Global,
}

impl Cooldown {
    /// `uses` at once, and as many again in every `per_millis` milliseconds, counted for each user.
    ///
    /// # Panics
    ///
    /// In the compiler, when either is zero: a spec is a constant.
    #[must_use]
    pub const fn new(uses: u32, per_millis: u64) -> Self {
        assert!(uses > 0 && per_millis > 0, "a cooldown needs at least one use and some time");
        Self { uses, per: Duration::from_millis(per_millis), scope: CooldownScope::User, bucket: None }
    }

    /// Counts uses for somebody else than each user.
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

    /// How many uses there are in a [`period`](Self::period).
    pub const fn uses(self) -> u32 {
        self.uses
    }

    /// The time in which all uses come back.
    pub const fn period(self) -> Duration {
        self.per
    }

    /// Whose uses are counted together.
    pub const fn counted_for(self) -> CooldownScope {
        self.scope
    }

    /// The bucket shared with other commands, if it is shared.
    pub const fn bucket_name(self) -> Option<&'static str> {
        self.bucket
    }
}
