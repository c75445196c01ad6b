//! Who has used what up: counted in this process, or in a Redis that several processes share.

#[cfg(feature = "redis")]
mod shared;

use std::time::Duration;

use super::cooldown::{self, Cooldowns};
use super::scope_key::ScopeKey;
use crate::command::Cooldown;
use crate::registry::Registry;
use crate::schedule::Clock;

#[cfg(feature = "redis")]
pub(crate) use self::shared::Shared;

/// The uses that are not back yet.
pub(crate) struct Limiter {
    here: Cooldowns,
    #[cfg(feature = "redis")]
    shared: Option<Shared>,
}

/// A use that was taken; it can be given back.
#[derive(Debug)]
pub(crate) enum Ticket {
    Here(cooldown::Ticket),
    #[cfg(feature = "redis")]
    Shared(shared::Ticket),
}

impl Limiter {
    /// No use is taken.
    pub(crate) fn new(registry: &Registry, clock: Clock) -> Self {
        Self {
            here: Cooldowns::new(registry, clock),
            #[cfg(feature = "redis")]
            shared: None,
        }
    }

    /// Counts uses where other processes count them as well.
    #[cfg(feature = "redis")]
    pub(crate) fn share(&mut self, shared: Shared) {
        self.shared = Some(shared);
    }

    /// Says how long to wait, if no use is left; takes none.
    pub(super) async fn peek(
        &self,
        command: usize,
        whose: ScopeKey,
        cooldown: Cooldown,
    ) -> Result<(), Duration> {
        #[cfg(feature = "redis")]
        if let Some(shared) = &self.shared
            && let Some(answer) = shared.peek(command, whose, cooldown).await
        {
            return answer;
        }
        self.here.peek(command, whose, cooldown)
    }

    /// Takes one use, or says how long to wait.
    pub(super) async fn take(
        &self,
        command: usize,
        whose: ScopeKey,
        cooldown: Cooldown,
    ) -> Result<Ticket, Duration> {
        #[cfg(feature = "redis")]
        if let Some(shared) = &self.shared
            && let Some(answer) = shared.take(command, whose, cooldown).await
        {
            return answer.map(Ticket::Shared);
        }
        // Without Redis, or while it does not answer, each process counts for itself: better that than nobody may call.
        self.here.take(command, whose, cooldown).map(Ticket::Here)
    }

    /// Gives a use back, unless it has come back by itself.
    pub(crate) fn refund(&self, ticket: Ticket) {
        match ticket {
            Ticket::Here(ticket) => self.here.refund(ticket),
            #[cfg(feature = "redis")]
            Ticket::Shared(ticket) => {
                if let Some(shared) = &self.shared {
                    shared.refund(ticket);
                }
            }
        }
    }

    /// Forgets the uses that are back.
    pub(crate) fn sweep(&self) {
        self.here.sweep();
    }
}
