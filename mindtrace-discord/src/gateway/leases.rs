//! Shards that the processes of a bot divide among themselves, with leases in Redis.
//!
//! Each process registers itself and renews its leases every second, and has at most its fair share of the shards. A process that joins
//! gets shards from those that have too many; one that ends leaves them to the others.

mod table;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serenity::model::id::ShardId;
use tokio::runtime::Handle;
use tokio::sync::{OnceCell, mpsc};
use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::table::{LEASE, LeaseTable, Taken};

use super::close::Refusal;
use super::handover::hand_over;
use super::lease::{Lease, Moment};
use super::sessions::{SavedSession, Sessions};
use super::shard::{COMMANDS, Common, Place, Shard};
use crate::random::fraction;
use crate::redis_server::RedisServer;
use crate::runtime::Runtime;
use crate::runtime::gateway_command::GatewayCommand;

/// A process stops using a lease this long before it expires in Redis.
const MARGIN: Duration = Duration::from_secs(1);

/// How long a shard runs on a lease that is not renewed.
const USABLE: Duration = LEASE.saturating_sub(MARGIN);

/// How often a process renews its leases and looks for free ones. A shard that another process leaves is taken after this time.
const ROUND: Duration = Duration::from_secs(1);

/// For how long no lease is taken in a Redis that is new: if it has lost its data, the processes that run renew their leases first. Each of
/// them is connected again after half a second, asks again after one, and does so in its next round.
const QUIET: Duration = Duration::from_secs(5);

/// For how long each process takes only its own shards again after Redis did not answer.
const OWN_FIRST: Duration = Duration::from_secs(3);

/// The shards of this process.
pub(super) struct Leases {
    table: Arc<LeaseTable>,
    common: Arc<Common>,
    sessions: Option<Arc<Sessions>>,
    threads: Handle,
    closing: CancellationToken,
    /// The number of shards of all processes, if it is set; and the one that Discord recommends.
    wanted: (Option<u32>, u32),
    /// The number of shards of all processes; 0 until it is known.
    total: u32,
    held: BTreeMap<u32, Held>,
    shards: JoinSet<Ended>,
    /// The leases that are being released. A slow Redis must not delay the renewal of the others.
    releases: JoinSet<()>,
    /// The sessions of leases that have ended, with their fencing numbers. They are resumed if no other process had the shard since.
    ended: HashMap<u32, (u64, SavedSession)>,
    /// After Redis did not answer, each process takes its own shards again before it takes others.
    quiet_until: Instant,
    /// Since when the Redis is used that answered last.
    since: Option<i64>,
    /// Whether this process was drained, and has left its shards to others.
    has_left: bool,
    /// Whether the log says that another number of shards is in use.
    has_warned: bool,
}

struct Held {
    lease: Arc<Lease>,
    fence: u64,
    /// Cancelled to leave the shard to another process.
    closing: CancellationToken,
}

struct Ended {
    shard: u32,
    /// The session, unless it is stored for another process.
    result: Result<Option<SavedSession>, Refusal>,
}

impl Leases {
    /// Prepares to lease shards. `wanted` is the number of shards of all processes, or `None` for the recommended one.
    pub(super) fn new(
        server: Arc<RedisServer>,
        common: Arc<Common>,
        sessions: Option<Arc<Sessions>>,
        threads: Handle,
        closing: CancellationToken,
        wanted: (Option<u32>, u32),
    ) -> Self {
        Self {
            table: Arc::new(LeaseTable::new(server)),
            common,
            sessions,
            threads,
            closing,
            wanted,
            total: 0,
            held: BTreeMap::new(),
            shards: JoinSet::new(),
            releases: JoinSet::new(),
            ended: HashMap::new(),
            quiet_until: Instant::now(),
            since: None,
            has_left: false,
            has_warned: false,
        }
    }

    /// Runs leased shards until the bot stops or Discord refuses one.
    pub(super) async fn run(mut self) -> Result<(), Refusal> {
        let closing = self.closing.clone();
        let mut next = Instant::now();
        let result = loop {
            tokio::select! {
                biased;
                () = closing.cancelled() => break Ok(()),
                Some(ended) = self.shards.join_next() => {
                    if let Err(refusal) = self.shard_ended(ended) {
                        break Err(refusal);
                    }
                }
                Some(_) = self.releases.join_next() => {}
                () = tokio::time::sleep_until(next) => {
                    tokio::select! {
                        biased;
                        () = closing.cancelled() => break Ok(()),
                        () = self.round() => next = Instant::now() + ROUND,
                    }
                }
            }
        };
        if result.is_err() {
            self.common.runtime.shards.failed();
        }
        self.leave().await;
        result
    }

    /// Closes all shards and releases their leases.
    async fn leave(&mut self) {
        self.closing.cancel();
        self.table.leave().await;
        while let Some(ended) = self.shards.join_next().await {
            // The bot stops, for this reason or an earlier one.
            let _ = self.shard_ended(ended);
        }
        while self.releases.join_next().await.is_some() {}
        // Also one that was taken, but whose answer was not waited for.
        self.table.release_all(self.total).await;
    }

    /// Registers this process, renews its leases, and takes or gives up some.
    async fn round(&mut self) {
        if self.has_left {
            // Until they are closed.
            return self.renew().await;
        }
        let (wanted, adopts) = match (self.total, self.wanted) {
            (0, (None, recommended)) => (recommended, true),
            (0, (Some(total), _)) | (total, _) => (total, false),
        };
        // Without an answer the leases end by themselves, and are taken again when there is one.
        let Some(registered) = self.table.register(wanted, adopts).await else {
            self.be_quiet(OWN_FIRST);
            return;
        };
        if self.since.replace(registered.since).is_some_and(|since| since != registered.since) {
            tracing::warn!("Redis has lost the leases; no free one is taken while others may be in use");
            // A process that cannot reach it uses its leases until they end. Nothing tells who else had a shard since a session ended.
            self.be_quiet(LEASE);
            self.ended.clear();
        }
        self.renew().await;
        if registered.total != wanted && !adopts {
            self.wait_for_other_total(registered.total);
            return;
        }
        self.total = registered.total;
        self.has_warned = false;
        let runtime = &self.common.runtime;
        runtime.shards.set_total(self.total);
        runtime.leaves_shards.store(self.sessions.is_some() && registered.alive > 1, Ordering::Release);
        if runtime.is_draining() && registered.alive > 1 && self.leave_to_others().await {
            return;
        }
        let share = fair_share(self.total, registered.alive);
        let surplus = self.held.len().saturating_sub(share);
        for (shard, held) in self.held.iter().rev().take(surplus) {
            if !held.closing.is_cancelled() {
                tracing::info!(shard, "the shard is left to another process");
                held.closing.cancel();
            }
        }
        if self.held.len() < share && registered.age >= QUIET {
            self.take(share - self.held.len()).await;
        }
    }

    /// Takes no lease that another process may still use, for this time at least.
    fn be_quiet(&mut self, duration: Duration) {
        self.quiet_until = self.quiet_until.max(Instant::now() + duration);
    }

    /// Leaves the shards of a process that is drained to the others. Returns whether there is another one.
    async fn leave_to_others(&mut self) -> bool {
        // Others may be drained at once, so the last one is decided on in Redis.
        match self.table.leave_to_others().await {
            Some(true) => {
                tracing::info!("this process is drained, so its shards are left to the others");
                self.has_left = true;
                self.close_all();
                true
            }
            // It keeps its shards, and tells callers that it restarts.
            Some(false) => {
                self.common.runtime.leaves_shards.store(false, Ordering::Release);
                false
            }
            None => false,
        }
    }

    /// Closes the shards, because other processes run another number of them.
    fn wait_for_other_total(&mut self, total: u32) {
        if !self.has_warned {
            self.has_warned = true;
            tracing::warn!(
                total,
                "other processes run another number of shards; this one waits for their end"
            );
        }
        self.close_all();
        if self.held.is_empty() {
            self.total = 0;
            self.ended.clear();
        }
    }

    fn close_all(&self) {
        self.held.values().for_each(|held| held.closing.cancel());
    }

    async fn renew(&mut self) {
        let held = self.held.iter().filter(|(_, held)| held.lease.is_valid());
        let held: Vec<Taken> = held.map(|(shard, held)| Taken { shard: *shard, fence: held.fence }).collect();
        if held.is_empty() {
            return;
        }
        let from = Moment::now();
        let Some(kept) = self.table.renew(self.total, &held).await else { return };
        for (Taken { shard, .. }, is_kept) in held.iter().zip(kept) {
            let Some(held) = self.held.get(shard) else { continue };
            if !is_kept {
                held.lease.lose();
            } else if !held.lease.extend(from, USABLE) {
                // It ended while Redis answered, so the shard has closed.
                tracing::debug!(shard, "a lease was renewed too late");
            }
        }
    }

    /// Takes up to `most` free leases and starts their shards.
    async fn take(&mut self, most: usize) {
        let mut free: Vec<u32> = (0..self.total).filter(|shard| !self.held.contains_key(shard)).collect();
        // Processes that search at once begin at different shards.
        let begin = f64::from(self.total) * fraction();
        let at = free.partition_point(|shard| f64::from(*shard) < begin);
        free.rotate_left(at);
        let is_quiet = Instant::now() < self.quiet_until;
        if is_quiet {
            free.retain(|shard| self.ended.contains_key(shard));
        }
        if free.is_empty() {
            return;
        }
        let from = Moment::now();
        let Some(mut taken) = self.table.take(self.total, &free, most).await else { return };
        let is_standby = !is_quiet && taken.is_empty() && self.held.is_empty();
        self.common.runtime.shards.set_standby(is_standby);
        taken.sort_unstable_by_key(|taken| taken.shard);
        // All begin before the first one starts, so that the bot is ready when all of them are connected.
        let opened: Vec<_> = taken.into_iter().map(|taken| (taken, self.begin(taken.shard))).collect();
        let settings = Arc::new(OnceCell::new());
        for (taken, commands) in opened {
            self.start(taken, from, commands, Arc::clone(&settings));
        }
    }

    fn begin(&self, shard: u32) -> mpsc::Receiver<GatewayCommand> {
        let (sender, commands) = mpsc::channel(COMMANDS);
        self.common.runtime.shards.begin(ShardId(shard), self.total, sender);
        commands
    }

    fn start(
        &mut self,
        Taken { shard, fence }: Taken,
        from: Moment,
        commands: mpsc::Receiver<GatewayCommand>,
        settings: Arc<OnceCell<()>>,
    ) {
        let lease = Arc::new(Lease::new(from, USABLE));
        let closing = self.closing.child_token();
        self.held.insert(shard, Held { lease: Arc::clone(&lease), fence, closing: closing.clone() });
        let own = self.ended.remove(&shard).filter(|(before, _)| before + 1 == fence);
        let (common, sessions) = (Arc::clone(&self.common), self.sessions.clone());
        let (id, total) = (ShardId(shard), self.total);
        tracing::info!(shard, total, fence, "the shard is leased");
        let running = async move {
            let runtime = Arc::clone(&common.runtime);
            // Once for all shards that are taken at the same time.
            settings.get_or_init(|| read_settings(&common.runtime)).await;
            let saved = match (own, &sessions) {
                (Some((_, session)), _) => Some(session),
                (None, Some(sessions)) => sessions.take(id, total, Some(fence)).await,
                (None, None) => None,
            };
            let place = Place { id, total, lease: Some(Arc::clone(&lease)), closing, saved };
            let mut result = Shard::new(place, common, commands).run().await;
            if let (Ok(session), Some(sessions)) = (&mut result, &sessions)
                && lease.is_valid()
                && let Some(session) = session.take()
            {
                hand_over(&runtime, sessions, (id, total), session, Some(fence)).await;
            }
            Ended { shard, result }
        };
        self.shards.spawn_on(running, &self.threads);
    }

    /// Releases the lease of a shard that has ended, in the background.
    fn shard_ended(&mut self, ended: Result<Ended, JoinError>) -> Result<(), Refusal> {
        let Ended { shard, result } = ended.map_err(|error| {
            tracing::error!(%error, "a shard's task failed");
            Refusal::TASK_FAILED
        })?;
        self.common.runtime.shards.end(ShardId(shard));
        let Some(held) = self.held.remove(&shard) else { return result.map(|_| ()) };
        if !held.lease.is_valid() {
            tracing::warn!(shard, "the lease of the shard has ended");
        }
        // Also one that has ended here, but was renewed in Redis.
        let (table, total) = (Arc::clone(&self.table), self.total);
        let release = async move { table.release(total, Taken { shard, fence: held.fence }).await };
        self.releases.spawn_on(release, &self.threads);
        if let Some(session) = result? {
            self.ended.insert(shard, (held.fence, session));
        }
        Ok(())
    }
}

/// Reads the settings that other processes have set for guilds of shards that were theirs.
async fn read_settings(runtime: &Runtime) {
    if let Err(error) = runtime.settings.load().await {
        tracing::warn!(%error, "the settings that other processes have set could not be read");
    }
}

/// Returns the most shards of one process.
fn fair_share(total: u32, processes: u32) -> usize {
    usize::try_from(total.div_ceil(processes.max(1))).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::fair_share;

    #[test]
    fn shares_cover_all_shards() {
        for (total, processes, share) in
            [(1, 1, 1), (8, 1, 8), (8, 2, 4), (8, 3, 3), (4, 3, 2), (2, 8, 1), (5, 0, 5), (32, 5, 7)]
        {
            assert_eq!(fair_share(total, processes), share, "{total} for {processes}");
            let all = fair_share(total, processes) * usize::try_from(processes.max(1)).unwrap();
            assert!(all >= usize::try_from(total).unwrap());
        }
    }
}
