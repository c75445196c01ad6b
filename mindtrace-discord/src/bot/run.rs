//! A running bot, until it is stopped or fails.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::gateway::GatewayIntents;
use tokio_util::task::AbortOnDropHandle;

use super::signals::Signals;
use super::start::{Launch, start};
use super::{Bot, Error, intents, lifecycle};
use crate::clock::Clock;
use crate::config::CacheSetting;
use crate::connection_threads::ConnectionThreads;
use crate::discord::Endpoint;
use crate::gateway::{Gateway, Refusal};
#[cfg(feature = "http")]
use crate::http::HttpSurface;
use crate::logging;
use crate::rest::{Client, Relay};
use crate::runtime::Runtime;

/// The time that running commands have to finish when the bot stops.
const DRAIN: Duration = Duration::from_secs(10);

/// The time to inform the callers of cancelled commands.
const CANCEL: Duration = Duration::from_secs(2);

/// The time that the connections then have to close. All limits together stay below the 25 s after which the process must have ended.
const CLOSE: Duration = Duration::from_secs(3);

/// A running bot.
pub(crate) struct Running {
    pub(crate) runtime: Arc<Runtime>,
    pub(super) client: Arc<Client>,
    /// Sends the requests of serenity's client.
    pub(super) _relay: Relay,
    /// `None` when interactions are received by webhook.
    pub(super) gateway: Option<Gateway>,
    /// Tasks that end with the bot: they are aborted when the `Running` is dropped.
    pub(super) _background: Vec<AbortOnDropHandle<()>>,
    pub(super) intents: GatewayIntents,
    pub(super) cache: CacheSetting,
    #[cfg(feature = "http")]
    pub(crate) http: Option<HttpSurface>,
    /// Last, so that the tasks on them end first.
    pub(super) threads: ConnectionThreads,
}

impl Bot {
    /// Runs the bot on Discord until SIGINT, SIGTERM or a failure after which it cannot reconnect.
    ///
    /// A signal is no error: running commands get ten seconds to finish, then the connections close. A second signal ends the process at
    /// once, and so does the end of 25 seconds after the first one.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[tokio::main]
    /// async fn main() -> Result<()> {
    ///     let bot = Bot::builder().build()?;
    ///     println!("{} commands", bot.registry().commands().len());
    ///     Ok(bot.run().await?)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NoToken`] or [`Error::OtherToken`] without a token; [`Error::TokenRefused`], [`Error::IntentsRefused`] and
    /// [`Error::Gateway`] when Discord closes the connection permanently; [`Error::HttpBind`] and [`Error::HttpOpen`] when HTTP cannot start.
    pub async fn run(mut self) -> Result<(), Error> {
        let token = self.config.token.take().ok_or_else(|| Error::no_token(&self.config))?;
        logging::init(self.config.log.as_deref().unwrap_or("info"));
        self.config.warn_of_unknown_variables();
        raise_file_limit();
        let signals = Signals::new()?;
        let endpoint = Endpoint::new(token, &self.config);
        let mut running = tokio::select! {
            started = Box::pin(start(self, Launch::new(endpoint, Clock::default()))) => started?,
            // Nothing runs yet that has to finish.
            () = signals.wait() => return Ok(()),
        };
        #[cfg(feature = "http")]
        running.announce();
        let stop = running.runtime.stop.clone();
        let failed = tokio::select! {
            () = signals.wait() => None,
            () = stop.cancelled() => None,
            ended = running.ended() => Some(ended),
        };
        // Where timers work even if handlers block their threads.
        let threads = running.threads.handle().clone();
        let closed = threads.spawn(running.shutdown()).await;
        let closed = closed.unwrap_or_else(|error| {
            Err(Error::Io { what: "the bot did not stop in order", source: std::io::Error::other(error) })
        });
        failed.unwrap_or(closed)
    }
}

/// Raises the limit of open files as far as this process may. Each connection is one, and the usual 1024 are fewer than a burst of
/// interactions needs.
fn raise_file_limit() {
    match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(limit) => tracing::debug!(limit, "the limit of open files was raised"),
        Err(error) => tracing::warn!(%error, "the limit of open files could not be raised"),
    }
}

impl Running {
    /// Logs where the HTTP surface listens and how to authenticate.
    #[cfg(feature = "http")]
    pub(crate) fn announce(&self) {
        if let Some(http) = &self.http {
            tracing::info!(address = %http.address(), "HTTP surface listening; send `Authorization: Bearer <DISCORD_HTTP_TOKEN>`");
            if let Some(token) = http.generated_token() {
                // Not logged, because logs may be stored and shipped elsewhere.
                #[allow(clippy::print_stderr)]
                {
                    eprintln!("DISCORD_HTTP_TOKEN is not set; for this run it is: {token}");
                }
            }
        }
    }

    /// Waits until the bot cannot go on: the gateway connection has ended permanently, or Discord has refused the token.
    pub(crate) async fn ended(&mut self) -> Result<(), Error> {
        let client = Arc::clone(&self.client);
        tokio::select! {
            () = client.token_refused() => {
                self.runtime.shards.failed();
                Err(Error::TokenRefused)
            }
            ended = self.disconnected() => ended,
        }
    }

    async fn disconnected(&mut self) -> Result<(), Error> {
        let Some(gateway) = &mut self.gateway else { return std::future::pending().await };
        let refusal = match (&mut gateway.connection).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(refusal)) => refusal,
            Err(error) => {
                return Err(Error::Io {
                    what: "the gateway task ended",
                    source: std::io::Error::other(error),
                });
            }
        };
        self.runtime.shards.failed();
        Err(match refusal {
            Refusal::Token => Error::TokenRefused,
            Refusal::Intents => {
                Error::IntentsRefused(intents::refusal(self.intents, &self.cache, &self.runtime.registry))
            }
            Refusal::Other(code, reason) => Error::Gateway { code, reason },
        })
    }

    /// Stops the bot: refuses new commands, lets running ones finish, runs `#[on_shutdown]`, and closes the connections.
    ///
    /// If the next process resumes the gateway sessions, the gateway connection closes first, and events that wait are left to it. Calls
    /// that were received run, and so do the events that are not left.
    pub(crate) async fn shutdown(mut self) -> Result<(), Error> {
        tracing::info!("stopping; waiting for running commands");
        self.runtime.stop.cancel();
        self.runtime.drain();
        let keeps_sessions = self.runtime.received.is_some();
        if keeps_sessions {
            // Events that Discord sends from now on are received by the process that resumes the sessions.
            self.disconnect().await;
        }
        let finished = async {
            if let Some(received) = &self.runtime.received {
                received.wait().await;
            }
            self.runtime.tasks.wait().await;
        };
        if tokio::time::timeout(DRAIN, finished).await.is_err() {
            tracing::warn!("cancelling commands that did not finish in {DRAIN:?}");
            let events = self.runtime.event_queues.waiting();
            if events > 0 {
                tracing::warn!(events, "events that waited for their handlers are lost");
            }
            self.runtime.cancel.cancel();
            // Leaves time to inform their callers.
            let _ = tokio::time::timeout(CANCEL, self.runtime.tasks.wait()).await;
        }
        lifecycle::shutdown(&self.runtime).await;
        #[cfg(feature = "http")]
        if let Some(http) = self.http.take() {
            http.shutdown().await;
        }
        if !keeps_sessions {
            self.disconnect().await;
        }
        self.runtime.retire().await;
        self.runtime.store.close().await;
        self.runtime.telemetry.close().await;
        tracing::info!("stopped");
        Ok(())
    }

    /// Closes the gateway connection.
    async fn disconnect(&mut self) {
        if let Some(gateway) = self.gateway.as_mut().filter(|gateway| !gateway.connection.is_finished()) {
            gateway.close();
            if tokio::time::timeout(CLOSE, &mut gateway.connection).await.is_err() {
                tracing::warn!("the gateway connection did not close in {CLOSE:?} and is aborted");
                gateway.connection.abort();
            }
        }
    }
}
