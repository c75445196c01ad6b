//! What every surface and every stage shares while the bot runs.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use serenity::cache::Cache;
use serenity::http::Http;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{ApplicationId, GuildId, UserId};
use serenity::model::user::User;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::prefixes::Prefixes;
use super::seen::Seen;
use super::states::States;
use super::work::Work;
use crate::command::Globals;
use crate::component::{Signer, Waiters};
use crate::dispatch::concurrency::Lines;
use crate::dispatch::event::HandlerState;
use crate::dispatch::limiter::Limiter;
use crate::dispatch::{Awaited, Lanes};
use crate::gateway::{BotState, Edits, Login, Requests, Shards};
use crate::journal::Journal;
use crate::locale::Locales;
use crate::registry::Registry;
use crate::schedule::{Clock, ScheduleState};
use crate::switches::Switches;
use crate::sync::Syncing;

/// The running bot, as its parts see it.
pub(crate) struct Runtime {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) switches: Switches,
    pub(crate) journal: Journal,
    pub(crate) limiter: Limiter,
    pub(crate) lines: Arc<Lines>,
    pub(crate) prefixes: Prefixes,
    /// What runs around every command.
    pub(crate) globals: Globals,
    /// The calls whose messages may still be edited.
    pub(crate) edits: Edits,
    /// Signs what buttons carry.
    pub(crate) signer: Arc<Signer>,
    /// Whoever waits for a click or a form.
    pub(crate) waiters: Waiters,
    pub(crate) http: Arc<Http>,
    pub(crate) cache: Arc<Cache>,
    /// How often Discord's REST interface was asked.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    pub(crate) requests: Arc<Requests>,
    pub(crate) shards: Shards,
    pub(crate) started: Instant,
    /// Everything that shutting down waits for.
    pub(crate) tasks: TaskTracker,
    /// Cancelled when waiting is over.
    pub(crate) cancel: CancellationToken,
    /// What is being done because of events.
    pub(crate) work: Work,
    /// The events that wait for their handlers.
    pub(crate) lanes: Lanes,
    /// What has become of the handlers, by their places in the registry.
    pub(crate) handlers: Vec<HandlerState>,
    /// The same of the schedules.
    pub(crate) schedules: Vec<ScheduleState>,
    /// The clock that schedules and cooldowns go by.
    pub(crate) clock: Clock,
    /// Users who were looked up for events.
    pub(crate) seen: Seen,
    /// Whoever waits for an event.
    pub(crate) awaited: Awaited,
    /// How many calls wait for a person.
    pub(crate) waiting: watch::Sender<u64>,
    /// Cancelled when somebody wants the bot to stop.
    pub(crate) stop: CancellationToken,
    /// Cancelled when the bot begins to stop.
    pub(crate) draining: CancellationToken,
    pub(crate) locales: Arc<Locales>,
    pub(crate) sync: Syncing,
    /// What Discord is asked to send.
    pub(crate) intents: GatewayIntents,
    /// Who the bot is.
    pub(crate) identity: Identity,
    owners: HashSet<UserId>,
}

/// Who the bot is.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) id: UserId,
    pub(crate) user: User,
    pub(crate) application_id: ApplicationId,
    /// What Discord signs interactions with that it posts.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    pub(crate) public_key: Vec<u8>,
}

impl Runtime {
    pub(crate) fn new(
        registry: Registry,
        states: States,
        prefixes: Prefixes,
        signer: Signer,
        configured_owners: impl IntoIterator<Item = UserId>,
        login: Login,
        clock: Clock,
    ) -> Self {
        let Login { http, cache, requests, identity, mut owners } = login;
        owners.extend(configured_owners);
        Self {
            switches: Switches::forgetful(&registry),
            journal: Journal::default(),
            limiter: Limiter::new(&registry, clock.clone()),
            states,
            lines: Arc::default(),
            prefixes,
            globals: Globals::default(),
            edits: Edits::default(),
            signer: Arc::new(signer),
            waiters: Waiters::default(),
            http,
            cache,
            requests,
            shards: Shards::default(),
            started: Instant::now(),
            tasks: TaskTracker::new(),
            cancel: CancellationToken::new(),
            work: Work::default(),
            lanes: Lanes::default(),
            handlers: registry.event_handlers().map(|_| HandlerState::default()).collect(),
            schedules: registry.schedules().map(|_| ScheduleState::default()).collect(),
            clock,
            awaited: Awaited::default(),
            seen: Seen::default(),
            registry,
            waiting: watch::Sender::new(0),
            stop: CancellationToken::new(),
            draining: CancellationToken::new(),
            locales: Arc::default(),
            sync: Syncing::default(),
            intents: GatewayIntents::empty(),
            identity,
            owners,
        }
    }

    /// Whether somebody owns the bot: by the configuration, or by what Discord said at the start.
    pub(crate) fn is_owner(&self, user: UserId) -> bool {
        self.owners.contains(&user)
    }

    /// Whether the cache keeps servers.
    pub(crate) fn caches_guilds(&self) -> bool {
        self.cache.settings().cache_guilds
    }

    pub(crate) fn is_enabled(&self, command: &str, guild: Option<GuildId>) -> bool {
        self.registry.position(command).is_some_and(|position| self.switches.is_on(position, guild))
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.is_cancelled()
    }

    /// How the bot is doing.
    pub(crate) fn state(&self) -> BotState {
        if self.is_draining() { BotState::Draining } else { self.shards.state() }
    }

    /// From now on nothing new starts.
    pub(crate) fn drain(&self) {
        self.draining.cancel();
        self.tasks.close();
    }
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runtime")
            .field("prefixes", &self.prefixes)
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}
