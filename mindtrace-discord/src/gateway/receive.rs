//! Handles dispatches: updates the cache in the order of arrival, raises events and runs calls.

mod guilds;
mod members;
mod messages;
mod routes;

use std::any::TypeId;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serenity::cache::CacheUpdate;
use serenity::model::event::UserUpdateEvent;
use serenity::model::id::{GuildId, ShardId};
use serenity::model::monetization::Entitlement;

use self::routes::{ROUTES, Route};
use super::replay::Replay;
use crate::dispatch::event::{Delivery, is_wanted, raise, raise_again, raise_rest};
use crate::dispatch::{schedule, timers};
use crate::event::{Event, RawEvent, ShardState, ShardStateUpdate};
use crate::object;
use crate::prefix::Edits;
use crate::runtime::Runtime;
use crate::runtime::event_queue::Raised;
use crate::runtime::origin::{Origin, SessionKey};
use crate::salvage;

/// The receiver of one shard's dispatches.
pub(super) struct Receiver {
    pub(super) runtime: Arc<Runtime>,
    edits: Arc<Edits>,
    pub(super) shard: ShardId,
    /// The guilds that the bot is in, including unavailable ones.
    guilds: HashSet<GuildId>,
    /// Whether a session has begun before.
    has_session: bool,
    /// The route of each kind of dispatch, and whether it is always read.
    routes: HashMap<&'static str, (&'static Route, bool)>,
    /// Events whose queue was full, in order. While there are any, no frames are read.
    backlog: VecDeque<Box<Raised>>,
    /// The length of the dispatch that is being handled.
    bytes: usize,
    /// Its sequence number; `None` for a change of the shard's state.
    seq: Option<u64>,
    /// Whether Discord sends it again if the session is resumed before it.
    is_kept: bool,
    session: SessionKey,
    /// The dispatches that another process has received, as long as they are sent again.
    replay: Option<Replay>,
}

/// The dispatches about a connection, which the next one does not receive again.
const OF_CONNECTION: [&str; 3] = ["READY", "RESUMED", "RATE_LIMITED"];

/// The function of a route, which parses and handles the payload of a dispatch.
type Receive = fn(&mut Receiver, &str) -> serde_json::Result<()>;

impl Receiver {
    pub(super) fn new(runtime: Arc<Runtime>, edits: Arc<Edits>, shard: ShardId) -> Self {
        let routes = ROUTES.iter().map(|route| {
            let is_cached = route.cached && runtime.caches_guilds();
            let is_handled = route.events.iter().any(|event| runtime.registry.is_handled(*event));
            (route.kind, (route, route.always || is_cached || is_handled))
        });
        let routes = routes.collect();
        Self {
            runtime,
            edits,
            shard,
            guilds: HashSet::new(),
            has_session: false,
            routes,
            backlog: VecDeque::new(),
            bytes: 0,
            seq: None,
            is_kept: false,
            session: SessionKey::default(),
            replay: None,
        }
    }

    /// Begins a new session.
    pub(super) fn begin(&mut self, session_id: &str) {
        self.session = SessionKey::of(session_id);
        self.replay = None;
    }

    /// Continues the session of another process, in which the bot was in these guilds.
    pub(super) fn resume(&mut self, session_id: &str, guilds: Vec<GuildId>, replay: Option<Replay>) {
        self.begin(session_id);
        self.replay = replay;
        self.guilds = guilds.into_iter().collect();
        self.has_session = true;
        self.runtime.shards.set_guilds(self.shard, self.guilds.len());
        // READY, which has the bot's user, is not sent again.
        let user = serde_json::to_value(&*self.runtime.identity.user);
        if let Ok(mut event) = user.and_then(serde_json::from_value::<UserUpdateEvent>) {
            self.runtime.cache.update(&mut event);
        }
    }

    /// Ends the shard: events that found no room are queued nevertheless, because no further ones are read. Returns the guilds that the
    /// bot is in, and what is left of the replay.
    pub(super) fn end(self) -> (Vec<GuildId>, Option<Replay>) {
        raise_rest(&self.runtime, self.backlog.into_iter().map(|raised| *raised));
        (self.guilds.into_iter().collect(), self.replay)
    }

    /// Handles one dispatch.
    pub(super) fn receive(&mut self, kind: &str, data: &str, seq: u64) {
        self.bytes = data.len();
        self.seq = Some(seq);
        self.is_kept = !OF_CONNECTION.contains(&kind);
        if self.replay.as_ref().is_some_and(|replay| !replay.includes(seq)) {
            self.replay = None;
        }
        let Some((route, is_wanted)) = self.routes.get(kind).copied() else { return self.raw(kind, data) };
        if !is_wanted && !route.events.iter().any(|event| self.runtime.event_waits.is_awaited(*event)) {
            return;
        }
        if let Err(error) = (route.receive)(self, data) {
            // The error has the position only. The text around it may be a user's.
            tracing::warn!(kind, %error, "a dispatch could not be parsed");
            self.raw(kind, data);
        }
    }

    /// Sets the state of the shard and raises the events for it.
    pub(super) fn set_state(&mut self, new: ShardState) {
        self.seq = None;
        let change = self.runtime.shards.set_state(self.shard, new);
        if change.old != new {
            self.raise(ShardStateUpdate::new(self.shard, change.old, new));
        }
        if let Some(total) = change.all_connected {
            self.raise(crate::event::ShardsReady::new(total));
            self.raise(crate::event::lifecycle::FirstReady);
            schedule::start(&self.runtime);
            timers::start(&self.runtime);
        }
    }

    /// Whether more frames may be read.
    pub(super) fn has_room(&self) -> bool {
        self.backlog.is_empty()
    }

    /// Waits until more frames may be read.
    pub(super) async fn room(&mut self) {
        while let Some(raised) = self.backlog.pop_front() {
            if let Delivery::Full(raised) = raise_again(&self.runtime, *raised, true) {
                self.backlog.push_front(raised);
                self.runtime.event_queues.room().await;
            }
        }
        self.runtime.shards.set_reading(self.shard, true);
        self.runtime.event_queues.notify_room();
    }

    /// Whether another process has received the dispatch. The calls and edits in it were its own.
    fn is_repeated(&self) -> bool {
        self.replay.is_some()
    }

    fn raise<E: Event>(&mut self, event: E) {
        if let (Some(replay), Some(seq)) = (&self.replay, self.seq)
            && !replay.is_due(E::NAME, seq)
        {
            return;
        }
        let session = self.session;
        let origin = self.seq.filter(|_| self.is_kept).map(|seq| Origin { session, seq });
        if let Delivery::Full(raised) = raise(&self.runtime, event, self.bytes, origin) {
            self.backlog.push_back(raised);
            self.runtime.shards.set_reading(self.shard, false);
        }
    }

    /// Raises an event about an entitlement, and removes the cached answers about its buyers.
    fn entitlement<E: Event>(&mut self, entitlement: Entitlement, event: impl FnOnce(Entitlement) -> E) {
        self.runtime.directory.forget_entitlements(&entitlement);
        self.raise(event(entitlement));
    }

    /// Raises a [`RawEvent`] for a dispatch without a route.
    fn raw(&mut self, kind: &str, data: &str) {
        if !is_wanted(&self.runtime, TypeId::of::<RawEvent>()) {
            return;
        }
        match serde_json::from_str(data) {
            Ok(data) => self.raise(RawEvent::new(kind.to_owned(), data, self.shard)),
            Err(error) => tracing::warn!(kind, %error, "a dispatch is not valid JSON"),
        }
    }

    /// Does the same as [`cached`](Self::cached); parts that cannot be read are dropped.
    fn salvaged<E: DeserializeOwned + CacheUpdate>(
        &self,
        data: &str,
        parts: &[&str],
    ) -> serde_json::Result<(E, Option<E::Output>)> {
        match self.cached(data) {
            Err(error) => {
                // The error of the whole tells more than that of the rest.
                let (rest, dropped) = salvage::salvage::<E>(data, parts).map_err(|_| error)?;
                tracing::warn!(dropped, "parts of a dispatch could not be read and are dropped");
                self.cached(&rest)
            }
            read => read,
        }
    }

    /// Parses an event and updates the cache with it. Returns the event and the data that the cache had before.
    fn cached<E: DeserializeOwned + CacheUpdate>(
        &self,
        data: &str,
    ) -> serde_json::Result<(E, Option<E::Output>)> {
        let mut event: E = read(data)?;
        let old = self.runtime.cache.update(&mut event);
        Ok((event, old))
    }
}

/// Starts a bot without a gateway: raises the first ready event and starts the schedules and timers.
pub(crate) fn start_without_gateway(runtime: &Arc<Runtime>) {
    runtime.shards.set_without_gateway();
    let _ = raise(runtime, crate::event::lifecycle::FirstReady, 0, None);
    schedule::start(runtime);
    timers::start(runtime);
}

/// Runs the work that an event causes in a task of its own.
fn spawn<F: Future<Output = ()> + Send + 'static>(
    runtime: &Arc<Runtime>,
    work: impl FnOnce(Arc<Runtime>) -> F,
) {
    let (busy, held) = (runtime.activity.begin(), runtime.hold_received());
    let work = work(Arc::clone(runtime));
    runtime.spawn(async move {
        work.await;
        drop((busy, held));
    });
}

fn read<E: DeserializeOwned>(data: &str) -> serde_json::Result<E> {
    object::from_str(data)
}
