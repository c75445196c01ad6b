//! The state of a running bot, shared by the engine and the surfaces.

pub(crate) mod call_room;
pub(crate) mod collectors;
pub(crate) mod command_sync;
pub(crate) mod deadline;
pub(crate) mod event_queue;
pub(crate) mod event_waits;
pub(crate) mod gateway_command;
pub(crate) mod handled_ids;
pub(crate) mod handler_state;
pub(crate) mod origin;
pub(crate) mod polls;
pub(crate) mod processes;
pub(crate) mod settings;
pub(crate) mod shards;
pub(crate) mod states;
pub(crate) mod stored_ids;
pub(crate) mod timers;
pub(crate) mod watchdogs;

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serenity::cache::Cache;
use serenity::http::Http;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, UserId};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use self::call_room::CallRoom;
use self::collectors::Collectors;
use self::command_sync::{SyncReason, SyncRequests};
use self::event_queue::EventQueues;
use self::event_waits::EventWaits;
use self::handled_ids::HandledIds;
use self::handler_state::{HandlerState, ScheduleState};
use self::polls::Polls;
use self::processes::Processes;
use self::settings::Settings;
use self::shards::{BotState, Shards};
use self::states::States;
use self::timers::Timers;
use self::watchdogs::Watchdogs;

use crate::activity::Activity;
use crate::caller::{Caller, Token};
use crate::clock::Clock;
use crate::command::GlobalHooks;
use crate::component::Signer;
use crate::discord::{Directory, Identity};
use crate::limits::{Limiter, SharedPermits, WaitQueues};
use crate::locale::Locales;
#[cfg(feature = "redis")]
use crate::redis_server::RedisServer;
use crate::registry::Registry;
use crate::shared_state::SharedState;
use crate::store::Store;
use crate::telemetry::Telemetry;
use crate::toggles::Toggles;

/// The state of a running bot.
pub(crate) struct Runtime {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) toggles: Toggles,
    pub(crate) telemetry: Telemetry,
    pub(crate) limiter: Limiter,
    pub(crate) wait_queues: Arc<WaitQueues>,
    /// The prefixes and languages of guilds.
    pub(crate) settings: Settings,
    /// The values that the bot keeps across restarts.
    pub(crate) store: Store,
    /// The events that are raised later.
    pub(crate) timers: Timers,
    /// The builder's checks and hooks, which run for every command.
    pub(crate) hooks: GlobalHooks,
    /// Signs the custom ids of components.
    pub(crate) signer: Arc<Signer>,
    pub(crate) collectors: Collectors,
    /// The threads on which the bot's own code runs.
    threads: Handle,
    pub(crate) call_room: CallRoom,
    /// The code of the bot that runs on a thread right now.
    pub(crate) polls: Polls,
    /// Looks up guilds, members and messages.
    pub(crate) directory: Directory,
    /// serenity's REST client, for the bot's own code.
    pub(crate) http: Arc<Http>,
    /// serenity's cache.
    pub(crate) cache: Arc<Cache>,
    pub(crate) shards: Shards,
    pub(crate) started: Instant,
    /// The tasks that a shutdown waits for.
    pub(crate) tasks: TaskTracker,
    /// The calls and event queues that were received and have not ended, if the gateway sessions outlive the process. The process that
    /// resumes them leaves these to this one, so a shutdown starts them all; waiting events are taken out of the queues before.
    pub(crate) received: Option<TaskTracker>,
    /// Whether other processes take the shards of this one when it is drained, and resume their sessions.
    pub(crate) leaves_shards: AtomicBool,
    /// Cancelled when a shutdown stops waiting for tasks.
    pub(crate) cancel: CancellationToken,
    /// Counts work in progress.
    pub(crate) activity: Activity,
    pub(crate) event_queues: EventQueues,
    /// The counters of event handlers, by position in the registry.
    pub(crate) handlers: Vec<HandlerState>,
    /// The counters of schedules, by position in the registry.
    pub(crate) schedules: Vec<ScheduleState>,
    /// The clock of schedules and cooldowns.
    pub(crate) clock: Clock,
    pub(crate) watchdogs: Watchdogs,
    pub(crate) event_waits: EventWaits,
    /// The state that the processes of the bot share, if there is any.
    pub(crate) shared: Option<Arc<dyn SharedState>>,
    pub(crate) processes: Processes,
    /// The Redis server that the processes of the bot share, if there is one.
    #[cfg(feature = "redis")]
    pub(crate) redis: Option<Arc<RedisServer>>,
    /// The ids of interactions and messages that were handled.
    pub(crate) handled: HandledIds,
    /// The number of calls that wait for a user.
    pub(crate) waiting: watch::Sender<u64>,
    /// Cancelled when the bot was asked to stop.
    pub(crate) stop: CancellationToken,
    /// Cancelled when the bot begins to stop.
    pub(crate) draining: CancellationToken,
    pub(crate) locales: Arc<Locales>,
    pub(crate) sync: SyncRequests,
    pub(crate) intents: GatewayIntents,
    pub(crate) identity: Identity,
    /// The version of the bot, if its author named it.
    pub(crate) version: Option<String>,
    owners: HashSet<UserId>,
}

/// The parts of a runtime.
pub(crate) struct Parts {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) settings: Settings,
    pub(crate) store: Store,
    pub(crate) hooks: GlobalHooks,
    pub(crate) signer: Arc<Signer>,
    pub(crate) toggles: Toggles,
    pub(crate) telemetry: Telemetry,
    pub(crate) limiter: Limiter,
    pub(crate) event_queues: EventQueues,
    pub(crate) locales: Arc<Locales>,
    pub(crate) intents: GatewayIntents,
    pub(crate) clock: Clock,
    pub(crate) http: Arc<Http>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) directory: Directory,
    /// The threads on which the bot's own code runs.
    pub(crate) threads: Handle,
    /// The most calls that run at once.
    pub(crate) max_calls: u32,
    /// Whether the gateway sessions outlive the process.
    pub(crate) keeps_sessions: bool,
    #[cfg(feature = "redis")]
    pub(crate) redis: Option<Arc<RedisServer>>,
    pub(crate) shared: Option<Arc<dyn SharedState>>,
    pub(crate) processes: Processes,
    pub(crate) identity: Identity,
    pub(crate) version: Option<String>,
    pub(crate) owners: HashSet<UserId>,
}

impl Runtime {
    pub(crate) fn new(parts: Parts) -> Self {
        let Parts { registry, states, settings, hooks, signer, toggles, telemetry, .. } = parts;
        let Parts { limiter, event_queues, locales, intents, clock, http, cache, .. } = parts;
        let Parts { directory, threads, max_calls, identity, version, owners, store, keeps_sessions, .. } =
            parts;
        let Parts { shared, processes, .. } = parts;
        #[cfg(feature = "redis")]
        let redis = parts.redis;
        let permits = shared
            .as_ref()
            .map(|server| SharedPermits::new(Arc::clone(server), &registry.counted(), processes.id()));
        Self {
            handlers: registry.event_handlers().map(|_| HandlerState::default()).collect(),
            schedules: registry.schedules().map(|_| ScheduleState::default()).collect(),
            registry,
            states,
            toggles,
            telemetry,
            limiter,
            wait_queues: Arc::new(WaitQueues::new(permits)),
            settings,
            store,
            timers: Timers::default(),
            hooks,
            signer,
            collectors: Collectors::new(processes.id()),
            threads,
            call_room: CallRoom::new(max_calls),
            polls: Polls::default(),
            directory,
            http,
            cache,
            shards: Shards::default(),
            started: Instant::now(),
            tasks: TaskTracker::new(),
            received: keeps_sessions.then(TaskTracker::new),
            leaves_shards: AtomicBool::new(false),
            cancel: CancellationToken::new(),
            activity: Activity::default(),
            event_queues,
            clock,
            watchdogs: Watchdogs::default(),
            event_waits: EventWaits::default(),
            #[cfg(feature = "redis")]
            handled: HandledIds::new(redis.clone()),
            #[cfg(not(feature = "redis"))]
            handled: HandledIds::default(),
            shared,
            processes,
            #[cfg(feature = "redis")]
            redis,
            waiting: watch::Sender::new(0),
            stop: CancellationToken::new(),
            draining: CancellationToken::new(),
            locales,
            sync: SyncRequests::default(),
            intents,
            identity,
            version,
            owners,
        }
    }

    /// Spawns a task for the bot's own code. Such a task must not run on the threads of the connections, because it may block its thread.
    pub(crate) fn spawn<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.threads.spawn(work)
    }

    /// Spawns such a task, for which a shutdown waits.
    pub(crate) fn spawn_tracked<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.tasks.spawn_on(work, &self.threads)
    }

    /// Returns whether a user owns the bot, by configuration or as an owner of the application.
    pub(crate) fn is_owner(&self, user: UserId) -> bool {
        self.owners.contains(&user)
    }

    /// Returns whether a caller has the rights of an owner. A token that only executes commands never has them, regardless of the
    /// user it acts as.
    pub(crate) fn is_called_by_owner(&self, caller: &Caller) -> bool {
        caller.token != Some(Token::Execute) && self.is_owner(caller.user.id)
    }

    /// Returns whether guilds are cached.
    pub(crate) fn caches_guilds(&self) -> bool {
        self.cache.settings().cache_guilds
    }

    pub(crate) fn is_enabled(&self, command: &str, guild: Option<GuildId>) -> bool {
        self.registry.position(command).is_some_and(|position| self.toggles.is_enabled(position, guild))
    }

    /// Returns the language of a guild: the one that was set, else the one that Discord tells, else the fallback.
    pub(crate) fn guild_locale(&self, guild: Option<GuildId>) -> String {
        let of_guild = guild.and_then(|guild| {
            let set = self.settings.languages.of(guild).map(ToOwned::to_owned);
            set.or_else(|| self.directory.preferred_locale(guild))
        });
        of_guild.unwrap_or_else(|| self.locales.fallback_language().to_owned())
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.is_cancelled()
    }

    /// Whether calls and events that were received from Discord are not started any more. If the gateway sessions outlive the process, a
    /// stop starts them, and so does a drain that leaves the shards to others, because no other process receives them.
    pub(crate) fn refuses_received(&self) -> bool {
        let starts = || self.stop.is_cancelled() || self.leaves_shards.load(Ordering::Acquire);
        self.is_draining() && (self.received.is_none() || !starts())
    }

    /// Counts a call or an event queue among those that were received, until the token is dropped.
    pub(crate) fn hold_received(&self) -> Option<TaskTrackerToken> {
        self.received.as_ref().map(TaskTracker::token)
    }

    /// The state of the bot as a whole.
    pub(crate) fn state(&self) -> BotState {
        if self.is_draining() { BotState::Draining } else { self.shards.state() }
    }

    /// Starts to drain: no new call or handler starts from now on.
    pub(crate) fn drain(&self) {
        self.draining.cancel();
        self.tasks.close();
        if let Some(received) = &self.received {
            received.close();
        }
    }

    /// Requests a sync of Discord's list of commands, in the background.
    pub(crate) fn request_sync(&self, reason: SyncReason) {
        if !self.is_draining() {
            self.sync.request(reason, &self.activity);
        }
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime")
            .field("settings", &self.settings)
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}
