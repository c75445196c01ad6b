//! A bot that runs, until it is stopped or fails.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::gateway::GatewayIntents;
use tokio_util::task::AbortOnDropHandle;

use super::signals::Signals;
use super::start::{Launch, start};
use super::{Bot, Error, intents, lifecycle};
use crate::clock::Clock;
use crate::config::CacheSetting;
use crate::discord::Endpoint;
use crate::gateway::{Gateway, Refusal};
#[cfg(feature = "http")]
use crate::http::HttpSurface;
use crate::logging;
use crate::runtime::Runtime;

/// How long running commands may take to finish once the bot is to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// How long telling the callers of cancelled commands may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long the connections may take to close after that. All together stays below the 25 s after which the process
/// must be gone.
const CLOSE: Duration = Duration::from_secs(3);

/// A bot that runs.
pub(crate) struct Running {
    pub(crate) runtime: Arc<Runtime>,
    /// `None` when interactions are received by webhook.
    pub(super) gateway: Option<Gateway>,
    /// Tasks that end with the bot: dropping a `Running` leaves nothing behind.
    pub(super) _background: Vec<AbortOnDropHandle<()>>,
    pub(super) intents: GatewayIntents,
    pub(super) cache: CacheSetting,
    #[cfg(feature = "http")]
    pub(crate) http: Option<HttpSurface>,
}

impl Bot {
    /// Runs the bot on Discord until SIGINT, SIGTERM or a failure that reconnecting cannot cure.
    ///
    /// Being told to stop is success: running commands get ten seconds to finish, then the connections close.
    ///
    /// # Errors
    ///
    /// [`Error::NoToken`] without a token; [`Error::TokenRefused`], [`Error::IntentsRefused`] and [`Error::Gateway`] when
    /// Discord ends the connection for good; [`Error::HttpBind`] and [`Error::HttpOpen`] when HTTP cannot start.
    pub async fn run(mut self) -> Result<(), Error> {
        let token = self.config.token.take().ok_or(Error::NoToken)?;
        logging::init(self.config.log.as_deref().unwrap_or("info"));
        let mut signals = Signals::new()?;
        let endpoint = Endpoint { token, emulator: None };
        let mut running = start(self, Launch::new(endpoint, Clock::default())).await?;
        #[cfg(feature = "http")]
        running.announce();
        let stop = running.runtime.stop.clone();
        let failed = tokio::select! {
            () = signals.wait() => None,
            () = stop.cancelled() => None,
            ended = running.ended() => Some(ended),
        };
        let closed = tokio::select! {
            closed = running.shutdown() => closed,
            // A second signal means now.
            () = signals.wait() => Ok(()),
        };
        failed.unwrap_or(closed)
    }
}

impl Running {
    /// Logs where the HTTP surface listens and how to authenticate.
    #[cfg(feature = "http")]
    pub(crate) fn announce(&self) {
        if let Some(http) = &self.http {
            tracing::info!(address = %http.address(), "HTTP surface listening; send `Authorization: Bearer <DISCORD_HTTP_TOKEN>`");
            if let Some(token) = http.generated_token() {
                // Not to the log: that may be kept, and shipped elsewhere.
                #[allow(clippy::print_stderr)]
                {
                    eprintln!("DISCORD_HTTP_TOKEN is not set; for this run it is: {token}");
                }
            }
        }
    }

    /// Waits until the connection has ended by itself.
    pub(crate) async fn ended(&mut self) -> Result<(), Error> {
        let Some(gateway) = &mut self.gateway else { return std::future::pending().await };
        let result = match (&mut gateway.connection).await {
            Ok(result) => result,
            Err(error) => {
                return Err(Error::Io {
                    what: "the gateway task ended",
                    source: std::io::Error::other(error),
                });
            }
        };
        match result {
            Ok(()) => Ok(()),
            Err(refusal) => {
                self.runtime.shards.failed();
                Err(match refusal {
                    Refusal::Token => Error::TokenRefused,
                    Refusal::Intents => Error::IntentsRefused(intents::refusal(
                        self.intents,
                        &self.cache,
                        &self.runtime.registry,
                    )),
                    Refusal::Other(code, reason) => Error::Gateway { code, reason },
                })
            }
        }
    }

    /// Stops in order: not ready, no new commands, running ones finish, `#[on_shutdown]`, connections close.
    pub(crate) async fn shutdown(mut self) -> Result<(), Error> {
        tracing::info!("stopping: running commands may finish");
        self.runtime.drain();
        if tokio::time::timeout(DRAIN, self.runtime.tasks.wait()).await.is_err() {
            tracing::warn!("some commands did not finish in {DRAIN:?} and are cancelled");
            self.runtime.cancel.cancel();
            // Their callers are told.
            let _ = tokio::time::timeout(FAREWELL, self.runtime.tasks.wait()).await;
        }
        lifecycle::shutdown(&self.runtime).await;
        #[cfg(feature = "http")]
        if let Some(http) = self.http.take() {
            http.shutdown().await;
        }
        if let Some(gateway) = self.gateway.as_mut().filter(|gateway| !gateway.connection.is_finished()) {
            gateway.close();
            if tokio::time::timeout(CLOSE, &mut gateway.connection).await.is_err() {
                tracing::warn!("the gateway did not close in {CLOSE:?} and is dropped");
                gateway.connection.abort();
            }
        }
        self.runtime.telemetry.close().await;
        tracing::info!("stopped");
        Ok(())
    }
}
