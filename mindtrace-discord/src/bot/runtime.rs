//! What every surface and every stage shares while the bot runs.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use serenity::cache::Cache;
use serenity::http::Http;
use serenity::model::id::{ApplicationId, UserId};
use serenity::model::user::User;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::prefixes::Prefixes;
use super::states::States;
use super::switches::Switches;
use crate::command::Globals;
use crate::component::{Signer, Waiters};
use crate::dispatch::concurrency::Lines;
use crate::dispatch::cooldown::Cooldowns;
use crate::gateway::{BotState, Edits, Shards};
use crate::locale::Locales;
use crate::registry::Registry;
use crate::sync::Syncing;

/// The running bot, as its parts see it.
pub(crate) struct Runtime {
    pub(crate) registry: Registry,
    pub(crate) states: States,
    pub(crate) switches: Switches,
    pub(crate) cooldowns: Cooldowns,
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
    pub(crate) shards: Shards,
    pub(crate) started: Instant,
    /// Everything that shutting down waits for.
    pub(crate) tasks: TaskTracker,
    /// Cancelled when waiting is over.
    pub(crate) cancel: CancellationToken,
    /// How many gateway events have been dealt with completely, answers included.
    pub(crate) handled: watch::Sender<u64>,
    /// How many calls wait for a person.
    pub(crate) waiting: watch::Sender<u64>,
    /// Cancelled when the bot begins to stop.
    pub(crate) draining: CancellationToken,
    pub(crate) locales: Arc<Locales>,
    pub(crate) sync: Syncing,
    identity: OnceLock<Identity>,
    configured_owners: HashSet<UserId>,
    application_owners: OnceLock<HashSet<UserId>>,
}

/// Who the bot is, known from the first connection on.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    pub(crate) id: UserId,
    pub(crate) user: User,
    pub(crate) application_id: ApplicationId,
}

impl Runtime {
    pub(crate) fn new(
        registry: Registry,
        states: States,
        prefixes: Prefixes,
        signer: Signer,
        owners: impl IntoIterator<Item = UserId>,
        http: Arc<Http>,
        cache: Arc<Cache>,
    ) -> Self {
        Self {
            switches: Switches::new(&registry),
            cooldowns: Cooldowns::new(&registry),
            registry,
            states,
            lines: Arc::default(),
            prefixes,
            globals: Globals::default(),
            edits: Edits::default(),
            signer: Arc::new(signer),
            waiters: Waiters::default(),
            http,
            cache,
            shards: Shards::default(),
            started: Instant::now(),
            tasks: TaskTracker::new(),
            cancel: CancellationToken::new(),
            handled: watch::Sender::new(0),
            waiting: watch::Sender::new(0),
            draining: CancellationToken::new(),
            locales: Arc::default(),
            sync: Syncing::default(),
            identity: OnceLock::new(),
            configured_owners: owners.into_iter().collect(),
            application_owners: OnceLock::new(),
        }
    }

    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.identity.get()
    }

    /// Remembers who the bot is; gives `true` the first time.
    pub(crate) fn identify(&self, identity: Identity) -> bool {
        self.identity.set(identity).is_ok()
    }

    pub(crate) fn is_owner(&self, user: UserId) -> bool {
        self.configured_owners.contains(&user)
            || self.application_owners.get().is_some_and(|owners| owners.contains(&user))
    }

    /// Remembers whom Discord names as owners of the application.
    pub(crate) fn set_application_owners(&self, owners: HashSet<UserId>) {
        // Set once, at the first connection; the application does not change hands while the bot runs.
        let _ = self.application_owners.set(owners);
    }

    pub(crate) fn is_enabled(&self, command: &str) -> bool {
        self.registry.position(command).is_some_and(|position| self.switches.is_on(position))
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

    /// One more gateway event is dealt with.
    pub(crate) fn event_handled(&self) {
        self.handled.send_modify(|count| *count += 1);
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
