//! Stage 5: the answer, or the safe sentence in its place.

use std::panic::AssertUnwindSafe;

use futures::FutureExt;

use super::hooks;
use super::outcome::Ended;
use super::run::message;
use crate::args::ArgumentError;
use crate::command::CommandSpec;
use crate::context::Context;
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::reply::Visibility;
use crate::reply::{Reply, ReplyError};
use crate::responder::{Refusal, Replies};

/// Discord: characters of one message.
const LONGEST: usize = 2000;

/// Sends what the handler came to. An error that the caller is told stays the outcome of the call.
pub(super) async fn reply(
    result: Result<Option<Reply>, CommandError>,
    ctx: Option<&Context>,
    replies: &Replies,
    reference: Reference,
) -> Ended {
    let command = ctx.and_then(Context::command);
    // serenity itself panics on some answers of a server, such as a negative Retry-After.
    let delivered = AssertUnwindSafe(deliver(result, command, replies)).catch_unwind().await;
    let error = match delivered {
        Ok(Ok(())) => return Ended { result: Ok(()), instead: None },
        Ok(Err(error)) => error,
        Err(panic) => CommandError::Panic(message(&*panic)),
    };
    let instead = match (ctx, command) {
        (Some(ctx), Some(command)) => hooks::on_error(ctx, command, &error).await,
        _ => None,
    };
    let mut told = refuse(&error, instead.clone(), command, replies, reference).await;
    if told.is_err() && instead.is_some() {
        // What the hook says may be what Discord does not take.
        told = refuse(&error, None, command, replies, reference).await;
    }
    if let Err(undelivered) = told {
        tracing::warn!(%reference, error = %redacted(&undelivered), "the caller could not be told what went wrong");
    }
    Ended { result: Err(error), instead }
}

async fn deliver(
    result: Result<Option<Reply>, CommandError>,
    command: Option<&CommandSpec>,
    replies: &Replies,
) -> Result<(), CommandError> {
    let reply = match result? {
        Some(mut reply) => {
            reply.ephemeral |= command.is_some_and(|command| command.ephemeral);
            reply
        }
        None if replies.is_answered() => return Ok(()),
        None if replies.responder().acknowledges_by_deferring() => {
            return match replies.defer(Visibility::Public).await {
                // Nobody waits for more.
                Ok(()) | Err(ReplyError::AlreadyDeferred) => Ok(()),
                Err(error) => Err(CommandError::Reply(error)),
            };
        }
        None => match replies.responder().acknowledgement() {
            Some(reply) => reply,
            None => return Ok(()),
        },
    };
    match replies.say(reply).await {
        Ok(_) => Ok(()),
        Err(ReplyError::NoPrivateAnswer) => Err(CommandError::NoPrivateAnswer),
        Err(error) => Err(CommandError::Reply(error)),
    }
}

async fn refuse(
    error: &CommandError,
    instead: Option<Reply>,
    command: Option<&CommandSpec>,
    replies: &Replies,
    reference: Reference,
) -> Result<(), ReplyError> {
    let Some(mut refusal) = replies.responder().refusal(refusal(error, reference)) else {
        return Ok(());
    };
    // What the code of a private command says is as private as its answer; a sentence of ours tells nobody anything.
    let is_theirs = instead.is_some()
        || matches!(
            error,
            CommandError::User(_)
                | CommandError::Denied { reason: Some(_), .. }
                | CommandError::Argument(ArgumentError::Ambiguous { .. })
        );
    if let Some(instead) = instead {
        refusal = Reply { ephemeral: refusal.ephemeral || instead.ephemeral, ..instead };
    }
    refusal.ephemeral |= is_theirs && command.is_some_and(|command| command.ephemeral);
    match replies.say(refusal).await {
        Err(ReplyError::NoPrivateAnswer) => {
            let instead = CommandError::NoPrivateAnswer;
            match replies.responder().refusal(self::refusal(&instead, reference)) {
                Some(refusal) => replies.say(refusal).await.map(drop),
                None => Ok(()),
            }
        }
        told => told.map(drop),
    }
}

/// What the caller is told.
fn refusal(error: &CommandError, reference: Reference) -> Refusal {
    let is_foreign = matches!(error, CommandError::Unknown { nearest, .. } if nearest.is_empty());
    Refusal { message: sentence(error, reference), is_foreign }
}

/// The safe sentence; where the caller can do nothing about it, with the id under which the log has the rest.
fn sentence(error: &CommandError, reference: Reference) -> String {
    let sentence = error.user_message();
    if sentence.trim().is_empty() {
        return "That did not work.".to_owned();
    }
    if !error.is_user_fault() {
        return format!("{sentence} Reference: `{reference}`");
    }
    match sentence.char_indices().nth(LONGEST - 1) {
        Some((at, _)) if sentence.chars().nth(LONGEST).is_some() => format!("{}…", &sentence[..at]),
        _ => sentence,
    }
}
