//! Cooldowns and concurrency limits: counted in this process, or in a Redis that several processes share.

pub(crate) mod concurrency;
pub(crate) mod concurrency_spec;
pub(crate) mod cooldown;
pub(crate) mod cooldown_spec;
mod counted;
pub(crate) mod key;
#[cfg(feature = "redis")]
mod redis;
mod shared_permits;

use std::time::Duration;

pub(crate) use self::concurrency::{Permit, WaitQueues};
pub use self::concurrency_spec::Concurrency;
pub use self::cooldown_spec::{Cooldown, CooldownScope};
pub(crate) use self::counted::Counted;
pub(crate) use self::key::ScopeKey;
#[cfg(feature = "redis")]
pub(crate) use self::redis::Shared;
pub(crate) use self::shared_permits::SharedPermits;

use self::cooldown::Cooldowns;
use crate::clock::Clock;

/// Counts the uses of commands with a cooldown.
pub(crate) struct Limiter {
    local: Cooldowns,
    #[cfg(feature = "redis")]
    shared: Option<Shared>,
}

/// A use that was acquired. It can be refunded.
#[derive(Debug)]
pub(crate) enum Ticket {
    Local(cooldown::Ticket),
    /// Counted in this process as well, for the time in which Redis does not answer.
    #[cfg(feature = "redis")]
    Shared(redis::Ticket, cooldown::Ticket),
}

/// Why no use can be acquired.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refused {
    /// All uses are taken for this time.
    UsedUp(Duration),
    /// The cooldown is strict, and Redis does not answer.
    #[cfg_attr(not(feature = "redis"), allow(dead_code))]
    Unknown,
}

impl Limiter {
    /// Creates a limiter with all uses available, for commands in the order of the registry.
    pub(crate) fn new(commands: &[Counted], clock: Clock) -> Self {
        Self {
            local: Cooldowns::new(commands.iter().map(|command| command.cooldown), clock),
            #[cfg(feature = "redis")]
            shared: None,
        }
    }

    /// Shares the count with other processes.
    #[cfg(feature = "redis")]
    pub(crate) fn share(&mut self, shared: Shared) {
        self.shared = Some(shared);
    }

    /// Fails if no use is left. Acquires none.
    pub(crate) async fn peek(
        &self,
        command: usize,
        scope: ScopeKey,
        cooldown: Cooldown,
    ) -> Result<(), Refused> {
        #[cfg(feature = "redis")]
        if let Some(shared) = &self.shared {
            match shared.peek(command, scope, cooldown).await {
                Some(answer) => return answer.map_err(Refused::UsedUp),
                None if cooldown.strict => return Err(Refused::Unknown),
                None => {}
            }
        }
        self.local.peek(command, scope, cooldown).map_err(Refused::UsedUp)
    }

    /// Acquires one use.
    ///
    /// Without Redis, or while it does not answer, each process counts for itself, so commands stay usable. It then knows what Redis
    /// answered before. A strict cooldown refuses instead.
    pub(crate) async fn acquire(
        &self,
        command: usize,
        scope: ScopeKey,
        cooldown: Cooldown,
    ) -> Result<Ticket, Refused> {
        #[cfg(feature = "redis")]
        if let Some(shared) = &self.shared {
            match shared.acquire(command, scope, cooldown).await {
                Some(Ok(ticket)) => {
                    return Ok(Ticket::Shared(ticket, self.local.count(command, scope, cooldown)));
                }
                Some(Err(wait)) => {
                    self.local.learn(command, scope, cooldown, wait);
                    return Err(Refused::UsedUp(wait));
                }
                None if cooldown.strict => return Err(Refused::Unknown),
                None => {}
            }
        }
        self.local.acquire(command, scope, cooldown).map(Ticket::Local).map_err(Refused::UsedUp)
    }

    /// Refunds a use, unless it has expired.
    pub(crate) fn refund(&self, ticket: Ticket) {
        match ticket {
            Ticket::Local(ticket) => self.local.refund(ticket),
            #[cfg(feature = "redis")]
            Ticket::Shared(ticket, local) => {
                self.local.refund(local);
                if let Some(shared) = &self.shared {
                    shared.refund(ticket);
                }
            }
        }
    }

    /// Drops the uses that have expired.
    pub(crate) fn sweep(&self) {
        self.local.sweep();
    }
}
