//! The pipeline: one road from an invocation to its answer, whatever the surface.
//!
//! resolve → guard → bind → run → reply → observe. A gate that holds at one surface holds at all: there is no other road.

mod bind;
pub(crate) mod cooldown;
pub(crate) mod event;
mod guard;
mod invocation;
mod observe;
pub(crate) mod permissions;
mod reply;
mod resolve;
mod run;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

pub(crate) use self::invocation::{Caller, Input, Invocation, Place};
pub(crate) use self::observe::chain;

use crate::bot::Runtime;
use crate::command::{CommandSpec, Defer};
use crate::context::{Call, Context, Inner};
use crate::error::CommandError;
use crate::reference::Reference;
use crate::reply::{Replies, Visibility};

/// What an invocation came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) command: Option<&'static str>,
    pub(crate) reference: Reference,
    pub(crate) result: Result<(), CommandError>,
    pub(crate) elapsed: Duration,
}

/// Runs one invocation to its end; the caller has been answered when it returns.
pub(crate) async fn execute(runtime: &Arc<Runtime>, invocation: Invocation) -> Outcome {
    // Shutting down waits for this token.
    let _running = runtime.tasks.token();
    let observation = observe::Observation::start(&invocation);
    let span = observation.span();
    let stages = async {
        let replies = Replies::new(Arc::clone(&invocation.responder), runtime);
        let resolved = resolve::resolve(runtime, &invocation);
        let command = resolved.as_ref().ok().map(|resolved| Arc::clone(&resolved.command));
        let watchdog = command.as_ref().map(|command| Watchdog::start(command, &replies));
        let result = match resolved {
            Ok(resolved) => {
                let timeout = resolved.command.timeout.unwrap_or(run::DEFAULT_TIMEOUT);
                // Gates and arguments ask Discord as well, and run code of the bot: one limit and one net for all three.
                let stages = stages(runtime, &resolved, &invocation, &replies);
                run::contained(stages, timeout, &invocation.cancel).await
            }
            Err(error) => Err(error),
        };
        drop(watchdog);
        let result = result.map_err(|error| crate::sync::stale(error, invocation.surface));
        let result = reply::reply(result, command.as_deref(), &replies, invocation.reference).await;
        (command, result)
    };
    let (command, result) = tracing::Instrument::instrument(stages, span).await;
    observation.finish(command.map(|command| command.name), result)
}

async fn stages(
    runtime: &Arc<Runtime>,
    resolved: &resolve::Resolved,
    invocation: &Invocation,
    replies: &Replies,
) -> Result<Option<crate::reply::Reply>, CommandError> {
    let pass = guard::guard(runtime, resolved, invocation).await?;
    let args = match bind::bind(runtime, resolved, invocation).await {
        Ok(args) => args,
        Err(error) => {
            // Whoever mistypes an argument has used nothing up.
            pass.refund(runtime);
            return Err(error);
        }
    };
    let ctx = context(runtime, resolved, invocation, replies);
    run::run(&ctx, &resolved.command, args).await
}

fn context(
    runtime: &Arc<Runtime>,
    resolved: &resolve::Resolved,
    invocation: &Invocation,
    replies: &Replies,
) -> Context {
    Context::new(Inner {
        runtime: Arc::clone(runtime),
        reference: invocation.reference,
        call: Some(Call { command: Arc::clone(&resolved.command), surface: invocation.surface }),
        actor: invocation.caller.user.clone(),
        guild_id: invocation.place.guild_id,
        channel_id: invocation.place.channel_id,
        message_id: invocation.place.message_id,
        replies: Some(replies.clone()),
        cancel: invocation.cancel.clone(),
        locale: invocation.locale.clone().map(OnceLock::from).unwrap_or_default(),
    })
}

/// Gives the caller a sign of life when the answer takes long.
///
/// It is a task of its own, so that a handler that blocks its thread cannot keep it from running, and it counts on a
/// monotonic clock: what Discord's ids say about time is another computer's opinion.
struct Watchdog(#[allow(dead_code, reason = "dropping it is what it is for")] tokio_util::sync::DropGuard);

impl Watchdog {
    fn start(command: &CommandSpec, replies: &Replies) -> Self {
        let visibility = if command.ephemeral { Visibility::Private } else { Visibility::Public };
        let patience = match command.defer {
            Defer::Auto => replies.responder().patience(),
            Defer::Immediately => Some(Duration::ZERO),
            Defer::Never => None,
        };
        let answered = CancellationToken::new();
        let guard = answered.clone().drop_guard();
        let Some(patience) = patience else { return Self(guard) };
        let replies = replies.clone();
        tokio::spawn(async move {
            // Not aborted: a deferral that is on its way arrives, and the answer waits for it.
            tokio::select! {
                () = tokio::time::sleep(patience) => {}
                () = answered.cancelled() => return,
            }
            if let Err(error) = replies.defer(visibility).await
                && !matches!(error, crate::reply::ReplyError::AlreadyDeferred)
            {
                tracing::warn!(error = %crate::redact::redacted(&error), "could not tell Discord that the answer takes a while");
            }
        });
        Self(guard)
    }
}
