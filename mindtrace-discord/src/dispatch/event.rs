//! The road of an event: to every handler of its type, each isolated from the others, in the order of its lane.

use std::any::{Any, TypeId};
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::future::join_all;
use serenity::model::Timestamp;
use serenity::model::user::User;
use tokio::sync::mpsc;
use tracing::Instrument;

use super::deadline::Deadline;
use super::lanes;
use super::observe::chain;
use super::run::contained;
use crate::bot::{Busy, Runtime};
use crate::context::{Context, Inner};
use crate::error::CommandError;
use crate::event::{Event, EventRef, EventSpec, LaneKey, Scene, Who};
use crate::gateway;
use crate::journal::Entry;
use crate::reply::Replies;

/// How long a handler may run that does not say so itself.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

/// An event on its way to its handlers.
pub(crate) struct Raised {
    id: TypeId,
    name: &'static str,
    event: Arc<dyn Any + Send + Sync>,
    scene: Scene,
    /// The bot is busy until every handler has come to its end.
    busy: Busy,
}

impl std::fmt::Debug for Raised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raised").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What has become of a handler so far.
#[derive(Debug, Default)]
pub(crate) struct HandlerState {
    /// A handler that runs once has run.
    done: AtomicBool,
    pub(crate) ok: AtomicU64,
    pub(crate) failed: AtomicU64,
}

/// Holds up the lane until it is dropped.
pub(crate) type Hold = mpsc::Sender<Infallible>;

impl Raised {
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn lane(&self) -> LaneKey {
        self.scene.lane(self.id)
    }
}

/// Whether anybody handles the event or waits for it; who does not ask would read payloads for nobody.
pub(crate) fn is_wanted(runtime: &Runtime, event: TypeId) -> bool {
    runtime.registry.is_handled(event) || runtime.awaited.is_any(event)
}

/// What became of an event that was raised.
#[derive(Debug)]
#[must_use]
pub(crate) enum Pushed {
    /// Its handlers will have it; or nobody wants it.
    Taken,
    /// There was no room, which is counted.
    LeftOut,
    /// It has to wait until there is room.
    Full(Box<Raised>),
}

/// Raises an event of the gateway.
pub(crate) fn raise<E: Event>(runtime: &Arc<Runtime>, event: E) -> Pushed {
    if !is_wanted(runtime, TypeId::of::<E>()) {
        return Pushed::Taken;
    }
    let scene = event.scene();
    raise_in(runtime, event, scene, true)
}

/// Raises an event in a scene. Where it may not wait it is left out instead.
pub(crate) fn raise_in<E: Event>(runtime: &Arc<Runtime>, event: E, scene: Scene, may_wait: bool) -> Pushed {
    runtime.journal.raised(E::NAME);
    let event: Arc<dyn Any + Send + Sync> = Arc::new(event);
    let busy = runtime.work.begin();
    let raised = Raised { id: TypeId::of::<E>(), name: E::NAME, event, scene, busy };
    // Whoever waits sees it at once: a handler of the same lane may be the one who waits.
    runtime.awaited.offer(raised.id, &raised.event, &runtime.work);
    raise_again(runtime, raised, may_wait)
}

/// Puts an event into its lane, unless nobody handles it.
pub(crate) fn raise_again(runtime: &Arc<Runtime>, raised: Raised, may_wait: bool) -> Pushed {
    if !runtime.registry.is_handled(raised.id) || runtime.is_draining() {
        return Pushed::Taken;
    }
    lanes::push(runtime, raised, may_wait)
}

/// Calls every handler that the event is for; they start in order. Comes back when the next event of the lane may follow.
pub(super) async fn run(runtime: &Arc<Runtime>, raised: Raised) {
    if runtime.is_draining() {
        return;
    }
    let chosen: Vec<(usize, EventSpec)> = runtime
        .registry
        .handlers(raised.id)
        .filter(|(position, spec)| is_for(runtime, *position, spec, &raised))
        .map(|(position, spec)| (position, *spec))
        .collect();
    if chosen.is_empty() {
        return;
    }
    let running = runtime.tasks.token();
    let actor = actor(runtime, &raised.scene.who).await;
    let (hold, mut released) = mpsc::channel(1);
    let handlers: Vec<_> = chosen
        .into_iter()
        .map(|(position, spec)| {
            let ctx = context(runtime, &raised.scene, actor.clone(), &spec, Some(hold.clone()));
            (position, spec, ctx)
        })
        .collect();
    drop(hold);
    let runtime = Arc::clone(runtime);
    // A task of its own, because a handler that waits for something lets the lane go on. It polls the handlers in turn: that is
    // what makes "start in order" true on any number of threads.
    tokio::spawn(async move {
        let Raised { event, busy, .. } = raised;
        let event = &*event;
        join_all(handlers.iter().map(|(position, spec, ctx)| {
            let state = runtime.handlers.get(*position);
            async move {
                let result = handle(spec, ctx, event).await;
                ctx.release();
                let Some(state) = state else { return };
                let counter = if result.is_ok() { &state.ok } else { &state.failed };
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }))
        .await;
        drop((busy, running));
    });
    // There is nothing to be said: the end of the channel is the answer.
    let _ = released.recv().await;
}

/// Whether a handler takes the event; one that runs once has had its turn with that.
fn is_for(runtime: &Runtime, position: usize, spec: &EventSpec, raised: &Raised) -> bool {
    let scene = &raised.scene;
    if !spec.listens_at(scene.guild_id.map(Into::into), scene.channel_id.map(Into::into)) {
        return false;
    }
    if !runtime.switches.hears(position, scene.guild_id) {
        return false;
    }
    let passes = spec.filter.is_none_or(|filter| {
        let event = &*raised.event;
        catch_unwind(AssertUnwindSafe(|| filter(EventRef(event)))).unwrap_or_else(|panic| {
            let error = super::run::message(&*panic);
            let (handler, event, source) = (spec.name, spec.event, spec.source);
            tracing::error!(handler, event, error, %source, "the filter of an event handler panicked");
            false
        })
    });
    let state = runtime.handlers.get(position);
    passes && !(spec.once && state.is_some_and(|state| state.done.swap(true, Ordering::AcqRel)))
}

/// Runs one handler to its end, whatever that is, and says so.
pub(crate) async fn handle(
    spec: &EventSpec,
    ctx: &Context,
    event: &(dyn Any + Send + Sync),
) -> Result<(), CommandError> {
    let started = Instant::now();
    let span = tracing::info_span!(
        "handler",
        handler = spec.name,
        event = spec.event,
        reference = ctx.reference(),
        guild = ctx.guild_id().map(tracing::field::display),
        channel = ctx.channel_id().map(tracing::field::display),
    );
    let handler = async { (spec.handle)(ctx, EventRef(event))?.await.map_err(CommandError::Handler) };
    let deadline = ctx.deadline();
    let result = contained(handler, &deadline, ctx.cancel()).instrument(span).await;
    observe(spec, ctx, started, &result);
    result
}

/// Says what became of a handler.
fn observe(spec: &EventSpec, ctx: &Context, started: Instant, result: &Result<(), CommandError>) {
    let elapsed = started.elapsed();
    let (handler, event, source) = (spec.name, spec.event, spec.source);
    let (reference, ms) = (ctx.reference(), elapsed.as_millis());
    let runtime = ctx.runtime();
    let outcome = result.as_ref().map_or_else(CommandError::code, |()| "ok");
    runtime.journal.handled((handler, event, outcome), || Entry::Event {
        at: Timestamp::now(),
        handler,
        event,
        reference: reference.clone(),
        guild_id: ctx.guild_id(),
        channel_id: ctx.channel_id(),
        outcome,
        failed: result.is_err(),
        ms: elapsed.as_secs_f64() * 1000.0,
    });
    match result {
        Ok(()) => tracing::debug!(handler, event, outcome = "ok", ms, "event"),
        // The time for finishing is over.
        Err(CommandError::Cancelled) => {
            tracing::warn!(handler, event, outcome = "cancelled", ms, reference, "event");
        }
        Err(error) => {
            let error = chain(error);
            tracing::error!(handler, event, outcome, ms, reference, error, %source, "event");
        }
    }
}

/// What a handler knows and can do.
pub(crate) fn context(
    runtime: &Arc<Runtime>,
    scene: &Scene,
    actor: User,
    spec: &EventSpec,
    hold: Option<Hold>,
) -> Context {
    let responder = gateway::responder(runtime, scene, actor.id);
    Context::new(Inner {
        actor,
        guild_id: scene.guild_id,
        channel_id: scene.channel_id,
        message_id: scene.message_id,
        // Each handler has replies of its own: one answering does not use up another's answer.
        replies: responder.map(|responder| Replies::new(responder, runtime)),
        deadline: Some(Deadline::start(spec.timeout.unwrap_or(DEFAULT_TIMEOUT))),
        hold: Mutex::new(hold),
        ..Inner::nowhere(runtime)
    })
}

/// Who acts: as the event says, as the cache knows, as Discord answers.
async fn actor(runtime: &Runtime, who: &Who) -> User {
    match who {
        Who::Nobody => runtime.identity.user.clone(),
        Who::Known(user) => (**user).clone(),
        Who::Id(id) => gateway::user(runtime, *id).await,
    }
}
