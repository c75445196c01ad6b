//! The connection to Discord's gateway: one task per shard, which receives events in the order in which Discord sent them.
//!
//! The connection is our own; serenity provides the models and the cache. Only this module knows how events arrive.

mod backoff;
mod close;
mod connect;
mod frame;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod handover;
mod heartbeat;
mod identify;
mod inflate;
mod lease;
#[cfg(feature = "redis")]
mod leases;
mod receive;
mod replay;
mod sessions;
mod shard;
mod socket;

use std::sync::Arc;
use std::time::Duration;

use serenity::model::gateway::{BotGateway, GatewayIntents};
use serenity::model::id::ShardId;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

pub(crate) use self::close::Refusal;
pub(crate) use self::receive::start_without_gateway;

use self::handover::hand_over;
use self::identify::IdentifyQueue;
#[cfg(feature = "redis")]
use self::identify::SharedIdentifies;
#[cfg(feature = "redis")]
use self::leases::Leases;
use self::sessions::Sessions;
use self::shard::{COMMANDS, Common, Place, Shard};

use crate::config::ShardSetting;
use crate::discord::Endpoint;
use crate::prefix::Edits;
#[cfg(feature = "redis")]
use crate::redis_server::RedisServer;
use crate::runtime::Runtime;
use crate::runtime::gateway_command::GatewayCommand;
use crate::store::ScopedStore;
use crate::tls;

/// The connection of all shards.
pub(crate) struct Gateway {
    closing: CancellationToken,
    /// Ends when all shards have disconnected for good.
    pub(crate) connection: AbortOnDropHandle<Result<(), Refusal>>,
}

/// The part of this process in what the processes of a bot divide and share.
pub(crate) struct Division {
    /// The shards of this process.
    pub(crate) shards: ShardSetting,
    /// Where a process that stops keeps its sessions; `None` ends them.
    pub(crate) sessions: Option<ScopedStore>,
    #[cfg(feature = "redis")]
    pub(crate) redis: Option<Arc<RedisServer>>,
}

impl Gateway {
    /// Connects with the shards of this process, on `threads`, and passes every event to `runtime`.
    ///
    /// # Errors
    ///
    /// Fails if TLS cannot be set up.
    pub(crate) fn connect(
        threads: &Handle,
        runtime: &Arc<Runtime>,
        endpoint: Endpoint,
        gateway: BotGateway,
        intents: GatewayIntents,
        edits: &Arc<Edits>,
        division: Division,
    ) -> Result<Self, rustls::Error> {
        let Division { shards: setting, sessions, .. } = division;
        let sessions = sessions
            .map(|store| Arc::new(Sessions::new(store, runtime.clock.clone(), &endpoint.token, intents)));
        let limit = &gateway.session_start_limit;
        let reset_after = Duration::from_millis(limit.reset_after);
        #[cfg_attr(not(feature = "redis"), allow(unused_mut))]
        let mut identifies =
            IdentifyQueue::new(limit.remaining, limit.total, reset_after, limit.max_concurrency);
        // A process with all shards needs no queue of its own beside another one.
        #[cfg(feature = "redis")]
        if let (ShardSetting::Range { .. } | ShardSetting::Lease(_), Some(server)) =
            (setting, &division.redis)
        {
            let server = Arc::clone(server);
            identifies.share(SharedIdentifies::new(
                server,
                limit.remaining,
                limit.total,
                reset_after,
                limit.max_concurrency,
            ));
        }
        let recommended = gateway.shards;
        let common = Arc::new(Common {
            runtime: Arc::clone(runtime),
            edits: Arc::clone(edits),
            token: endpoint.token,
            intents,
            ignores_resume_url: endpoint.gateway.is_some(),
            // A bot in the sandbox connects only to the emulator's gateway, regardless of the URL it was sent.
            url: endpoint.gateway.map_or(gateway.url, |url| url.as_str().to_owned()),
            compression: endpoint.compression,
            identifies,
            tls: tls::client()?,
            keeps_sessions: sessions.is_some(),
        });
        let closing = CancellationToken::new();
        #[cfg(feature = "redis")]
        if let (ShardSetting::Lease(total), Some(server)) = (setting, division.redis) {
            let wanted = (total, recommended.max(1));
            let leases = Leases::new(server, common, sessions, threads.clone(), closing.clone(), wanted);
            let connection = AbortOnDropHandle::new(threads.spawn(leases.run()));
            return Ok(Self { closing, connection });
        }
        let total = setting.total(recommended);
        let begin = |id| {
            let (sender, commands) = mpsc::channel(COMMANDS);
            runtime.shards.begin(ShardId(id), total, sender);
            (ShardId(id), commands)
        };
        // All begin before the first one starts, so that the bot is ready when all of them are connected.
        let opened: Vec<_> = setting.own(total).map(begin).collect();
        let mut shards = JoinSet::new();
        for (id, commands) in opened {
            let place = Place { id, total, lease: None, closing: closing.clone(), saved: None };
            shards.spawn_on(one(place, Arc::clone(&common), commands, sessions.clone()), threads);
        }
        let connection =
            AbortOnDropHandle::new(threads.spawn(all(Arc::clone(runtime), shards, closing.clone())));
        Ok(Self { closing, connection })
    }

    /// Asks the shards to close; [`connection`](Self::connection) ends when they have.
    pub(crate) fn close(&self) {
        self.closing.cancel();
    }
}

/// Runs one shard, from the session of the last process to that for the next one.
async fn one(
    mut place: Place,
    common: Arc<Common>,
    commands: mpsc::Receiver<GatewayCommand>,
    sessions: Option<Arc<Sessions>>,
) -> Result<(), Refusal> {
    let (id, total) = (place.id, place.total);
    if let Some(sessions) = &sessions {
        place.saved = sessions.take(id, total, None).await;
    }
    let runtime = Arc::clone(&common.runtime);
    let session = Shard::new(place, common, commands).run().await?;
    if let (Some(sessions), Some(session)) = (sessions, session) {
        hand_over(&runtime, &sessions, (id, total), session, None).await;
    }
    Ok(())
}

/// Waits for all shards. If Discord refuses one, all are closed.
async fn all(
    runtime: Arc<Runtime>,
    mut shards: JoinSet<Result<(), Refusal>>,
    closing: CancellationToken,
) -> Result<(), Refusal> {
    let mut result = Ok(());
    while let Some(ended) = shards.join_next().await {
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(refusal)) => {
                closing.cancel();
                runtime.shards.failed();
                result = Err(refusal);
            }
            Err(error) => {
                tracing::error!(%error, "a shard's task failed");
                closing.cancel();
                result = Err(Refusal::TASK_FAILED);
            }
        }
    }
    result
}
