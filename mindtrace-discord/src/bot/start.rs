//! Starts a bot: assembles the runtime and connects.

use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
#[cfg(any(feature = "redis", feature = "cli"))]
use serenity::model::id::ApplicationId;
use tokio::runtime::Handle;
use tokio_util::task::AbortOnDropHandle;

use super::run::Running;
use super::{Bot, BotHandle, Error, intents, lifecycle};
use crate::clock::Clock;
use crate::component::Signer;
use crate::config::{Config, Mode, StoreSetting};
use crate::connection_threads::ConnectionThreads;
use crate::discord::{Directory, Endpoint};
use crate::dispatch;
use crate::event::RateLimit;
use crate::gateway::{Division, Gateway, start_without_gateway};
#[cfg(feature = "http")]
use crate::http::{HttpSurface, Playground};
use crate::interaction;
use crate::limits::Limiter;
#[cfg(feature = "redis")]
use crate::limits::Shared;
use crate::logging;
use crate::prefix::Edits;
#[cfg(feature = "redis")]
use crate::redis_server::RedisServer;
use crate::rest::{Client, Login, Relay, Rest, gateway, login};
use crate::runtime::event_queue::EventQueues;
use crate::runtime::processes::Processes;
use crate::runtime::settings::Settings;
use crate::runtime::settings::languages::Languages;
use crate::runtime::settings::prefixes::Prefixes;
use crate::runtime::{Parts, Runtime};
#[cfg(feature = "redis")]
use crate::shared_state::RedisState;
use crate::shared_state::SharedState;
#[cfg(feature = "redis")]
use crate::store::RedisStore;
use crate::store::{Backend, FileStore, MemoryStore, Store};
use crate::sync::{self, Syncing};
use crate::telemetry::Telemetry;
use crate::toggles::{StateError, Toggles};

/// How often expired cooldowns and edits are removed while there are no calls.
const SWEEP: Duration = Duration::from_mins(1);

/// The environment in which a bot starts.
pub(crate) struct Launch {
    pub(crate) endpoint: Endpoint,
    pub(crate) clock: Clock,
    /// Whether connections have threads of their own.
    pub(crate) own_threads: bool,
    /// The playground of the page.
    #[cfg(feature = "http")]
    pub(crate) playground: Option<Playground>,
}

impl Launch {
    pub(crate) fn new(endpoint: Endpoint, clock: Clock) -> Self {
        Self {
            endpoint,
            clock,
            own_threads: true,
            #[cfg(feature = "http")]
            playground: None,
        }
    }
}

/// Connects to Discord and opens the HTTP surface. Both keep running after it returns.
pub(crate) async fn start(bot: Bot, launch: Launch) -> Result<Running, Error> {
    let (config, handle, track_edits, intents) =
        (bot.config.clone(), bot.handle.clone(), bot.track_edits, bot.intents);
    let endpoint = launch.endpoint;
    let threads = if launch.own_threads {
        ConnectionThreads::start()
            .map_err(|source| Error::Io { what: "the threads for connections cannot be started", source })?
    } else {
        ConnectionThreads::of_caller()
    };
    // Bound before the bot logs in, so that a port in use costs no login; and on these threads, which have to accept connections.
    #[cfg(feature = "http")]
    let listener = {
        let config = config.clone();
        let bound = threads.handle().spawn(async move { crate::http::bind(&config).await });
        bound.await.map_err(|source| Error::Io {
            what: "the HTTP surface cannot be started",
            source: std::io::Error::other(source),
        })??
    };
    let assembled = Box::pin(assemble(bot, &endpoint, threads.handle(), launch.clock)).await?;
    let Assembled { runtime, client, relay } = assembled;
    runtime.settings.load().await.map_err(Error::Store)?;
    dispatch::timers::load(&runtime).await.map_err(Error::Store)?;
    handle.attach(&runtime);
    let on_connections = threads.handle();
    let sync =
        on_connections.spawn(sync::run(Arc::clone(&runtime), Arc::clone(&client), Syncing::new(&config)));
    lifecycle::start(&runtime).await?;
    intents::log(intents, &config.cache, &runtime.registry);
    let edits = Arc::new(Edits::new(track_edits, &runtime.registry));
    let gateway = match config.mode {
        Mode::Gateway => {
            let address = gateway(&client).await?;
            let division = division(&config, &runtime);
            let gateway =
                Gateway::connect(on_connections, &runtime, endpoint, address, intents, &edits, division);
            Some(gateway.map_err(|error| Error::Io {
                what: "TLS cannot be set up",
                source: std::io::Error::other(error),
            })?)
        }
        Mode::Http => {
            start_without_gateway(&runtime);
            None
        }
    };
    #[cfg(feature = "http")]
    let http = listener
        .map(|listener| {
            HttpSurface::start(on_connections, listener, &config, Arc::clone(&runtime), launch.playground)
        })
        .transpose()?;
    let background = [
        sync,
        on_connections.spawn(Arc::clone(&runtime).follow_state()),
        on_connections.spawn(Arc::clone(&runtime).follow_settings()),
        on_connections.spawn(Arc::clone(&runtime).announce()),
        on_connections.spawn(interaction::receive_forwarded(Arc::clone(&runtime))),
        on_connections.spawn(dispatch::timers::take_over(Arc::clone(&runtime))),
        on_connections.spawn(dispatch::watch(Arc::clone(&runtime))),
        on_connections.spawn(watch_polls(Arc::clone(&runtime))),
        on_connections.spawn(sweep(Arc::clone(&runtime), edits)),
    ];
    Ok(Running {
        runtime,
        client,
        _relay: relay,
        gateway,
        _background: background.map(AbortOnDropHandle::new).into(),
        intents,
        cache: config.cache,
        #[cfg(feature = "http")]
        http,
        threads,
    })
}

/// A runtime, and what its requests need.
pub(crate) struct Assembled {
    pub(crate) runtime: Arc<Runtime>,
    pub(crate) client: Arc<Client>,
    pub(crate) relay: Relay,
}

/// Logs in and creates the runtime, without starting anything. Requests are sent on `threads`, and the
/// bot's own code will run on those of the caller's runtime.
pub(crate) async fn assemble(
    bot: Bot,
    endpoint: &Endpoint,
    threads: &Handle,
    clock: Clock,
) -> Result<Assembled, Error> {
    let Bot {
        registry,
        mut states,
        config,
        intents,
        locales,
        hooks,
        guild_prefixes,
        more_prefixes,
        store,
        version,
        handle,
        ..
    } = bot;
    let state_failed = |error: StateError| Error::State(error.to_string());
    let file = match &config.state {
        StoreSetting::File(path) => Some(path.clone()),
        StoreSetting::Memory | StoreSetting::Redis => None,
    };
    // Before the login, so that a file that cannot be read costs none.
    let mut toggles = Toggles::open(file, registry.toggle_targets()).map_err(state_failed)?;
    logging::set(toggles.state().log_level());
    let made = states.make().await;
    made.map_err(|(ty, error)| Error::StateFailed { ty, reason: error.to_string() })?;
    let telemetry = Telemetry::open(config.audit.as_deref())
        .map_err(|source| Error::Io { what: "the file of DISCORD_AUDIT cannot be opened", source })?;
    let requests = Arc::clone(&telemetry.requests);
    let on_rate_limit = move |event| rate_limited(&handle, event);
    let client = Client::new(endpoint, threads, requests, on_rate_limit)?;
    let Login { http, relay, cache, identity, mut owners } =
        login(&client, &endpoint.token, &config.cache).await?;
    owners.extend(config.owners.iter().copied());
    let signer = Arc::new(Signer::new(endpoint.token.expose_secret(), clock.clone()));
    let rest = Arc::new(Rest::new(Arc::clone(&client), identity.application_id, Arc::clone(&signer)));
    #[cfg_attr(not(feature = "redis"), allow(unused_mut))]
    let mut limiter = Limiter::new(&registry.counted(), clock.clone());
    #[cfg(not(feature = "redis"))]
    refuse_redis(&config)?;
    #[cfg(feature = "redis")]
    let redis = redis_server(&config, identity.application_id)?;
    #[cfg(feature = "redis")]
    if let Some(server) = &redis {
        limiter.share(Shared::new(Arc::clone(server), &registry.counted()));
    }
    #[cfg(feature = "redis")]
    let (shared, shared_values) = (redis.clone().map(in_redis), redis.clone().map(values_in_redis));
    #[cfg(not(feature = "redis"))]
    let (shared, shared_values): (Option<Arc<dyn SharedState>>, _) = (None, None);
    if let Some(shared) = shared.as_ref().filter(|_| config.state == StoreSetting::Redis) {
        let opened = Toggles::open_shared(Arc::clone(shared), registry.toggle_targets()).await;
        toggles = opened.map_err(state_failed)?;
        logging::set(toggles.state().log_level());
    }
    // An interaction that was accepted by webhook is not sent again either, so a process that stops runs it.
    let keeps_sessions = config.mode == Mode::Http || config.keeps_sessions(store.is_some())?;
    // Settings of a file or of memory belong to this process.
    let shares_store = store.is_some() || config.store == StoreSetting::Redis;
    let shared_settings = shared.clone().filter(|_| shares_store);
    let store = Store::new(match store {
        Some(store) => store,
        None => backend(&config.store, shared_values)?,
    });
    let prefixes = Prefixes::new(&config.prefix, &more_prefixes, guild_prefixes);
    let languages = Languages::new(Arc::clone(&locales));
    let runtime = Arc::new(Runtime::new(Parts {
        directory: Directory::new(rest, Arc::clone(&cache), identity.id, clock.clone()),
        settings: Settings::new(prefixes, languages, store.clone(), shared_settings),
        store,
        event_queues: EventQueues::new(config.event_queue_settings()),
        threads: Handle::current(),
        max_calls: config.max_calls,
        keeps_sessions,
        #[cfg(feature = "redis")]
        redis,
        shared,
        processes: Processes::new(
            version.as_deref(),
            match config.mode {
                Mode::Gateway => "gateway",
                Mode::Http => "http",
            },
        ),
        registry,
        states,
        hooks,
        signer,
        toggles,
        telemetry,
        limiter,
        locales,
        intents,
        clock,
        http,
        cache,
        identity,
        version,
        owners,
    }));
    Ok(Assembled { runtime, client, relay })
}

/// Informs the handlers that requests are rate-limited. It is called in the middle of a request, so it must not block.
pub(crate) fn rate_limited(handle: &BotHandle, event: RateLimit) {
    let RateLimit { timeout, limit, method, path, global } = &event;
    tracing::warn!(?timeout, limit, method, path, global, "requests are rate-limited");
    // Before the bot runs, there are no handlers.
    handle.rate_limited();
    let _ = handle.emit(event);
}

/// Returns the Redis server of the configuration.
#[cfg(feature = "redis")]
fn redis_server(config: &Config, application: ApplicationId) -> Result<Option<Arc<RedisServer>>, Error> {
    let server = config.redis_url.as_ref().map(|url| RedisServer::new(url, application));
    Ok(server.transpose().map_err(|error| Error::Redis(error.to_string()))?.map(Arc::new))
}

/// Returns what the processes of the configuration's Redis share, for a program that is not a bot.
#[cfg(feature = "cli")]
pub(crate) fn shared_state(
    config: &Config,
    application: ApplicationId,
) -> Result<Option<Arc<dyn SharedState>>, Error> {
    #[cfg(feature = "redis")]
    {
        Ok(redis_server(config, application)?.map(in_redis))
    }
    #[cfg(not(feature = "redis"))]
    {
        let _ = application;
        refuse_redis(config).map(|()| None)
    }
}

#[cfg(feature = "redis")]
fn in_redis(server: Arc<RedisServer>) -> Arc<dyn SharedState> {
    Arc::new(RedisState::new(server))
}

#[cfg(feature = "redis")]
fn values_in_redis(server: Arc<RedisServer>) -> Arc<dyn Backend> {
    Arc::new(RedisStore::new(server))
}

/// Returns what the processes of the bot divide and share.
fn division(config: &Config, runtime: &Runtime) -> Division {
    #[cfg(feature = "redis")]
    let shared = runtime.redis.clone().map(|server| Store::new(Arc::new(RedisStore::new(server))));
    #[cfg(not(feature = "redis"))]
    let shared: Option<Store> = None;
    // In Redis, the next process may run on another machine.
    let sessions = shared.as_ref().unwrap_or(&runtime.store).sessions();
    Division {
        shards: config.shards,
        sessions: runtime.received.is_some().then_some(sessions),
        #[cfg(feature = "redis")]
        redis: runtime.redis.clone(),
    }
}

/// Returns what keeps the values of the store. `shared` is the Redis server.
fn backend(setting: &StoreSetting, shared: Option<Arc<dyn Backend>>) -> Result<Arc<dyn Backend>, Error> {
    Ok(match setting {
        StoreSetting::Memory => Arc::new(MemoryStore::default()),
        StoreSetting::File(path) => Arc::new(FileStore::new(path)),
        StoreSetting::Redis => {
            shared.ok_or_else(|| Error::Redis("it is not set, but the store is to be there".to_owned()))?
        }
    })
}

/// Refuses a configuration that this program cannot follow.
#[cfg(not(feature = "redis"))]
fn refuse_redis(config: &Config) -> Result<(), Error> {
    let missing = "this program was built without the feature `redis` of mindtrace-discord";
    config.redis_url.as_ref().map_or(Ok(()), |_| Err(Error::Redis(missing.to_owned())))
}

async fn watch_polls(runtime: Arc<Runtime>) {
    runtime.polls.watch().await;
}

async fn sweep(runtime: Arc<Runtime>, edits: Arc<Edits>) {
    let mut ticks = tokio::time::interval(SWEEP);
    loop {
        ticks.tick().await;
        runtime.limiter.sweep();
        edits.sweep();
    }
}
