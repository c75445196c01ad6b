//! Discord's gateway, through serenity's client. Nothing outside this folder knows that client.

mod autocomplete;
mod component;
mod edits;
mod handler;
mod interaction;
mod message;
mod prefix;
#[cfg(feature = "cli")]
mod rest;
mod shards;
mod slash;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::Client;
use serenity::cache::Cache;
use serenity::client::ClientBuilder;
use serenity::gateway::ShardManager;
use serenity::http::{Http, HttpBuilder};
use serenity::model::gateway::GatewayIntents;
use tokio_util::task::AbortOnDropHandle;

pub(crate) use self::edits::Edits;
#[cfg(feature = "sandbox")]
pub(crate) use self::handler::HANDLED;
#[cfg(any(feature = "http", feature = "cli"))]
pub(crate) use self::prefix::called;
#[cfg(feature = "cli")]
pub(crate) use self::rest::{Rest, rest};
#[cfg(feature = "http")]
pub(crate) use self::shards::ShardStatus;
pub(crate) use self::shards::{BotState, Shards};

use crate::bot::{Endpoint, Runtime};
use crate::error::Error;

/// A request that takes longer has failed; serenity itself would wait for ever.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// A connection that takes longer to open has failed.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A client that is ready to connect.
pub(crate) struct Prepared {
    client: Client,
    runtime: Arc<OnceLock<Arc<Runtime>>>,
}

/// The connection to Discord.
pub(crate) struct Gateway {
    shards: Arc<ShardManager>,
    /// Ends when the connection does for good.
    pub(crate) connection: AbortOnDropHandle<Result<(), serenity::Error>>,
}

/// Makes the client: its REST half works, its gateway half is not connected yet.
///
/// # Errors
///
/// [`Error::Gateway`] when the client cannot be made.
pub(crate) async fn prepare(endpoint: Endpoint, intents: GatewayIntents) -> Result<Prepared, Error> {
    let mut client = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).timeout(REQUEST_TIMEOUT);
    if endpoint.sandbox.is_some() {
        // What is meant for loopback stays there, whatever proxy the system is set to.
        client = client.no_proxy();
    }
    let client = client.build().map_err(|error| gateway(serenity::Error::Http(error.into())))?;
    let mut http = HttpBuilder::new(endpoint.token.expose_secret()).client(client);
    if let Some(stand_in) = &endpoint.sandbox {
        // serenity ignores the proxy unless its limiter is off, and would then talk to the real Discord.
        http = http.proxy(&stand_in.rest).ratelimiter_disabled(true);
    }
    let runtime = Arc::new(OnceLock::new());
    let handler = handler::Handler::new(Arc::clone(&runtime));
    let client = ClientBuilder::new_with_http(http.build(), intents)
        .event_handler(handler)
        .raw_event_handler(handler::Renew)
        .await
        .map_err(gateway)?;
    if let Some(stand_in) = endpoint.sandbox {
        // When asking for the address fails, serenity falls back to that of the real Discord; a sandbox never may.
        *client.ws_url.lock().await = stand_in.gateway;
    }
    Ok(Prepared { client, runtime })
}

impl Prepared {
    pub(crate) fn http(&self) -> Arc<Http> {
        Arc::clone(&self.client.http)
    }

    pub(crate) fn cache(&self) -> Arc<Cache> {
        Arc::clone(&self.client.cache)
    }

    /// Connects, and hands every event to `runtime` from now on.
    pub(crate) fn connect(self, runtime: &Arc<Runtime>) -> Gateway {
        let Self { mut client, runtime: cell } = self;
        let shards = Arc::clone(&client.shard_manager);
        runtime.shards.attach(Arc::clone(&shards));
        // The cell is empty: it was made with this client, and connecting consumes the client.
        let _ = cell.set(Arc::clone(runtime));
        let connection =
            AbortOnDropHandle::new(tokio::spawn(async move { client.start_autosharded().await }));
        Gateway { shards, connection }
    }
}

impl Gateway {
    /// Asks the shards to close.
    pub(crate) async fn close(&self) {
        self.shards.shutdown_all().await;
    }
}

fn gateway(error: serenity::Error) -> Error {
    Error::Gateway(Box::new(error))
}
