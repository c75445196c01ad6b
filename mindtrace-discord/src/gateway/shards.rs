//! The state of the gateway connections, as this process saw it; serenity's own view stays "connected" after a fatal close.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serenity::gateway::{ConnectionStage, ShardManager};
use serenity::model::id::ShardId;
use tokio::sync::watch;

/// How the bot as a whole is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BotState {
    /// Not connected yet.
    Starting,
    /// Every shard is connected.
    Connected,
    /// Some shard is not.
    Degraded,
    /// The connection ended for good.
    Failed,
    /// The bot is stopping.
    Draining,
}

/// One shard.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShardStatus {
    pub(crate) id: u32,
    pub(crate) stage: String,
    pub(crate) latency_ms: Option<f64>,
}

/// The gateway connections.
#[derive(Default)]
pub(crate) struct Shards {
    table: Mutex<Table>,
    manager: OnceLock<Arc<ShardManager>>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Table {
    stages: BTreeMap<u32, ConnectionStage>,
    total: u32,
    failed: bool,
    synced: bool,
}

impl Shards {
    pub(super) fn attach(&self, manager: Arc<ShardManager>) {
        // Called once, when the client connects.
        let _ = self.manager.set(manager);
    }

    /// A shard is connected; `total` is how many there are.
    pub(super) fn connected(&self, shard: ShardId, total: u32) {
        let mut table = self.table();
        table.total = table.total.max(total);
        table.stages.insert(shard.0, ConnectionStage::Connected);
        drop(table);
        self.changed.send_replace(());
    }

    /// A shard resumed its session.
    pub(super) fn resumed(&self, shard: ShardId) {
        self.connected(shard, 0);
    }

    /// serenity reports what a shard is doing; being connected is believed only after READY or RESUMED.
    pub(super) fn stage(&self, shard: ShardId, stage: ConnectionStage) {
        if stage != ConnectionStage::Connected {
            self.table().stages.insert(shard.0, stage);
            self.changed.send_replace(());
        }
    }

    /// The commands are registered with Discord, or it was tried.
    pub(super) fn synced(&self) {
        self.table().synced = true;
        self.changed.send_replace(());
    }

    /// The connection ended for good.
    pub(crate) fn failed(&self) {
        self.table().failed = true;
        self.changed.send_replace(());
    }

    pub(crate) fn state(&self) -> BotState {
        let table = self.table();
        let connected = table.stages.values().filter(|stage| **stage == ConnectionStage::Connected).count();
        if table.failed {
            BotState::Failed
        } else if table.total == 0 {
            BotState::Starting
        } else if u32::try_from(connected).is_ok_and(|connected| connected >= table.total) {
            BotState::Connected
        } else {
            BotState::Degraded
        }
    }

    /// Waits until the bot is connected and has registered its commands; `false` when it failed instead.
    #[cfg(feature = "sandbox")]
    pub(crate) async fn ready(&self) -> bool {
        let mut changes = self.changed.subscribe();
        loop {
            let synced = self.table().synced;
            match self.state() {
                BotState::Connected if synced => return true,
                BotState::Failed => return false,
                _ => {}
            }
            if changes.changed().await.is_err() {
                return false;
            }
        }
    }

    /// Every shard with its latency, in milliseconds.
    pub(crate) async fn snapshot(&self) -> Vec<ShardStatus> {
        let latencies: BTreeMap<u32, Option<Duration>> = match self.manager.get() {
            Some(manager) => {
                let runners = manager.runners.lock().await;
                runners.iter().map(|(id, runner)| (id.0, runner.latency)).collect()
            }
            None => BTreeMap::new(),
        };
        self.table()
            .stages
            .iter()
            .map(|(id, stage)| ShardStatus {
                id: *id,
                stage: stage.to_string(),
                latency_ms: latencies
                    .get(id)
                    .copied()
                    .flatten()
                    .map(|latency| latency.as_secs_f64() * 1000.0),
            })
            .collect()
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing in here can panic halfway through a change.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
