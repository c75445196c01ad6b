//! Raises events: offers each to those that wait for it, and adds it to its queue.

use std::any::{Any, TypeId};
use std::sync::Arc;

use tokio::sync::oneshot;

use super::{begin, spawn_queue};
use crate::context::Context;
use crate::event::{Event, EventScope};
use crate::runtime::Runtime;
use crate::runtime::event_queue::{Added, Raised};
use crate::runtime::origin::Origin;

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
    #[cfg_attr(not(feature = "http"), expect(dead_code, reason = "nothing else receives such events"))]
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
#[cfg(feature = "http")]
pub(crate) fn raise_parsed(
    runtime: &Arc<Runtime>,
    name: &'static str,
    id: TypeId,
    event: crate::event::ParsedEvent,
) -> Delivery {
    let crate::event::ParsedEvent { event, scope } = event;
    raise_erased(runtime, (id, name), event, scope, Sender::Http)
}

/// Raises an event that was parsed from JSON, and returns a receiver that resolves when its handlers start.
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
