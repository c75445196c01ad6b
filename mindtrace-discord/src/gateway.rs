//! Discord's gateway: one task a shard, in which every event arrives in the order Discord sent it.
//!
//! The connection is our own; serenity brings the models, the cache and the REST client. Nothing outside this folder
//! knows how events arrive.

mod autocomplete;
mod backoff;
mod close;
mod component;
mod edits;
mod frame;
mod heart;
mod identify;
mod interaction;
mod login;
mod message;
mod order;
mod prefix;
mod receive;
mod requests;
mod shard;
mod shards;
mod slash;
mod socket;
mod submission;

use std::sync::Arc;
use std::time::Duration;

use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{ShardId, UserId};
use serenity::model::user::User;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

pub(crate) use self::close::Refusal;
pub(crate) use self::edits::Edits;
#[cfg(feature = "sandbox")]
pub(crate) use self::login::rate_limited;
pub(crate) use self::login::{Login, login};
pub use self::order::GatewayError;
pub(crate) use self::order::{Order, Presence};
#[cfg(any(feature = "http", feature = "cli"))]
pub(crate) use self::prefix::called;
pub(crate) use self::requests::Requests;
#[cfg(feature = "http")]
pub(crate) use self::shards::ShardStatus;
pub use self::shards::Stage;
pub(crate) use self::shards::{BotState, Shards};

pub(crate) use self::receive::begin_without;
#[cfg(feature = "http")]
pub(crate) use self::receive::posted as interaction;

use self::identify::IdentifyQueue;
use self::login::patiently;
use self::message::MessageResponder;
use self::shard::{Common, Shard};

use crate::bot::{Endpoint, Runtime};
use crate::error::Error;
use crate::event::Scene;
use crate::redact::redacted;
use crate::reply::Responder;

/// Orders that wait to be said to Discord, for each shard.
const ORDERS: usize = 64;

/// The connection to Discord.
pub(crate) struct Gateway {
    closing: CancellationToken,
    /// Ends when the connection does for good.
    pub(crate) connection: AbortOnDropHandle<Result<(), Refusal>>,
}

impl Gateway {
    /// Connects with as many shards as Discord recommends, and hands every event to `runtime` from now on.
    ///
    /// # Errors
    ///
    /// [`Error::TokenRefused`], and [`Error::Discord`] when Discord does not say where its gateway is.
    pub(crate) async fn connect(
        runtime: &Arc<Runtime>,
        endpoint: Endpoint,
        intents: GatewayIntents,
    ) -> Result<Self, Error> {
        let gateway = patiently(|| runtime.http.get_bot_gateway()).await?;
        let limit = &gateway.session_start_limit;
        let identifies = IdentifyQueue::new(
            limit.remaining,
            limit.total,
            Duration::from_millis(limit.reset_after),
            limit.max_concurrency,
        );
        let tls = socket::tls().map_err(|error| Error::Io {
            what: "TLS cannot be set up",
            source: std::io::Error::other(error),
        })?;
        let closing = CancellationToken::new();
        let common = Arc::new(Common {
            runtime: Arc::clone(runtime),
            token: endpoint.token,
            intents,
            total: gateway.shards.max(1),
            stays: endpoint.sandbox.is_some(),
            // Whatever a stand-in were to answer, a sandbox leads nowhere but to its own gateway.
            url: endpoint.sandbox.map_or(gateway.url, |stand_in| stand_in.gateway),
            identifies,
            tls,
            closing: closing.clone(),
        });
        let mut shards = JoinSet::new();
        for id in (0..common.total).map(ShardId) {
            let (sender, orders) = mpsc::channel(ORDERS);
            runtime.shards.begin(id, sender);
            shards.spawn(Shard::new(id, Arc::clone(&common), orders).run());
        }
        let connection = AbortOnDropHandle::new(tokio::spawn(all(shards, closing.clone())));
        Ok(Self { closing, connection })
    }

    /// Asks the shards to close; [`connection`](Self::connection) ends when they have.
    pub(crate) fn close(&self) {
        self.closing.cancel();
    }
}

/// Waits for all shards; what one is refused for holds for all.
async fn all(mut shards: JoinSet<Result<(), Refusal>>, closing: CancellationToken) -> Result<(), Refusal> {
    let mut result = Ok(());
    while let Some(ended) = shards.join_next().await {
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(refusal)) => {
                closing.cancel();
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

/// How a handler of an event speaks: in its channel, to the message if that is what the event is.
pub(crate) fn responder(runtime: &Runtime, scene: &Scene, actor: UserId) -> Option<Arc<dyn Responder>> {
    let channel_id = scene.channel_id?;
    let responder = match scene.message_id.filter(|_| scene.answers) {
        Some(message_id) => {
            let call = Some((message_id, actor));
            MessageResponder::new(runtime, channel_id, call, scene.guild_id.is_some(), false)
        }
        None => MessageResponder::new(runtime, channel_id, None, true, false),
    };
    Some(Arc::new(responder))
}

/// A user of whom an event tells the id: as the cache knows, as Discord answers, else without a name.
pub(crate) async fn user(runtime: &Runtime, id: UserId) -> User {
    let known = runtime.cache.user(id).map(|user| user.clone()).or_else(|| runtime.seen.get(id));
    if let Some(user) = known {
        return user;
    }
    match runtime.http.get_user(id).await {
        Ok(user) => {
            runtime.seen.add(user.clone());
            user
        }
        Err(error) => {
            tracing::warn!(user = %id, error = %redacted(&error), "Discord does not say who a user is; an event has its id only");
            let mut user = User::default();
            user.id = id;
            user
        }
    }
}
