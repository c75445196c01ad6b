//! The road of an event: to every handler of its type, each isolated from the others.

use std::any::TypeId;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use futures::FutureExt;
use serenity::model::id::{ChannelId, GuildId, MessageId};
use serenity::model::user::User;

use super::observe::chain;
use super::run::message;
use crate::bot::Runtime;
use crate::context::{Context, Inner};
use crate::event::{Event, EventRef, EventSpec};
use crate::reference::Reference;
use crate::reply::{Replies, Responder};

/// Where an event happened and who did it.
pub(crate) struct Scene {
    pub(crate) actor: User,
    pub(crate) guild_id: Option<GuildId>,
    pub(crate) channel_id: Option<ChannelId>,
    pub(crate) message_id: Option<MessageId>,
    /// How to answer, where there is a channel.
    pub(crate) responder: Option<Arc<dyn Responder>>,
}

/// Whether anybody handles `E`; who does not ask would build scenes for nobody.
pub(crate) fn is_handled<E: Event>(runtime: &Runtime) -> bool {
    !runtime.registry.handlers(TypeId::of::<E>()).is_empty()
}

/// Calls every handler of the event; they start in order and none waits for another.
pub(crate) async fn emit<E: Event>(runtime: &Arc<Runtime>, event: E, scene: Scene) {
    let handlers = runtime.registry.handlers(TypeId::of::<E>());
    if handlers.is_empty() || runtime.is_draining() {
        return;
    }
    let _running = runtime.tasks.token();
    // One task polls them in turn: that is what makes "starts in order" true on any number of threads.
    let event = &event;
    futures::future::join_all(handlers.iter().map(|spec| handle(*spec, context(runtime, &scene), event)))
        .await;
}

async fn handle<E: Event>(spec: EventSpec, ctx: Context, event: &E) {
    let started = Instant::now();
    let handler = async {
        match (spec.handle)(&ctx, EventRef(event)) {
            Ok(future) => future.await,
            Err(error) => Err(error.into()),
        }
    };
    let handler = AssertUnwindSafe(handler).catch_unwind();
    let result = tokio::select! {
        biased;
        result = handler => result,
        // The time for finishing is over.
        () = ctx.cancelled() => return tracing::warn!(handler = spec.name, event = spec.event, outcome = "cancelled", "event"),
    };
    let (handler, event, reference) = (spec.name, spec.event, ctx.reference());
    let ms = started.elapsed().as_millis();
    match result {
        Ok(Ok(())) => tracing::debug!(handler, event, outcome = "ok", ms, "event"),
        Ok(Err(error)) => {
            tracing::error!(handler, event, outcome = "failed", ms, reference, error = %chain(&*error), source = %spec.source, "event");
        }
        Err(panic) => {
            let error = message(&*panic);
            tracing::error!(handler, event, outcome = "panicked", ms, reference, error, source = %spec.source, "event");
        }
    }
}

fn context(runtime: &Arc<Runtime>, scene: &Scene) -> Context {
    Context::new(Inner {
        runtime: Arc::clone(runtime),
        reference: Reference::next(),
        call: None,
        actor: scene.actor.clone(),
        guild_id: scene.guild_id,
        channel_id: scene.channel_id,
        message_id: scene.message_id,
        // Each handler has replies of its own: one answering does not use up another's answer.
        replies: scene.responder.clone().map(|responder| Replies::new(responder, runtime)),
        deadline: None,
        cancel: runtime.cancel.child_token(),
        locale: OnceLock::new(),
    })
}
