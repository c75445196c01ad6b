//! `/channels/{id}/polls/{message}…`

use serde_json::{Value, json};
use serenity::model::{Permissions, id::MessageId};

use crate::discord::{
    api_error::{ApiError, Code},
    body::Call,
    rest::{
        access,
        reply::{Outcome, Reply},
    },
    world::{ChannelRecord, World},
};

pub(super) fn route(world: &mut World, call: &Call, channel: &ChannelRecord, rest: &[&str]) -> Outcome {
    match (call.method.as_str(), rest) {
        ("GET", [id, "answers", answer]) => {
            voters(world, channel, access::id_of("message_id", id)?, access::id_of("answer_id", answer)?)
        }
        ("POST", [id, "expire"]) => expire(world, channel, access::id_of("message_id", id)?),
        _ => Err(Code::NotFound.into()),
    }
}

fn voters(world: &World, channel: &ChannelRecord, id: MessageId, answer: u64) -> Outcome {
    access::need(world, channel, Permissions::READ_MESSAGE_HISTORY)?;
    let poll = access::message(world, channel, id)?.poll.as_ref().ok_or(Code::UnknownMessage)?;
    let answer = poll.answers.iter().find(|known| known.id == answer);
    let unknown = || ApiError::field("answer_id", "POLL_ANSWER_UNKNOWN", "Unknown poll answer");
    let users: Vec<Value> =
        answer.ok_or_else(unknown)?.voters.iter().map(|user| world.user_json(*user)).collect();
    Ok(Reply::ok(json!({"users": users})))
}

fn expire(world: &mut World, channel: &ChannelRecord, id: MessageId) -> Outcome {
    let message = access::message(world, channel, id)?;
    if message.author != world.bot {
        return Err(Code::NotYourMessage.into());
    }
    if message.poll.is_none() {
        return Err(Code::NotAPoll.into());
    }
    if !world.end_poll(id) {
        return Err(Code::PollExpired.into());
    }
    Ok(Reply::ok(world.message_json(access::message(world, channel, id)?)))
}
