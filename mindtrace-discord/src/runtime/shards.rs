//! The states of the shards and their gateway connections.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serenity::model::id::{GuildId, ShardId};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::gateway_command::{GatewayCommand, GatewayError, Presence};
use crate::activity::Activity;
use crate::event::ShardState;

/// The state of the bot as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum BotState {
    /// Not connected yet.
    Starting,
    /// Every shard of this process is connected.
    Connected,
    /// Some shards are not connected.
    Degraded,
    /// The connection ended for good.
    Failed,
    /// The bot is stopping.
    Draining,
}

/// The status of a shard.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "http", derive(utoipa::ToSchema))]
pub(crate) struct ShardStatus {
    pub(crate) id: u32,
    #[cfg_attr(feature = "http", schema(value_type = String))]
    pub(crate) state: ShardState,
    /// The number of its guilds; `null` before its first session.
    pub(crate) guilds: Option<usize>,
    pub(crate) latency_ms: Option<f64>,
    /// The time since the last frame from Discord.
    pub(crate) last_frame_age_ms: Option<u64>,
    /// The number of sessions that were started.
    pub(crate) identifies: u64,
    /// The number of connections after the first.
    pub(crate) reconnects: u64,
    /// Whether frames are read. With the overflow policy `wait` they are not while a queue is full.
    pub(crate) reading: bool,
}

/// The gateway connections.
#[derive(Default)]
pub(crate) struct Shards {
    table: Mutex<Table>,
    changed: watch::Sender<()>,
}

#[derive(Default)]
struct Table {
    /// The shards of this process.
    shards: BTreeMap<u32, Entry>,
    /// The number of shards of all processes; 0 before it is known.
    total: u32,
    /// Whether all shards are leased by other processes, so that this one has nothing to do.
    is_standby: bool,
    /// Whether the bot has no gateway: interactions are received by webhook.
    is_without_gateway: bool,
    /// Whether all shards have been connected at once.
    was_connected: bool,
    failed: bool,
    synced: bool,
    presence: Option<Presence>,
    /// The bytes of shards that ended, as they arrived and after decompression.
    #[cfg(any(feature = "http", feature = "redis"))]
    ended_bytes: (u64, u64),
}

/// A change of a shard's state.
pub(crate) struct Change {
    pub(crate) old: ShardState,
    /// The number of shards of this process, if all of them are connected for the first time.
    pub(crate) all_connected: Option<u32>,
}

#[derive(Default)]
struct Entry {
    state: ShardState,
    commands: Option<mpsc::Sender<GatewayCommand>>,
    latency: Option<Duration>,
    last_frame: Option<Instant>,
    /// The bytes of all frames as they arrived, and after decompression.
    received_bytes: u64,
    inflated_bytes: u64,
    identifies: u64,
    connections: u64,
    /// Whether no frames are read until there is room for events.
    waits_for_room: bool,
    /// The session and the sequence number of the last dispatch that was received.
    received: (String, u64),
    /// The number of gateway commands that were sent on this connection.
    sent_commands: u64,
    /// The number of guilds of this shard, if a session has begun.
    guilds: Option<usize>,
}

impl Shards {
    /// Records that a shard of `total` starts, with the channel of its gateway commands.
    pub(crate) fn begin(&self, shard: ShardId, total: u32, commands: mpsc::Sender<GatewayCommand>) {
        let mut table = self.table();
        table.total = total;
        table.is_standby = false;
        table.shards.entry(shard.0).or_default().commands = Some(commands);
    }

    /// Records that another process may run the shard from now on.
    #[cfg(feature = "redis")]
    pub(crate) fn end(&self, shard: ShardId) {
        let mut table = self.table();
        if let Some(ended) = table.shards.remove(&shard.0) {
            table.ended_bytes.0 += ended.received_bytes;
            table.ended_bytes.1 += ended.inflated_bytes;
        }
        drop(table);
        self.changed.send_replace(());
    }

    /// Records the number of shards of all processes, while this one may have none.
    #[cfg(feature = "redis")]
    pub(crate) fn set_total(&self, total: u32) {
        self.table().total = total;
    }

    /// Returns the number of shards of all processes; `None` before it is known, and without a gateway.
    #[cfg(feature = "http")]
    pub(crate) fn total(&self) -> Option<u32> {
        Some(self.table().total).filter(|total| *total > 0)
    }

    /// Records whether all shards are leased by other processes.
    #[cfg(feature = "redis")]
    pub(crate) fn set_standby(&self, is_standby: bool) {
        self.table().is_standby = is_standby;
        self.changed.send_replace(());
    }

    /// Sends a gateway command on the shard of a guild.
    pub(crate) fn send(&self, guild: GuildId, command: GatewayCommand) -> Result<(), GatewayError> {
        let table = self.table();
        if table.total == 0 {
            return Err(GatewayError::NotConnected);
        }
        let shard = u32::try_from((guild.get() >> 22) % u64::from(table.total)).unwrap_or_default();
        let entry = table.shards.get(&shard).ok_or(GatewayError::OtherProcess { shard })?;
        send(entry.commands.as_ref().ok_or(GatewayError::NotConnected)?, command)
    }

    /// Sets the presence on every shard, in this session and later ones.
    pub(crate) fn set_presence(&self, presence: &Presence, activity: &Activity) -> Result<(), GatewayError> {
        let mut table = self.table();
        table.presence = Some(presence.clone());
        let commands = table.shards.values().filter_map(|entry| entry.commands.as_ref());
        let command = || GatewayCommand::presence(presence, activity.begin());
        commands.map(|commands| send(commands, command())).fold(Ok(()), Result::and)
    }

    /// The presence that was set.
    pub(crate) fn presence(&self) -> Option<Presence> {
        self.table().presence.clone()
    }

    pub(crate) fn set_state(&self, shard: ShardId, state: ShardState) -> Change {
        let mut table = self.table();
        let entry = table.shards.entry(shard.0).or_default();
        let old = std::mem::replace(&mut entry.state, state);
        if state == ShardState::Connecting {
            entry.connections += 1;
            entry.sent_commands = 0;
        }
        let all_connected = !table.was_connected
            && state == ShardState::Connected
            && table.shards.values().all(|shard| shard.state == ShardState::Connected);
        table.was_connected |= all_connected;
        let total = u32::try_from(table.shards.len()).unwrap_or(u32::MAX);
        drop(table);
        self.changed.send_replace(());
        Change { old, all_connected: all_connected.then_some(total) }
    }

    /// Records the number of guilds of a shard.
    pub(crate) fn set_guilds(&self, shard: ShardId, guilds: usize) {
        self.table().shards.entry(shard.0).or_default().guilds = Some(guilds);
    }

    /// Records whether a shard reads frames.
    pub(crate) fn set_reading(&self, shard: ShardId, reading: bool) {
        self.table().shards.entry(shard.0).or_default().waits_for_room = !reading;
    }

    /// Returns whether every shard reads frames.
    #[cfg(feature = "http")]
    pub(crate) fn are_reading(&self) -> bool {
        self.table().shards.values().all(|shard| !shard.waits_for_room)
    }

    /// Counts an IDENTIFY.
    pub(crate) fn identifying(&self, shard: ShardId) {
        self.table().shards.entry(shard.0).or_default().identifies += 1;
    }

    /// Counts a frame of `received` bytes that contained a text of `inflated` bytes.
    pub(crate) fn frame_received(&self, shard: ShardId, received: usize, inflated: usize) {
        let mut table = self.table();
        let entry = table.shards.entry(shard.0).or_default();
        entry.last_frame = Some(Instant::now());
        entry.received_bytes += received as u64;
        entry.inflated_bytes += inflated as u64;
    }

    /// Returns the bytes of all frames as they arrived, and after decompression.
    #[cfg(feature = "http")]
    pub(crate) fn bytes(&self) -> (u64, u64) {
        let table = self.table();
        table.shards.values().fold(table.ended_bytes, |(received, inflated), entry| {
            (received + entry.received_bytes, inflated + entry.inflated_bytes)
        })
    }

    pub(crate) fn latency(&self, shard: ShardId, latency: Duration) {
        self.table().shards.entry(shard.0).or_default().latency = Some(latency);
    }

    /// Counts a gateway command that was sent.
    pub(crate) fn command_sent(&self, shard: ShardId) {
        self.table().shards.entry(shard.0).or_default().sent_commands += 1;
        #[cfg(feature = "sandbox")]
        self.changed.send_replace(());
    }

    /// Records the session and the sequence number of a dispatch.
    pub(crate) fn received(&self, shard: ShardId, session: &str, seq: u64) {
        let mut table = self.table();
        let received = &mut table.shards.entry(shard.0).or_default().received;
        if received.0 != session {
            session.clone_into(&mut received.0);
        }
        received.1 = seq;
        drop(table);
        #[cfg(feature = "sandbox")]
        self.changed.send_replace(());
    }

    /// Records that the commands were registered with Discord, or that registering failed.
    pub(crate) fn synced(&self) {
        self.table().synced = true;
        self.changed.send_replace(());
    }

    /// Records that the bot has no gateway, so it is connected without shards.
    pub(crate) fn set_without_gateway(&self) {
        self.table().is_without_gateway = true;
        self.changed.send_replace(());
    }

    /// Returns whether the bot has no gateway.
    #[cfg(feature = "sandbox")]
    pub(crate) fn is_without_gateway(&self) -> bool {
        self.table().is_without_gateway
    }

    /// Records that the connection ended for good.
    pub(crate) fn failed(&self) {
        self.table().failed = true;
        self.changed.send_replace(());
    }

    pub(crate) fn state(&self) -> BotState {
        let table = self.table();
        let connected = table.shards.values().filter(|shard| shard.state == ShardState::Connected).count();
        let ever = table.was_connected || table.shards.values().any(|shard| shard.received.1 > 0);
        let is_idle = table.is_without_gateway || (table.is_standby && table.shards.is_empty());
        if table.failed {
            BotState::Failed
        } else if is_idle || (connected > 0 && connected == table.shards.len()) {
            BotState::Connected
        } else if ever {
            BotState::Degraded
        } else {
            BotState::Starting
        }
    }

    /// Waits until the connection has ended for good.
    #[cfg(feature = "sandbox")]
    pub(crate) async fn has_failed(&self) {
        let mut changes = self.changed.subscribe();
        while self.state() != BotState::Failed {
            if changes.changed().await.is_err() {
                return;
            }
        }
    }

    /// Waits until the bot is connected and has registered its commands. Returns `false` if it failed instead.
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

    /// Subscribes to changes, dispatches included.
    #[cfg(feature = "sandbox")]
    pub(crate) fn watch(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Returns the sequence number of the last dispatch in a session, and the number of gateway commands sent on its connection.
    #[cfg(feature = "sandbox")]
    pub(crate) fn session_counters(&self, session: &str) -> Option<(u64, u64)> {
        let table = self.table();
        let entry = table.shards.values().find(|shard| shard.received.0 == session)?;
        Some((entry.received.1, entry.sent_commands))
    }

    /// Returns the status of every shard.
    pub(crate) fn snapshot(&self) -> Vec<ShardStatus> {
        let table = self.table();
        let shards = table.shards.iter().map(|(id, shard)| ShardStatus {
            id: *id,
            state: shard.state,
            guilds: shard.guilds,
            latency_ms: shard.latency.map(|latency| latency.as_secs_f64() * 1000.0),
            last_frame_age_ms: shard
                .last_frame
                .map(|at| u64::try_from(at.elapsed().as_millis()).unwrap_or(u64::MAX)),
            identifies: shard.identifies,
            reconnects: shard.connections.saturating_sub(1),
            reading: !shard.waits_for_room,
        });
        shards.collect()
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // No change can panic halfway, so a poisoned lock guards intact data.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn send(commands: &mpsc::Sender<GatewayCommand>, command: GatewayCommand) -> Result<(), GatewayError> {
    commands.try_send(command).map_err(|error| match error {
        mpsc::error::TrySendError::Full(_) => GatewayError::Full,
        mpsc::error::TrySendError::Closed(_) => GatewayError::NotConnected,
    })
}
