//! The connection to Discord's gateway: one task per shard, which receives events in the order in which Discord sent them.
//!
//! The connection is our own; serenity provides the models and the cache. Only this module knows how events arrive.

mod backoff;
mod close;
mod connect;
mod frame;
mod heartbeat;
mod identify;
mod inflate;
mod receive;
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

use self::identify::IdentifyQueue;
use self::shard::{Common, Shard};

use crate::discord::Endpoint;
use crate::prefix::Edits;
use crate::runtime::Runtime;
use crate::tls;

/// The most gateway commands that wait to be sent, per shard.
const COMMANDS: usize = 64;

/// The connection of all shards.
pub(crate) struct Gateway {
    closing: CancellationToken,
    /// Ends when all shards have disconnected for good.
    pub(crate) connection: AbortOnDropHandle<Result<(), Refusal>>,
}

impl Gateway {
    /// Connects with as many shards as Discord recommends, on `threads`, and passes every event to `runtime`.
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
    ) -> Result<Self, rustls::Error> {
        let limit = &gateway.session_start_limit;
        let identifies = IdentifyQueue::new(
            limit.remaining,
            limit.total,
            Duration::from_millis(limit.reset_after),
            limit.max_concurrency,
        );
        let tls = tls::client()?;
        let closing = CancellationToken::new();
        let common = Arc::new(Common {
            runtime: Arc::clone(runtime),
            edits: Arc::clone(edits),
            token: endpoint.token,
            intents,
            total: gateway.shards.max(1),
            ignores_resume_url: endpoint.gateway.is_some(),
            // A bot in the sandbox connects only to the emulator's gateway, regardless of the URL it was sent.
            url: endpoint.gateway.map_or(gateway.url, |url| url.as_str().to_owned()),
            compression: endpoint.compression,
            identifies,
            tls,
            closing: closing.clone(),
        });
        let mut shards = JoinSet::new();
        for id in (0..common.total).map(ShardId) {
            let (sender, commands) = mpsc::channel(COMMANDS);
            runtime.shards.begin(id, sender);
            shards.spawn_on(Shard::new(id, Arc::clone(&common), commands).run(), threads);
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
                result = Err(Refusal::Other(0, "a shard's task failed"));
            }
        }
    }
    result
}
