//! From a bot to a running one, and back down again.

use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio_util::task::AbortOnDropHandle;

use super::{Bot, Prefixes, Runtime, intents, lifecycle, logging, switching};
use crate::component::Signer;
use crate::config::{CacheSetting, Config, Mode};
use crate::dispatch::Lanes;
#[cfg(feature = "redis")]
use crate::dispatch::limiter::Shared;
use crate::error::Error;
use crate::gateway::{self, Edits, Gateway, Refusal};
#[cfg(feature = "http")]
use crate::http::{HttpSurface, Playground};
use crate::journal::Journal;
use crate::schedule::Clock;
use crate::switches::Switches;
use crate::sync;

/// How long running commands may take to finish once the bot is to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// How long telling the callers of cancelled commands may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// How long the connections may take to close after that. All together stays below the 25 s after which the process
/// must be gone.
const CLOSE: Duration = Duration::from_secs(3);

/// How often waits that are over are forgotten while nobody calls.
const SWEEP: Duration = Duration::from_mins(1);

/// Where Discord is.
pub(crate) struct Endpoint {
    pub(crate) token: SecretString,
    /// The stand-in to talk to instead of Discord.
    pub(crate) sandbox: Option<StandIn>,
    /// The clock it goes by.
    pub(crate) clock: Clock,
}

/// A stand-in for Discord.
pub(crate) struct StandIn {
    pub(crate) rest: String,
    pub(crate) gateway: String,
    /// What the page shows of it, if it is in this process.
    #[cfg(feature = "http")]
    pub(crate) playground: Option<Playground>,
}

/// A bot that runs.
pub(crate) struct Running {
    pub(crate) runtime: Arc<Runtime>,
    /// `None` when interactions are posted.
    gateway: Option<Gateway>,
    /// Dropping it ends it, as it does the connection and the HTTP surface: a `Running` leaves nothing behind.
    _sweeper: AbortOnDropHandle<()>,
    _follower: AbortOnDropHandle<()>,
    intents: serenity::model::gateway::GatewayIntents,
    cache: CacheSetting,
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
        let mut stop = Signals::new()?;
        let mut running = start(self, Endpoint { token, sandbox: None, clock: Clock::default() }).await?;
        #[cfg(feature = "http")]
        running.announce();
        let told = running.runtime.stop.clone();
        let failed = tokio::select! {
            () = stop.wait() => None,
            () = told.cancelled() => None,
            ended = running.ended() => Some(ended),
        };
        let closed = tokio::select! {
            closed = running.shutdown() => closed,
            // Whoever asks a second time does not want to wait.
            () = stop.wait() => Ok(()),
        };
        failed.unwrap_or(closed)
    }

    /// Runs the bot on Discord, or in the sandbox with a chat in the terminal when no token is set.
    ///
    /// # Errors
    ///
    /// Those of [`run`](Self::run), and [`Error::Sandbox`] when the sandbox cannot start.
    #[cfg(feature = "sandbox")]
    pub async fn run_or_sandbox(self) -> Result<(), Error> {
        if self.config.token.is_some() {
            return self.run().await;
        }
        // The chat is what somebody looks at there; what goes wrong still shows.
        logging::init(self.config.log.as_deref().unwrap_or("error"));
        let stop = Signals::new()?;
        crate::sandbox::chat::run(self, stop).await
    }
}

/// Connects, opens the HTTP surface, and comes back while both run on.
pub(crate) async fn start(bot: Bot, endpoint: Endpoint) -> Result<Running, Error> {
    let Bot { registry, states, config, intents, locales, globals, guild_prefixes, track_edits, handle } =
        bot;
    // Before the gateway, so that a port in use costs no login.
    #[cfg(feature = "http")]
    let listener = crate::http::bind(&config).await?;
    let signer = Signer::new(endpoint.token.expose_secret());
    #[cfg(feature = "http")]
    let mut endpoint = endpoint;
    #[cfg(feature = "http")]
    let playground = endpoint.sandbox.as_mut().and_then(|emulator| emulator.playground.take());
    let login = gateway::login(&endpoint, &handle, &config.cache).await?;
    let owners = config.owners.iter().copied();
    let clock = endpoint.clock.clone();
    let prefixes = Prefixes::new(&config.prefix, guild_prefixes);
    let mut runtime = Box::new(Runtime::new(registry, states, prefixes, signer, owners, login, clock));
    runtime.locales = locales;
    runtime.intents = intents;
    runtime.lanes = Lanes::new(config.lanes());
    runtime.sync = config.syncing();
    runtime.globals = globals;
    share(&mut runtime, &config)?;
    remember(&mut runtime, &config)?;
    runtime.edits = Edits::new(track_edits);
    let runtime = Arc::new(*runtime);
    handle.lead_to(&runtime);
    runtime.tasks.spawn(sync::sync(Arc::clone(&runtime)));
    lifecycle::start(&runtime).await?;
    intents::log(intents, &config.cache, &runtime.registry);
    let gateway = match config.mode {
        Mode::Gateway => Some(Gateway::connect(&runtime, endpoint, intents).await?),
        Mode::Http => {
            gateway::begin_without(&runtime);
            None
        }
    };
    #[cfg(feature = "http")]
    let http = listener
        .map(|listener| HttpSurface::start(listener, &config, Arc::clone(&runtime), playground))
        .transpose()?;
    let follower = AbortOnDropHandle::new(tokio::spawn(switching::follow(Arc::clone(&runtime))));
    let sweeper = AbortOnDropHandle::new(tokio::spawn(sweep(Arc::clone(&runtime))));
    Ok(Running {
        runtime,
        gateway,
        _sweeper: sweeper,
        _follower: follower,
        intents,
        cache: config.cache,
        #[cfg(feature = "http")]
        http,
    })
}

impl Running {
    /// Says where the HTTP surface listens and how to authenticate.
    #[cfg(feature = "http")]
    pub(crate) fn announce(&self) {
        if let Some(http) = &self.http {
            tracing::info!(address = %http.address(), "HTTP surface listening; send `Authorization: Bearer <DISCORD_HTTP_TOKEN>`");
            if let Some(token) = http.generated_token() {
                // Not into the log: that may be kept, and shipped elsewhere.
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

    /// Not ready any more → no new commands → running ones finish → what the bot does at its end → connections close.
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
        self.runtime.journal.close().await;
        tracing::info!("stopped");
        Ok(())
    }
}

/// Counts cooldowns in the Redis that the configuration names.
#[cfg_attr(not(feature = "redis"), allow(clippy::needless_pass_by_ref_mut))]
pub(crate) fn share(runtime: &mut Runtime, config: &Config) -> Result<(), Error> {
    let Some(url) = &config.redis_url else { return Ok(()) };
    #[cfg(feature = "redis")]
    {
        let application = runtime.identity.application_id;
        runtime.limiter.share(Shared::new(url, application, &runtime.registry)?);
        Ok(())
    }
    #[cfg(not(feature = "redis"))]
    {
        let _ = (runtime, url);
        Err(Error::Redis(
            "this program was built without the feature `redis` of mindtrace-discord".to_owned(),
        ))
    }
}

/// Obeys what was switched before the last start, and takes down what happens from now on.
pub(crate) fn remember(runtime: &mut Runtime, config: &Config) -> Result<(), Error> {
    runtime.switches = Switches::open(config.state.clone(), &runtime.registry)
        .map_err(|error| Error::State(error.to_string()))?;
    logging::set(runtime.switches.state().log_level());
    runtime.journal = Journal::open(config.audit.as_deref())
        .map_err(|source| Error::Io { what: "the file of DISCORD_AUDIT cannot be opened", source })?;
    Ok(())
}

async fn sweep(runtime: Arc<Runtime>) {
    let mut ticks = tokio::time::interval(SWEEP);
    loop {
        ticks.tick().await;
        runtime.limiter.sweep();
        runtime.edits.sweep();
        forget_buckets(&runtime).await;
    }
}

/// Forgets the limits of requests that have passed: serenity keeps one for each interaction for ever.
async fn forget_buckets(runtime: &Runtime) {
    let Some(limiter) = &runtime.http.ratelimiter else { return };
    let now = std::time::SystemTime::now();
    limiter.routes().write().await.retain(|_, bucket| match bucket.try_lock() {
        Ok(bucket) => bucket.reset().is_some_and(|reset| reset > now),
        // In use.
        Err(_) => true,
    });
}

/// SIGINT and SIGTERM.
pub(crate) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    pub(crate) fn new() -> Result<Self, Error> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let listen =
                |kind| signal(kind).map_err(|source| Error::Io { what: "cannot listen for signals", source });
            Ok(Self {
                terminate: listen(SignalKind::terminate())?,
                interrupt: listen(SignalKind::interrupt())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    pub(crate) async fn wait(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
