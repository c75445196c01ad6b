//! The pipeline: one path from an invocation to its answer, whatever the surface.
//!
//! resolve → guard → bind → run → reply → observe. A gate that holds at one surface holds at all: there is no other path.

mod bind;
mod checks;
pub(crate) mod event;
mod guard;
mod hooks;
mod invocation;
mod observe;
mod outcome;
mod reply;
mod resolve;
mod run;
pub(crate) mod schedule;
mod suggest;
mod watchdog;

use std::sync::{Arc, Mutex, OnceLock};

pub(crate) use self::bind::bind_values;
#[cfg(fuzzing)]
pub(crate) use self::bind::{given_in_json, given_in_text, supply};
pub(crate) use self::guard::visible;
pub(crate) use self::invocation::{Input, Invocation};
pub(crate) use self::outcome::Outcome;
pub(crate) use self::suggest::suggestions;
pub(crate) use self::watchdog::Watchdog;

use self::outcome::Ended;
use self::resolve::Resolved;

use crate::context::{Call, Context, Inner};
use crate::limits::Permit;
use crate::outcome::CommandError;
use crate::reply::Reply;
use crate::responder::Replies;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;

/// Runs one invocation to its end; the caller has been answered when it returns.
pub(crate) async fn execute(runtime: &Arc<Runtime>, invocation: Invocation) -> Outcome {
    // Shutting down waits for this token.
    let _running = runtime.tasks.token();
    let observation = observe::Observation::start(runtime, &invocation);
    let span = observation.span();
    let replies = Replies::new(Arc::clone(&invocation.responder), &runtime.tasks, &runtime.draining);
    let stages = async {
        match resolve::resolve(runtime, &invocation) {
            Ok(resolved) => {
                // Boxed: it is large, and whoever waits for a call would be as well.
                let ended = Box::pin(call(runtime, &resolved, &invocation, &replies)).await;
                (Some(resolved.command.name), ended)
            }
            Err(error) => {
                let error = error.or_changed(invocation.surface);
                (None, reply::reply(Err(error), None, &replies, invocation.reference).await)
            }
        }
    };
    let (command, ended) = tracing::Instrument::instrument(stages, span).await;
    observation.finish(command, ended, replies.acknowledged())
}

/// Says what the gates and the arguments of a call would come to; nothing runs, and no use is taken.
///
/// # Errors
///
/// What the call would fail with before its handler starts.
#[cfg(feature = "http")]
pub(crate) async fn dry_run(
    runtime: &Arc<Runtime>,
    invocation: &Invocation,
) -> Result<&'static str, CommandError> {
    let resolved = resolve::resolve(runtime, invocation)?;
    let replies = Replies::new(Arc::clone(&invocation.responder), &runtime.tasks, &runtime.draining);
    let deadline = Deadline::start(run::DEFAULT_TIMEOUT);
    let ctx = context(runtime, &resolved, invocation, &replies, &deadline);
    let bound = async {
        guard::dry_run(&ctx, &resolved, invocation).await?;
        bind::bind(runtime, &resolved, invocation).await
    };
    run::contained(bound, &deadline, &invocation.cancel).await?;
    Ok(resolved.command.name)
}

/// Runs one call of a command that exists, hooks included.
async fn call(
    runtime: &Arc<Runtime>,
    resolved: &Resolved,
    invocation: &Invocation,
    replies: &Replies,
) -> Ended {
    let command = &*resolved.command;
    let watchdog = Watchdog::start(command, replies);
    let deadline = Deadline::start(command.timeout.unwrap_or(run::DEFAULT_TIMEOUT));
    let ctx = context(runtime, resolved, invocation, replies, &deadline);
    // Others may run when this call is over, whatever it comes to.
    let mut permit = None;
    let result = stages(&ctx, resolved, invocation, &deadline, &mut permit).await;
    let result = result.map_err(|error| error.or_changed(invocation.surface));
    let ended = reply::reply(result, Some(&ctx), replies, invocation.reference).await;
    drop(watchdog);
    let outcome = crate::outcome::Outcome::new(ended.result, invocation.received.elapsed());
    hooks::after(&ctx, command, &outcome).await;
    Ended { result: outcome.result, ..ended }
}

async fn stages(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
    deadline: &Deadline,
    permit: &mut Option<Permit>,
) -> Result<Option<Reply>, CommandError> {
    let prepared = async {
        // Gates and arguments ask Discord as well, and run code of the bot: one limit and one net for both.
        let bound = async {
            guard::guard(ctx, resolved, invocation).await?;
            bind::bind(ctx.runtime(), resolved, invocation).await
        };
        let args = run::contained(bound, deadline, &invocation.cancel).await?;
        // Behind the arguments, so that nobody stands in line for a slip of the finger. Waiting counts for nobody's limit.
        *permit = guard::permit(ctx, resolved, invocation).await?;
        hooks::before(ctx, &resolved.command, &invocation.cancel).await?;
        Ok(args)
    };
    match prepared.await {
        Ok(args) => {
            deadline.restart();
            run::contained(run::run(ctx, &resolved.command, args), deadline, &invocation.cancel).await
        }
        Err(error) => {
            // Nothing was done for the use that the call took.
            ctx.refund_cooldown();
            Err(error)
        }
    }
}

fn context(
    runtime: &Arc<Runtime>,
    resolved: &Resolved,
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
            caller: invocation.caller.clone(),
            location: invocation.location.clone(),
            filled: Vec::new(),
            ticket: Mutex::default(),
        }),
        actor: invocation.caller.user.clone(),
        guild_id: invocation.location.guild_id,
        channel_id: invocation.location.channel_id,
        message_id: invocation.location.message_id,
        replies: Some(replies.clone()),
        deadline: Some(deadline.clone()),
        cancel: invocation.cancel.clone(),
        hold: Mutex::default(),
        locale: invocation.locale.clone().map(OnceLock::from).unwrap_or_default(),
    })
}
