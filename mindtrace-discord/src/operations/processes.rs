//! The list of the bot's processes: each announces itself in Redis and reads who else is there.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio::time::MissedTickBehavior;

use crate::runtime::Runtime;
use crate::runtime::processes::Process;
use crate::runtime::shards::BotState;
use crate::shared_state::{Away, SharedState};

/// The key that the processes hold.
const KEY: &str = "processes";

/// How often a process announces itself.
const PERIOD: Duration = Duration::from_secs(5);

/// How long a process is listed after its last announcement.
const LASTS: Duration = Duration::from_secs(15);

/// The most processes that are listed.
const MOST: u32 = 10_000;

impl Runtime {
    /// Returns this process, and those that were seen last in Redis.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    pub(crate) fn all_processes(&self) -> Vec<Process> {
        let mut all = vec![self.process()];
        all.extend(self.processes.others().iter().cloned());
        all
    }

    /// Announces this process in Redis, and reads the others, as long as the bot runs.
    pub(crate) async fn announce(self: Arc<Self>) {
        let Some(shared) = &self.shared else { return };
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut announced = None;
        loop {
            ticks.tick().await;
            if self.processes.is_retired() {
                return;
            }
            // The list stays as it was while Redis does not answer, which the status says.
            if let Ok(others) = self.exchange(&**shared, &mut announced).await {
                self.processes.set_others(others);
            }
        }
    }

    /// Removes this process from the list.
    pub(crate) async fn retire(&self) {
        let Some(shared) = &self.shared else { return };
        self.processes.retire();
        let id = self.processes.id();
        let removed = async {
            shared.release(KEY, id).await?;
            let key = key(id);
            let text = shared.get(&key).await?;
            shared.swap(&key, text.as_deref(), None, None).await
        };
        if removed.await.is_err() {
            tracing::debug!("this process could not be removed from the list in Redis, and expires there");
        }
    }

    async fn exchange(
        &self,
        shared: &dyn SharedState,
        announced: &mut Option<String>,
    ) -> Result<Vec<Process>, Away> {
        let id = self.processes.id();
        // Numbers and texts only, which always serialize.
        let text = serde_json::to_string(&self.process()).unwrap_or_default();
        let own = key(id);
        shared.hold(KEY, id, MOST, LASTS).await?;
        if !shared.swap(&own, announced.as_deref(), Some(&text), Some(LASTS)).await? {
            // It has expired, or Redis has lost it.
            let found = shared.get(&own).await?;
            shared.swap(&own, found.as_deref(), Some(&text), Some(LASTS)).await?;
        }
        *announced = Some(text);
        let others: Vec<String> =
            shared.holders(KEY).await?.into_iter().filter(|other| other != id).collect();
        let keys: Vec<String> = others.iter().map(|other| key(other)).collect();
        let texts = join_all(keys.iter().map(|key| shared.get(key))).await;
        let texts = texts.into_iter().filter_map(|text| text.ok().flatten());
        let mut others: Vec<Process> = texts.filter_map(|text| serde_json::from_str(&text).ok()).collect();
        others.sort_by(|a, b| a.started.cmp(&b.started));
        Ok(others)
    }

    fn process(&self) -> Process {
        let state = match self.state() {
            BotState::Starting => "starting",
            BotState::Connected => "connected",
            BotState::Degraded => "degraded",
            BotState::Failed => "failed",
            BotState::Draining => "draining",
        };
        self.processes.own(state, self.shards.snapshot().into_iter().map(|shard| shard.id).collect())
    }
}

/// Returns the key of a process, which has a text while the process lives.
pub(crate) fn key(process: &str) -> String {
    format!("process:{process}")
}
