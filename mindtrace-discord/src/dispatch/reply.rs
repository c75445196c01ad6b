//! Sends the answer, or the user message of an error.

use std::panic::AssertUnwindSafe;

use futures::FutureExt;

use super::hooks;
use super::invocation::Invocation;
use super::outcome::Ended;
use super::run::message;
use crate::args::ArgumentError;
use crate::command::CommandSpec;
use crate::component::Button;
use crate::context::Context;
use crate::locale::Language;
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::reply::Visibility;
use crate::reply::{Reply, ReplyError};
use crate::responder::{Refusal, Replies};
use crate::runtime::Runtime;

/// Discord: the most characters of one message.
const LONGEST: usize = 2000;

/// Sends the handler's result. If it is an error, the call's outcome stays that error after the caller was informed.
pub(super) async fn reply(
    runtime: &Runtime,
    result: Result<Option<Reply>, CommandError>,
    ctx: Option<&Context>,
    replies: &Replies,
    invocation: &Invocation,
) -> Ended {
    let reference = invocation.reference;
    let command = ctx.and_then(Context::command);
    // The call's outcome must be known even after a panic in the code of a component.
    let delivered =
        AssertUnwindSafe(deliver(runtime, result, command, replies, invocation)).catch_unwind().await;
    let error = match delivered {
        Ok(Ok(())) => return Ended { result: Ok(()), error_reply: None, started: false },
        Ok(Err(error)) => error,
        Err(panic) => CommandError::Panic(message(&*panic)),
    };
    if let (Some(ctx), Some(command)) = (ctx, command)
        && !error.is_user_fault()
    {
        ctx.runtime().telemetry.failing(command.name, command.source, &error);
    }
    let error_reply = match (ctx, command) {
        (Some(ctx), Some(command)) => hooks::on_error(ctx, command, &error).await,
        _ => None,
    };
    if let CommandError::Reply(ReplyError::Discord(request)) = &error
        && request.silences()
    {
        // A second request would meet the same failure, or follow an answer that did arrive.
        return Ended { result: Err(error), error_reply: None, started: false };
    }
    let error_reply = match error_reply {
        Some(reply) if reply.nothing => {
            if may_stay_silent(replies).await {
                return Ended { result: Err(error), error_reply: None, started: false };
            }
            None
        }
        error_reply => error_reply,
    };
    let locale = invocation.locale_to_answer_in(runtime);
    let language = Language::new(&runtime.locales, &locale);
    let mut sent = refuse(&error, error_reply.clone(), command, replies, (reference, language)).await;
    if sent.is_err() && (error_reply.is_some() || matches!(error, CommandError::NotEntitled { .. })) {
        // Discord may have refused the hook's reply, or the button of a SKU that is not for sale.
        let plain = matches!(error, CommandError::NotEntitled { .. });
        let plain = plain.then(|| Reply::new(user_message(&error, reference, language)));
        sent = refuse(&error, plain, command, replies, (reference, language)).await;
    }
    if let Err(undelivered) = sent {
        tracing::warn!(%reference, error = %redacted(&undelivered), "the error message could not be sent to the caller");
    }
    Ended { result: Err(error), error_reply, started: false }
}

/// Ends a call without a message, if the surface allows that. A click is acknowledged.
async fn may_stay_silent(replies: &Replies) -> bool {
    let responder = replies.responder();
    if replies.is_answered() || !responder.needs_answer() {
        return true;
    }
    responder.defer_suffices()
        && matches!(replies.defer(Visibility::Public).await, Ok(()) | Err(ReplyError::AlreadyDeferred))
}

async fn deliver(
    runtime: &Runtime,
    result: Result<Option<Reply>, CommandError>,
    command: Option<&CommandSpec>,
    replies: &Replies,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let reply = match result?.filter(|reply| !reply.nothing) {
        Some(mut reply) => {
            reply.ephemeral |= command.is_some_and(|command| command.ephemeral);
            reply
        }
        None if replies.is_answered() => return Ok(()),
        None if replies.responder().defer_suffices() => {
            return match replies.defer(Visibility::Public).await {
                // The acknowledgement is enough.
                Ok(()) | Err(ReplyError::AlreadyDeferred) => Ok(()),
                Err(error) => Err(CommandError::Reply(error)),
            };
        }
        None if replies.responder().needs_answer() => {
            let locale = invocation.locale_to_answer_in(runtime);
            let done = Language::new(&runtime.locales, &locale).text("mindtrace-done", []);
            Reply::new(done).ephemeral()
        }
        None => return Ok(()),
    };
    match replies.say(reply).await {
        Ok(_) => Ok(()),
        Err(ReplyError::NoPrivateAnswer) => Err(CommandError::NoPrivateAnswer),
        Err(error) => Err(CommandError::Reply(error)),
    }
}

async fn refuse(
    error: &CommandError,
    error_reply: Option<Reply>,
    command: Option<&CommandSpec>,
    replies: &Replies,
    (reference, language): (Reference, Language<'_>),
) -> Result<(), ReplyError> {
    let Some(mut refusal) = replies.responder().refusal(refusal(error, reference, language)) else {
        return Ok(());
    };
    // Text of the bot's code is as private as the command's answer; the framework's own messages reveal nothing.
    let is_from_bot = error_reply.is_some()
        || matches!(
            error,
            CommandError::User(_)
                | CommandError::Denied { reason: Some(_), .. }
                | CommandError::Argument(ArgumentError::Ambiguous { .. })
        );
    if let CommandError::NotEntitled { skus } = error
        && replies.responder().needs_answer()
    {
        refusal = refusal.buttons(skus.iter().take(5).map(|sku| Button::premium(*sku)));
    }
    if let Some(error_reply) = error_reply {
        refusal = Reply { ephemeral: refusal.ephemeral || error_reply.ephemeral, ..error_reply };
    }
    refusal.ephemeral |= is_from_bot && command.is_some_and(|command| command.ephemeral);
    match replies.say(refusal).await {
        Err(ReplyError::NoPrivateAnswer) => {
            let error_reply = CommandError::NoPrivateAnswer;
            match replies.responder().refusal(self::refusal(&error_reply, reference, language)) {
                Some(refusal) => replies.say(refusal).await.map(drop),
                None => Ok(()),
            }
        }
        sent => sent.map(drop),
    }
}

/// Returns the error as the caller sees it.
fn refusal(error: &CommandError, reference: Reference, language: Language<'_>) -> Refusal {
    let is_foreign = matches!(error, CommandError::Unknown { nearest, .. } if nearest.is_empty());
    Refusal { message: user_message(error, reference, language), is_foreign }
}

/// Returns the user message. If the caller is not at fault, it includes the reference id of the log entry.
fn user_message(error: &CommandError, reference: Reference, language: Language<'_>) -> String {
    let message = error.user_message_in(language);
    if message.trim().is_empty() {
        return language.text("mindtrace-not-done", []);
    }
    if !error.is_user_fault() {
        let args = [("message", message.into()), ("reference", reference.to_string().into())];
        return language.text("mindtrace-with-reference", args);
    }
    match message.char_indices().nth(LONGEST - 1) {
        Some((at, _)) if message.chars().nth(LONGEST).is_some() => format!("{}…", &message[..at]),
        _ => message,
    }
}
