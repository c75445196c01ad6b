//! The pipeline: the one path from an invocation to its answer, for all surfaces.
//!
//! resolve → guard → bind → permit → before → run → reply → after → observe. Every surface uses it, so gates apply to all calls.

mod bind;
mod checks;
mod entitled;
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
pub(crate) mod timers;
mod watchdog;

use std::sync::{Arc, Mutex, OnceLock};

use futures::future::BoxFuture;

pub(crate) use self::bind::{accepted, bind_values};
#[cfg(fuzzing)]
pub(crate) use self::bind::{read_json, read_options, read_text, supply};
pub(crate) use self::guard::visible;
pub(crate) use self::invocation::{Input, Invocation};
pub(crate) use self::outcome::Outcome;
pub(crate) use self::suggest::suggestions;
pub(crate) use self::watchdog::{Watchdog, watch};

use self::outcome::Ended;
use self::resolve::Resolved;

use crate::command::CommandSpec;
use crate::context::{Call, Context, Inner};
use crate::limits::Permit;
use crate::outcome::CommandError;
use crate::reply::Reply;
use crate::responder::Replies;
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;
use crate::runtime::polls::{Polls, Subject};

/// Runs one invocation; the caller has been answered when it returns.
///
/// Boxed, because the future is large and would be copied each time a future that awaits it moves.
pub(crate) fn execute(runtime: &Arc<Runtime>, invocation: Box<Invocation>) -> BoxFuture<'_, Outcome> {
    Box::pin(run_stages(runtime, invocation))
}

async fn run_stages(runtime: &Arc<Runtime>, invocation: Box<Invocation>) -> Outcome {
    // Shutting down waits for this token.
    let _running = runtime.tasks.token();
    let observation = observe::Observation::start(runtime, &invocation);
    let span = observation.span();
    let replies = Replies::new(Arc::clone(&invocation.responder), &runtime.tasks, &runtime.draining);
    let room = runtime.call_room.take();
    let stages = async {
        if room.is_none() {
            let told = reply::reply(runtime, Err(CommandError::Overloaded), None, &replies, &invocation);
            // Discord limits messages, so answers to them would pile up; answers to interactions are not limited.
            let waits = replies.responder().acknowledgement_delay().is_some();
            let told = runtime.call_room.refuse(waits, told).await;
            return (None, told.unwrap_or_else(|| Ended::refused(CommandError::Overloaded)));
        }
        match resolve::resolve(runtime, &invocation) {
            Ok(resolved) => {
                let ended = call(runtime, &resolved, &invocation, &replies).await;
                (Some(resolved.command.name), ended)
            }
            Err(error) => {
                let error = error.or_changed(invocation.surface);
                (None, reply::reply(runtime, Err(error), None, &replies, &invocation).await)
            }
        }
    };
    let (command, ended) = tracing::Instrument::instrument(stages, span).await;
    observation.finish(command, ended, replies.acknowledged())
}

/// Returns the command that a call asks for, if there is one.
pub(crate) fn command_of(runtime: &Runtime, invocation: &Invocation) -> Option<Arc<CommandSpec>> {
    resolve::find(&runtime.registry, invocation).1.map(|found| found.command)
}

/// Checks the gates and the arguments of a call without running it; no use of a cooldown is taken.
///
/// # Errors
///
/// The error with which the call would fail before its handler starts.
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
    run::isolated(recorded(runtime, &resolved.command), bound, &deadline, &invocation.cancel).await?;
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
    let watchdog = Watchdog::start(runtime, command, replies);
    let deadline = Deadline::start(command.timeout.unwrap_or(run::DEFAULT_TIMEOUT));
    let ctx = context(runtime, resolved, invocation, replies, &deadline);
    // Held until the call ends, also if it fails.
    let mut permit = None;
    let mut started = false;
    let result = stages(&ctx, resolved, invocation, &deadline, (&mut permit, &mut started)).await;
    let result = result.map_err(|error| error.or_changed(invocation.surface));
    let ended = reply::reply(runtime, result, Some(&ctx), replies, invocation).await;
    drop(watchdog);
    let outcome = crate::outcome::Outcome::new(ended.result, invocation.received.elapsed());
    hooks::after(&ctx, command, &outcome).await;
    Ended { result: outcome.result, started, ..ended }
}

async fn stages(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
    deadline: &Deadline,
    (permit, started): (&mut Option<Permit>, &mut bool),
) -> Result<Option<Reply>, CommandError> {
    let prepared = async {
        // Gates and arguments also ask Discord and run the bot's code, so they share one deadline and one panic isolation.
        let bound = async {
            guard::guard(ctx, resolved, invocation).await?;
            bind::bind(ctx.runtime(), resolved, invocation).await
        };
        let args =
            run::isolated(recorded(ctx.runtime(), &resolved.command), bound, deadline, &invocation.cancel)
                .await?;
        // After the arguments, so that no caller waits in order to make a typing mistake. Waiting does not count towards the deadline.
        *permit = guard::permit(ctx, resolved, invocation).await?;
        hooks::before(ctx, &resolved.command, &invocation.cancel).await?;
        Ok(args)
    };
    match prepared.await {
        Ok(args) => {
            deadline.restart();
            *started = true;
            let recorded = recorded(ctx.runtime(), &resolved.command);
            let running = run::run(ctx, &resolved.command, args);
            run::isolated(recorded, running, deadline, &invocation.cancel).await
        }
        Err(error) => {
            // The handler did not start, so the use is returned.
            ctx.refund_cooldown();
            Err(error)
        }
    }
}

/// Where the polls of a command's code are recorded.
fn recorded<'r>(runtime: &'r Runtime, command: &CommandSpec) -> (&'r Polls, Subject) {
    (&runtime.polls, Subject { name: command.name, source: command.source })
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
            prefix: invocation.prefix.clone(),
            is_rerun: invocation.paid_for.is_some(),
            interaction: invocation.interaction.clone(),
            options: Vec::new(),
            ticket: Mutex::default(),
        }),
        actor: Arc::clone(&invocation.caller.user),
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
