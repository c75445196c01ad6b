//! Runs the handlers of events, isolated from each other, in the order of the event's queue.

mod raise;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::join_all;
use serenity::model::Timestamp;
use serenity::model::user::User;
use tokio::sync::mpsc;
use tracing::Instrument;

#[cfg(feature = "http")]
pub(crate) use self::raise::raise_parsed;
pub(crate) use self::raise::{Delivery, is_wanted, raise, raise_again, raise_in, raise_rest, raise_stored};
use super::run::{isolated, message};
use crate::context::{Context, Hold, Inner};
use crate::discord::MessageTarget;
use crate::event::{EventRef, EventScope, EventSpec, EventUser, QueueKey};
use crate::outcome::CommandError;
use crate::redact::chain;
use crate::responder::Replies;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::runtime::event_queue::Raised;
use crate::runtime::handler_state::HandlerState;
use crate::runtime::polls::Subject;
use crate::telemetry::Entry;

/// The timeout of a handler that declares none.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_mins(1);

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
