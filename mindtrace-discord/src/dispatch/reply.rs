//! Stage 5: the answer, or the safe sentence in its place.

use crate::command::CommandSpec;
use crate::error::CommandError;
use crate::reference::Reference;
use crate::reply::{Replies, Reply, ReplyError};

/// Sends what the handler came to. An error that the caller is told stays the outcome of the call.
pub(super) async fn reply(
    result: Result<Option<Reply>, CommandError>,
    command: Option<&CommandSpec>,
    replies: &Replies,
    reference: Reference,
) -> Result<(), CommandError> {
    let error = match deliver(result, command, replies).await {
        Ok(()) => return Ok(()),
        Err(error) => error,
    };
    if let Some(refusal) = replies.responder().refusal(&error, sentence(&error, reference))
        && let Err(undelivered) = replies.say(refusal).await
    {
        tracing::warn!(
            %reference,
            error = %crate::redact::redacted(&undelivered),
            "the caller could not be told what went wrong"
        );
    }
    Err(error)
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

/// The safe sentence; where the caller can do nothing about it, with the id under which the log has the rest.
pub(crate) fn sentence(error: &CommandError, reference: Reference) -> String {
    if error.is_user_fault() {
        error.sentence()
    } else {
        format!("{} Reference: `{reference}`", error.sentence())
    }
}
