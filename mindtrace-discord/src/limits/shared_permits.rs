//! Permits that the processes of one bot share.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::concurrency::Busy;
use super::{Cooldown, Counted, ScopeKey};
use crate::random;
use crate::shared_state::{Claim, SharedState};

/// How long a process that was killed keeps its permits.
const LASTS: Duration = Duration::from_secs(10);

/// The time between two attempts to get a permit.
const RETRY: Duration = Duration::from_millis(50);

/// How long a call waits for a permit at least: another process may be returning one.
const GRACE: Duration = Duration::from_millis(150);

/// The permits that the processes of one bot share.
#[derive(Debug)]
pub(crate) struct SharedPermits {
    server: Arc<dyn SharedState>,
    process: String,
    /// The key of each command, and whether it refuses calls while permits cannot be counted, by its position in the registry.
    commands: Vec<(String, bool)>,
}

impl SharedPermits {
    /// Creates the permits of these commands.
    pub(crate) fn new(server: Arc<dyn SharedState>, commands: &[Counted], process: &str) -> Self {
        let commands = commands.iter().map(|command| {
            let strict = command.cooldown.is_some_and(Cooldown::is_strict);
            (format!("permit:{}", command.key), strict)
        });
        Self { server, process: process.to_owned(), commands: commands.collect() }
    }

    /// Acquires a permit, for which it waits up to `wait`. Returns `None` while Redis does not answer: then the permits of this process
    /// count alone, except for a command with a strict cooldown.
    pub(super) async fn acquire(
        &self,
        (command, scope): (usize, ScopeKey),
        limit: u32,
        wait: Duration,
    ) -> Result<Option<Claim>, Busy> {
        let Some((key, strict)) = self.commands.get(command) else { return Ok(None) };
        let (key, holder) = (format!("{key}:{scope}"), format!("{}:{}", self.process, random::name()));
        let end = Instant::now() + wait.max(GRACE);
        loop {
            let permit = Claim::permit(&self.server, key.clone(), holder.clone(), limit, LASTS).await;
            match permit {
                Ok(Some(permit)) => return Ok(Some(permit)),
                Ok(None) if Instant::now() + RETRY <= end => sleep(RETRY).await,
                Err(_) if !strict => return Ok(None),
                Ok(None) | Err(_) => return Err(Busy),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::SharedPermits;
    use crate::limits::concurrency::{Busy, WaitQueues};
    use crate::limits::{Concurrency, CooldownScope, Counted, ScopeKey};
    use crate::shared_state::{MemoryState, SharedState};

    const ONE: Concurrency = Concurrency::new(CooldownScope::Global, 1);

    fn queues(server: &Arc<dyn SharedState>, process: &str) -> Arc<WaitQueues> {
        let commands = [Counted { key: "work".to_owned(), cooldown: None }];
        let permits = SharedPermits::new(Arc::clone(server), &commands, process);
        Arc::new(WaitQueues::new(Some(permits)))
    }

    #[tokio::test(start_paused = true)]
    async fn processes_share_permits() {
        let server: Arc<dyn SharedState> = Arc::new(MemoryState::default());
        let (one, two) = (queues(&server, "one"), queues(&server, "two"));
        let first = one.enter(0, ScopeKey::Global, ONE).await.unwrap();
        assert_eq!(two.enter(0, ScopeKey::Global, ONE).await.unwrap_err(), Busy);
        // A call that runs for long keeps its permit.
        tokio::time::sleep(Duration::from_mins(1)).await;
        assert_eq!(two.enter(0, ScopeKey::Global, ONE).await.unwrap_err(), Busy);
        let waits = two.enter(0, ScopeKey::Global, ONE.wait_millis(1_000));
        let ends = async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            drop(first);
        };
        let (second, ()) = tokio::join!(waits, ends);
        drop(second.unwrap());
        one.enter(0, ScopeKey::Global, ONE).await.unwrap();
    }
}
