//! Runs the handlers of events, isolated from each other, in the order of the event's queue.

use std::any::{Any, TypeId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::join_all;
use serenity::model::Timestamp;
use serenity::model::user::User;
use tokio::sync::{mpsc, oneshot};
use tracing::Instrument;

use super::run::{isolated, message};
use crate::context::{Context, Hold, Inner};
use crate::discord::MessageTarget;
use crate::event::{Event, EventRef, EventScope, EventSpec, EventUser, QueueKey};
use crate::outcome::CommandError;
use crate::redact::chain;
use crate::responder::Replies;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::runtime::event_queue::{Added, Raised};
use crate::runtime::handler_state::HandlerState;
use crate::runtime::origin::Origin;
use crate::runtime::polls::Subject;
use crate::telemetry::Entry;

/// The timeout of a handler that declares none.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

/// Whether a handler or a `wait_for` wants the event. Payloads of other events need not be parsed.
pub(crate) fn is_wanted(runtime: &Runtime, event: TypeId) -> bool {
    runtime.registry.is_handled(event) || runtime.event_waits.is_awaited(event)
}

/// The result of raising an event.
#[derive(Debug)]
#[must_use]
pub(crate) enum Delivery {
    /// The event is queued, or it has no handlers.
    Accepted,
    /// The queue was full. The event was dropped and counted.
    Dropped,
    /// The queue is full. The event has to be raised again when there is room.
    Full(Box<Raised>),
    /// The bot shuts down and handles no further events.
    Draining,
}

/// The sender of an event.
enum Sender {
    /// Discord: the length of its JSON, and the dispatch that it comes from. The event can wait for room in its queue.
    Gateway { bytes: usize, origin: Option<Origin> },
    /// A handler, or the framework.
    Bot,
    /// An HTTP client, which may send the event again if it is refused.
    Http,
    /// The store, which announces the event again unless its handlers start.
    Store { started: oneshot::Sender<()> },
}

/// Raises an event from the gateway. If its queue is full, the caller gets it back.
///
/// `bytes` is the length of Discord's JSON for it, and `origin` the dispatch that it comes from.
pub(crate) fn raise<E: Event>(
    runtime: &Arc<Runtime>,
    event: E,
    bytes: usize,
    origin: Option<Origin>,
) -> Delivery {
    let scope = event.scope();
    raise_erased(
        runtime,
        (TypeId::of::<E>(), E::NAME),
        Arc::new(event),
        scope,
        Sender::Gateway { bytes, origin },
    )
}

/// Raises an event in a scope. If its queue is full, it is dropped.
pub(crate) fn raise_in<E: Event>(runtime: &Arc<Runtime>, event: E, scope: EventScope) -> Delivery {
    raise_erased(runtime, (TypeId::of::<E>(), E::NAME), Arc::new(event), scope, Sender::Bot)
}

/// Raises an event that was parsed from JSON. If its queue is full, it is dropped, and its sender may repeat it.
pub(crate) fn raise_parsed(
    runtime: &Arc<Runtime>,
    name: &'static str,
    id: TypeId,
    event: crate::event::ParsedEvent,
) -> Delivery {
    let crate::event::ParsedEvent { event, scope } = event;
    raise_erased(runtime, (id, name), event, scope, Sender::Http)
}

/// Raises an event like [`raise_parsed`], and returns a receiver that resolves when its handlers start.
pub(crate) fn raise_stored(
    runtime: &Arc<Runtime>,
    name: &'static str,
    id: TypeId,
    event: crate::event::ParsedEvent,
) -> (Delivery, oneshot::Receiver<()>) {
    let crate::event::ParsedEvent { event, scope } = event;
    let (started, starts) = oneshot::channel();
    (raise_erased(runtime, (id, name), event, scope, Sender::Store { started }), starts)
}

fn raise_erased(
    runtime: &Arc<Runtime>,
    (id, name): (TypeId, &'static str),
    event: Arc<dyn Any + Send + Sync>,
    scope: EventScope,
    sender: Sender,
) -> Delivery {
    let may_wait = matches!(sender, Sender::Gateway { .. });
    let is_repeated = matches!(sender, Sender::Http);
    let (bytes, origin, started) = match sender {
        Sender::Gateway { bytes, origin } => (bytes, origin, None),
        Sender::Store { started } => (0, None, Some(started)),
        Sender::Bot | Sender::Http => (0, None, None),
    };
    let busy = runtime.activity.begin();
    let mut raised = Raised { id, name, event, scope, bytes, origin, busy, started };
    if !is_wanted(runtime, id) {
        raised.begin();
        return Delivery::Accepted;
    }
    runtime.telemetry.raised(name);
    // A stored event that is dropped is raised again, so a `wait_for` gets it when its handlers start. One over HTTP may be, so a
    // `wait_for` gets it when it was accepted. Every other is offered first.
    if is_repeated {
        let event = Arc::clone(&raised.event);
        let delivery = raise_again(runtime, raised, may_wait);
        if matches!(delivery, Delivery::Accepted) {
            runtime.event_waits.offer(id, &event, &runtime.activity);
        }
        return delivery;
    }
    if raised.started.is_none() {
        runtime.event_waits.offer(raised.id, &raised.event, &runtime.activity);
    }
    raise_again(runtime, raised, may_wait)
}

/// Adds an event to its queue if it has a handler.
pub(crate) fn raise_again(runtime: &Arc<Runtime>, mut raised: Raised, may_wait: bool) -> Delivery {
    if !runtime.registry.is_handled(raised.id) {
        begin(runtime, &mut raised);
        return Delivery::Accepted;
    }
    // Only events from the gateway may wait.
    if runtime.refuses_received() || (runtime.is_draining() && !may_wait) {
        return Delivery::Draining;
    }
    let added = runtime.event_queues.add(raised, may_wait);
    // An older event may be dropped in favour of this one.
    runtime.telemetry.dropped(runtime.event_queues.dropped());
    match added {
        Added::First(key, raised) => {
            spawn_queue(runtime, key, *raised);
            Delivery::Accepted
        }
        Added::Queued => Delivery::Accepted,
        Added::Dropped => Delivery::Dropped,
        Added::Full(raised) => Delivery::Full(raised),
    }
}

/// Adds events from the gateway to their queues regardless of the limits, because the caller cannot wait for room.
pub(crate) fn raise_rest(runtime: &Arc<Runtime>, events: impl IntoIterator<Item = Raised>) {
    for raised in events {
        if runtime.refuses_received() {
            return;
        }
        if let Added::First(key, raised) = runtime.event_queues.add_beyond(raised) {
            spawn_queue(runtime, key, *raised);
        }
    }
}

/// # Events
impl Context {
    /// Raises an event. Its handlers run like those of Discord's events; this call does not wait for them.
    ///
    /// The event has the scope of this context, unless it has a scope of its own.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// A member began to boost a guild.
    /// #[derive(Event)]
    /// struct MemberBoosted {
    ///     member: Member,
    /// }
    ///
    /// #[on_event(MemberUpdate)]
    /// async fn notice(ctx: &Context, event: &MemberUpdate) {
    ///     let (Some(old), Some(new)) = (&event.old, &event.new) else { return };
    ///     if old.premium_since.is_none() && new.premium_since.is_some() {
    ///         ctx.emit(MemberBoosted { member: new.clone() });
    ///     }
    /// }
    ///
    /// #[on_event(MemberBoosted)]
    /// async fn thank(ctx: &Context, event: &MemberBoosted) -> Result<()> {
    ///     ctx.system_channel().await?.say(format!("Thank you, {}!", event.member.mention())).await?;
    ///     Ok(())
    /// }
    /// ```
    pub fn emit<E: Event>(&self, event: E) {
        let scope = event.scope().within(&self.scope());
        // A dropped event is counted and logged; the caller can do nothing about it.
        let _ = raise_in(self.runtime(), event, scope);
    }
}

/// Handles the events of a queue in a task of its own.
fn spawn_queue(runtime: &Arc<Runtime>, key: QueueKey, first: Raised) {
    let (queue, held) = (run_queue(Arc::clone(runtime), key, first), runtime.hold_received());
    runtime.spawn(async move {
        queue.await;
        drop(held);
    });
}

/// Handles the events of one queue until it is empty, and then those of queues that wait.
async fn run_queue(runtime: Arc<Runtime>, key: QueueKey, first: Raised) {
    let mut next = Some((key, first));
    while let Some((key, raised)) = next {
        // Handlers are isolated from each other; a panic elsewhere must not stop the queue.
        if AssertUnwindSafe(run(&runtime, raised)).catch_unwind().await.is_err() {
            tracing::error!("an event could not be handled: the framework panicked outside the handlers");
        }
        next = runtime.event_queues.next(key);
    }
}

/// Notes that the handlers of an event start.
fn begin(runtime: &Runtime, raised: &mut Raised) {
    if raised.started.is_some() {
        runtime.event_waits.offer(raised.id, &raised.event, &runtime.activity);
    }
    raised.begin();
}

/// Starts the handlers of one event in order. Returns when the next event of the queue may start.
async fn run(runtime: &Arc<Runtime>, mut raised: Raised) {
    if runtime.refuses_received() {
        return;
    }
    begin(runtime, &mut raised);
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
    let actor = actor(runtime, &raised.scope.user).await;
    let (hold, mut released) = mpsc::channel(1);
    let handlers: Vec<_> = chosen
        .into_iter()
        .map(|(position, spec)| {
            let ctx = context(runtime, &raised.scope, actor.clone(), &spec, Some(hold.clone()));
            (position, spec, ctx)
        })
        .collect();
    drop(hold);
    // A task of its own, because a handler that waits for something lets the queue go on. It polls the handlers one after the
    // other, so they start in order on any number of threads.
    let (spawning, runtime) = (Arc::clone(runtime), Arc::clone(runtime));
    spawning.spawn(async move {
        let Raised { event, busy, .. } = raised;
        let event = &*event;
        join_all(handlers.iter().map(|(position, spec, ctx)| {
            let state = runtime.handlers.get(*position);
            async move {
                let result = handle(spec, ctx, event).await;
                ctx.release();
                let Some(state) = state else { return };
                state.count(result.is_ok());
            }
        }))
        .await;
        drop((busy, running));
    });
    // Nothing is sent: the channel closes when every handler has finished or waits.
    let _ = released.recv().await;
}

/// Whether a handler runs for the event. A handler that runs once is used up by this.
fn is_for(runtime: &Runtime, position: usize, spec: &EventSpec, raised: &Raised) -> bool {
    let scope = &raised.scope;
    if !spec.listens_at(scope.guild_id.map(Into::into), scope.channel_id.map(Into::into)) {
        return false;
    }
    if !runtime.toggles.is_handler_enabled(position, scope.guild_id) {
        return false;
    }
    let passes = spec.filter.is_none_or(|filter| {
        let event = &*raised.event;
        let _running = runtime.polls.begin(Subject { name: spec.name, source: spec.source });
        catch_unwind(AssertUnwindSafe(|| filter(EventRef(event)))).unwrap_or_else(|panic| {
            let error = message(&*panic);
            let (handler, event, source) = (spec.name, spec.event, spec.source);
            tracing::error!(handler, event, error, %source, "the filter of an event handler panicked");
            false
        })
    });
    let state = runtime.handlers.get(position);
    passes && (!spec.once || state.is_none_or(HandlerState::is_first))
}

/// Runs one handler and records its outcome.
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
    let subject = Subject { name: spec.name, source: spec.source };
    let recorded = (&ctx.runtime().polls, subject);
    let result = isolated(recorded, handler, &deadline, ctx.cancel()).instrument(span).await;
    observe(spec, ctx, started, &result);
    result
}

/// Records the outcome of a handler in telemetry and the log.
fn observe(spec: &EventSpec, ctx: &Context, started: Instant, result: &Result<(), CommandError>) {
    let elapsed = started.elapsed();
    let (handler, event, source) = (spec.name, spec.event, spec.source);
    let (reference, ms) = (ctx.reference(), elapsed.as_millis());
    let runtime = ctx.runtime();
    let outcome = result.as_ref().map_or_else(CommandError::code, |()| "ok");
    if let Err(error) = result
        && !matches!(error, CommandError::Cancelled)
    {
        runtime.telemetry.failing(handler, source, error);
    }
    runtime.telemetry.handled((handler, event, outcome), || Entry::Event {
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
        // The bot stopped before the handler finished.
        Err(CommandError::Cancelled) => {
            tracing::warn!(handler, event, outcome = "cancelled", ms, reference, "event");
        }
        Err(error) => {
            let error = chain(error);
            tracing::error!(handler, event, outcome, ms, reference, error, %source, "event");
        }
    }
}

/// Creates the context of an event handler.
pub(crate) fn context(
    runtime: &Arc<Runtime>,
    scope: &EventScope,
    actor: Arc<User>,
    spec: &EventSpec,
    hold: Option<Hold>,
) -> Context {
    let responder = scope.channel_id.map(|channel_id| {
        let reply_to = scope.message_id.filter(|_| scope.answers).map(|message_id| (message_id, actor.id));
        let public = reply_to.is_none() || scope.guild_id.is_some();
        let target = MessageTarget { channel_id, reply_to, public, addressed: false };
        runtime.directory.api().message_responder(target)
    });
    Context::new(Inner {
        actor,
        guild_id: scope.guild_id,
        channel_id: scope.channel_id,
        message_id: scope.message_id,
        // Each handler has its own replies, so its answer does not use up another's.
        replies: responder.map(|responder| Replies::new(responder, &runtime.tasks, &runtime.draining)),
        deadline: Some(Deadline::start(spec.timeout.unwrap_or(DEFAULT_TIMEOUT))),
        hold: Mutex::new(hold),
        ..Inner::detached(runtime)
    })
}

/// Returns the user who caused the event: from the event, else from the cache, else from Discord. Without one it is the bot.
async fn actor(runtime: &Runtime, user: &EventUser) -> Arc<User> {
    match user {
        EventUser::None => Arc::clone(&runtime.identity.user),
        EventUser::Known(user) => Arc::new((**user).clone()),
        EventUser::Id(id) => Arc::new(runtime.directory.user(*id).await),
    }
}
