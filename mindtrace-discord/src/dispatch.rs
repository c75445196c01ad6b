//! The pipeline: one road from an invocation to its answer, whatever the surface.
//!
//! resolve → guard → bind → run → reply → observe. A gate that holds at one surface holds at all: there is no other road.

mod bind;
pub(crate) mod cooldown;
mod deadline;
pub(crate) mod event;
mod guard;
mod invocation;
mod observe;
pub(crate) mod permissions;
mod reading;
mod reply;
mod resolve;
mod run;
mod suggest;
mod watchdog;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use self::bind::bind_values;
#[cfg(fuzzing)]
pub(crate) use self::bind::{given_in_json, given_in_text, supply};
pub(crate) use self::deadline::Deadline;
pub(crate) use self::invocation::{Caller, Input, Invocation, Place};
pub(crate) use self::observe::chain;
pub(crate) use self::reading::can_read;
pub(crate) use self::suggest::suggestions;
pub(crate) use self::watchdog::Watchdog;

use crate::bot::Runtime;
use crate::context::{Call, Context, Inner};
use crate::error::CommandError;
use crate::reference::Reference;
use crate::reply::Replies;

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
                let deadline = Deadline::start(timeout);
                let stages = stages(runtime, &resolved, &invocation, &replies, &deadline);
                run::contained(stages, &deadline, &invocation.cancel).await
            }
            Err(error) => Err(error),
        };
        drop(watchdog);
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
    deadline: &Deadline,
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
    let ctx = context(runtime, resolved, invocation, replies, deadline);
    run::run(&ctx, &resolved.command, args).await
}

fn context(
    runtime: &Arc<Runtime>,
    resolved: &resolve::Resolved,
    invocation: &Invocation,
    replies: &Replies,
    deadline: &Deadline,
) -> Context {
    Context::new(Inner {
        runtime: Arc::clone(runtime),
        reference: invocation.reference,
        call: Some(Call {
            command: Arc::clone(&resolved.command),
            surface: invocation.surface,
            filled: Vec::new(),
        }),
        actor: invocation.caller.user.clone(),
        guild_id: invocation.place.guild_id,
        channel_id: invocation.place.channel_id,
        message_id: invocation.place.message_id,
        replies: Some(replies.clone()),
        deadline: Some(deadline.clone()),
        cancel: invocation.cancel.clone(),
    })
}
